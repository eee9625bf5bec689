import { splitCells } from './csv-text';

const NEW_LINE = 0x0a;
const COMMA = 0x2c;
const RETURN = 0x0d;
const S = 0x73;
/** `step` and `elapsedMs`. */
const FIRST_METRIC = 2;

/** Counts what a metrics.csv holds, part by part, without keeping it: a line that is torn counts for nothing. */
export class LogCounter {
  readonly metrics = new Set<string>();
  /** Cells of metrics that have a value, in whole lines. */
  points = 0;
  #header: Buffer[] | null = null;
  #isLineStart = true;
  #column = 0;
  #isEmpty = true;
  #pending = 0;

  /** Counts one log after another: what is left of the last one was torn. */
  begin(): void {
    this.#header = null;
    this.#isLineStart = true;
    this.#column = 0;
    this.#isEmpty = true;
    this.#pending = 0;
  }

  put(part: Buffer): void {
    let at = 0;
    while (at < part.length) {
      if (this.#isLineStart) {
        this.#isLineStart = false;
        this.#header = part[at] === S ? [] : null;
      }
      at = this.#header === null ? this.#countCells(part, at) : this.#readHeader(part, at);
    }
  }

  #readHeader(part: Buffer, from: number): number {
    const end = part.indexOf(NEW_LINE, from);
    this.#header?.push(part.subarray(from, end < 0 ? part.length : end));
    if (end < 0) return part.length;
    const line = Buffer.concat(this.#header ?? [])
      .toString('utf8')
      .trimEnd();
    for (const name of splitCells(line).slice(FIRST_METRIC)) this.metrics.add(name);
    this.#isLineStart = true;
    return end + 1;
  }

  #countCells(part: Buffer, from: number): number {
    for (let at = from; at < part.length; at++) {
      const byte = part[at];
      if (byte === COMMA || byte === NEW_LINE) {
        if (!this.#isEmpty && this.#column >= FIRST_METRIC) this.#pending += 1;
        this.#isEmpty = true;
        this.#column += 1;
        if (byte === COMMA) continue;
        this.points += this.#pending;
        this.#pending = 0;
        this.#column = 0;
        this.#isLineStart = true;
        return at + 1;
      }
      if (byte !== RETURN) this.#isEmpty = false;
    }
    return part.length;
  }
}
