import { isNumberText, type NumberFormat } from '../scan/cells/numbers';

/** What a cell's text looks like. All but `missing` and `text` are telling: few texts look so by chance. */
export type CellType = 'missing' | 'number' | 'amount' | 'date' | 'time' | 'boolean' | 'link' | 'text';

const DATE =
  /^(\d{4}([-/.])\d{1,2}\2\d{1,2}|\d{1,2}([-/.])\d{1,2}\3(\d{4}|\d{2})|\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{2,4}|[A-Za-z]{3,9} \d{1,2}, \d{4})([T ]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[AaPp][Mm])?( ?(Z|[+-]\d{2}(:?\d{2})?))?)?$/;
const TIME = /^\d{1,3}:\d{2}(:\d{2}([.,]\d+)?)?( ?[AaPp][Mm])?$/;
const BOOLEAN = /^(true|false|yes|no)$/i;
const LINK = /^([a-z]{2,10}:\/\/\S+|[\w.+-]+@[\w-]+(\.[\w-]+)+)$/i;
const CURRENCY = /^[$€£¥]\s?|\s?[%$€£¥‰]$/;

/** Texts that are remembered, at most: a file may have millions of other ones. */
const MAX_KNOWN = 10_000;

/** Looks at cells in one number format; texts that come again are judged once. */
export class CellTyper {
  readonly #format: NumberFormat;
  readonly #na: ReadonlySet<string>;
  readonly #known = new Map<string, CellType>();

  constructor(format: NumberFormat, na: readonly string[]) {
    this.#format = format;
    this.#na = new Set(na);
  }

  of(cell: string): CellType {
    if (cell.length > 200) return 'text';
    const known = this.#known.get(cell);
    if (known !== undefined) return known;
    const kind = detectCellType(cell.trim(), this.#format, this.#na);
    if (this.#known.size >= MAX_KNOWN) this.#known.clear();
    this.#known.set(cell, kind);
    return kind;
  }
}

/** What a trimmed text looks like; {@link CellTyper} remembers the answers. */
export function detectCellType(text: string, format: NumberFormat, na: ReadonlySet<string>): CellType {
  if (text === '' || na.has(text)) return 'missing';
  if (isNumberText(text, format)) return 'number';
  if (text.length > 100) return 'text';
  if (DATE.test(text)) return 'date';
  if (TIME.test(text)) return 'time';
  if (BOOLEAN.test(text)) return 'boolean';
  if (isBracketed(text, format)) return 'amount';
  if (CURRENCY.test(text) && isNumberText(text.replace(CURRENCY, ''), format)) return 'amount';
  return LINK.test(text) ? 'link' : 'text';
}

/** A negative number as accountants write it, `(1,200)`. */
function isBracketed(text: string, format: NumberFormat): boolean {
  return text.startsWith('(') && text.endsWith(')') && isNumberText(text.slice(1, -1), format);
}

/** What most of a column's filled cells are. */
export interface DominantType {
  readonly kind: CellType;
  /** Of its filled cells; 0 where it has none. */
  readonly share: number;
  readonly filled: number;
}

/** The usual kind of each of `width` columns; `missing` for a column without a filled cell. */
export function dominantTypes(
  rows: readonly (readonly string[])[],
  width: number,
  judge: CellTyper,
): DominantType[] {
  return Array.from({ length: width }, (_, c) => {
    const counts = new Map<CellType, number>();
    let filled = 0;
    for (const row of rows) {
      const kind = judge.of(row[c] ?? '');
      if (kind === 'missing') continue;
      filled++;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    let kind: CellType = 'missing';
    let most = 0;
    for (const [found, count] of counts) if (count > most) [kind, most] = [found, count];
    return { kind, share: filled === 0 ? 0 : most / filled, filled };
  });
}

/** A column of this kind would be spoilt by a cell of another one. */
export function isTelling({ kind, share }: DominantType): boolean {
  return kind !== 'text' && kind !== 'missing' && share >= 0.8;
}
