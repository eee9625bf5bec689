import type { LeftOutKind, LeftOutRows } from '../../../../src-shared/dataset/left-out';

const MAX_LISTED = 1000;
const MAX_TEXT = 1000;

const REASONS: Readonly<Record<LeftOutKind, string>> = {
  footers: 'a footer',
  repeatedHeaders: 'the header again',
  otherTables: 'another table',
  emptyRows: 'no values',
};

/** What was left out of a file, neighbours of one kind as one place; past 1,000 places the last one grows. */
export class LeftOutList {
  readonly #places: { place: LeftOutRows; row: number }[] = [];

  /**
   * @param row number of the table's next row: what is left out between the same two rows belongs together
   * @param lines that the record spans
   */
  add(kind: LeftOutKind, line: number, lines: number, text: string, row: number): void {
    const to = line + lines - 1;
    const last = this.#places[this.#places.length - 1];
    const full = this.#places.length >= MAX_LISTED;
    const isNear = last?.row === row && last.place.kind === kind;
    const near = isNear ? last : full ? this.#findLast(kind) : undefined;
    if (near !== undefined) {
      near.place = { ...near.place, to: Math.max(near.place.to, to), count: near.place.count + 1 };
      return;
    }
    const leftOut = { kind, from: line, to, count: 1, reason: REASONS[kind], text: text.slice(0, MAX_TEXT) };
    this.#places.push({ place: leftOut, row });
  }

  #findLast(kind: LeftOutKind): { place: LeftOutRows; row: number } | undefined {
    return [...this.#places].reverse().find(({ place }) => place.kind === kind);
  }

  get all(): readonly LeftOutRows[] {
    return this.#places.map(({ place }) => place);
  }
}
