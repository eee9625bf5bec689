import { decodeBytes, encodeText } from '../cell-text';
import type { Encoding } from '../encoding';
import type { NumberReader } from '../number-reader';
import { isUnit } from '../units';

/** Unit of a column whose negative amounts stand in parentheses, and that has no other. */
export const PARENTHESES = '()';

/** Currencies before or after an amount. */
const CURRENCY =
  /^(?:[$€£¥₹₽₩₺₴₪฿]|(?:US|CA|AU|NZ|HK|C|A)\$|EUR|USD|GBP|JPY|CHF|CNY|INR|SEK|NOK|DKK|PLN|CZK|HUF|RON|TRY|BRL|MXN|CAD|AUD|NZD|ZAR|KRW|RUB|Rs\.?|kr\.?|zł|Kč|Ft)$/;
/** A sign, what stands before the digits, the digits, what stands behind. */
const AMOUNT =
  /^([+\-−–]?)\s*([^\d\s.,+\-−–()]{0,5})\s*([+\-−–]?[\d.,][\d.,'’\s\u00a0\u202f]*(?:[eE][+-]?\d+)?)(\s*)(\D{0,20})$/u;
const IN_PARENTHESES = /^\(([^()]+)\)$/;
/** A column is offered as one of amounts when at least this share of its filled cells have one form. */
const AMOUNT_SHARE = 0.9;

/** An amount taken apart. */
export interface Amount {
  /** The number as it is written, with its sign. */
  readonly number: string;
  /** `kg`, `$`, `%`; empty where there is none. */
  readonly unit: string;
  /** Whether parentheses make it negative. */
  readonly isNegative: boolean;
}

/** What a cell such as `5 kg`, `$10.50`, `-€ 5`, `10%`, `(10)` or `1.234,50 EUR` is made of; null for any other text. */
export function amountOf(text: string): Amount | null {
  const inside = IN_PARENTHESES.exec(text);
  const [, sign = '', before = '', digits = '', blank = '', after = ''] =
    AMOUNT.exec((inside?.[1] ?? text).trim()) ?? [];
  const unit = before === '' ? after.trim() : before;
  if (digits === '' || (before !== '' && (after !== '' || !CURRENCY.test(before)))) return null;
  if (before === '' && unit !== '') {
    // Behind a blank any word may be a unit; tied to the number, those that are known.
    const isWord = blank !== '' && /^[^\s\d]{1,20}$/u.test(unit);
    if (!isWord && !isUnit(unit) && !CURRENCY.test(unit)) return null;
  }
  if (inside === null && unit === '') return null;
  const isSigned = /^[+\-−–]/.test(digits);
  if ((sign !== '' && isSigned) || (inside !== null && (sign !== '' || isSigned))) return null;
  return { number: (sign + digits).trim(), unit, isNegative: inside !== null };
}

/**
 * A reader of numbers with a unit beside them: plain ones too, and negative ones in parentheses.
 * Infinity where a cell has another unit.
 * @param unit `()`: none, but for the parentheses
 */
export function amountReader(readNumber: NumberReader, unit: string, encoding: Encoding): NumberReader {
  const wanted = unit === PARENTHESES ? '' : unit;
  return (bytes, start, end) => {
    const plain = readNumber(bytes, start, end);
    if (plain !== Infinity || start >= end) return plain;
    const amount = amountOf(decodeBytes(bytes, start, end, encoding).trim());
    if (amount?.unit !== wanted) return Infinity;
    const number = Buffer.from(encodeText(amount.number, encoding));
    const value = readNumber(number, 0, number.length);
    return value !== Infinity && amount.isNegative ? -value : value;
  };
}

/**
 * The unit that nearly all cells of a column have beside their numbers; null where they have none or
 * several. Cells in kg and g are never one column of numbers.
 * @param cells filled ones
 * @param isNumber whether a text is a number as the file writes them
 */
export function unitOf(cells: readonly string[], isNumber: (text: string) => boolean): string | null {
  const counts = new Map<string, number>();
  let plain = 0;
  let negative = 0;
  for (const cell of cells) {
    const text = cell.trim();
    if (isNumber(text)) {
      plain++;
      continue;
    }
    const amount = amountOf(text);
    if (amount === null || !isNumber(amount.number)) continue;
    if (amount.isNegative) negative++;
    counts.set(amount.unit, (counts.get(amount.unit) ?? 0) + 1);
  }
  for (const [unit, count] of counts) {
    if (unit !== '' && count >= AMOUNT_SHARE * cells.length) return unit;
  }
  const inParentheses = counts.get('') ?? 0;
  return negative > 0 &&
    counts.size === 1 &&
    plain + inParentheses >= AMOUNT_SHARE * cells.length &&
    inParentheses > 0
    ? PARENTHESES
    : null;
}

/** A column of amounts and what stands beside them. */
export interface UnitColumn {
  readonly name: string;
  readonly unit: string;
}

/** That columns are numbers with a unit, and how to read them so; null where there are none. */
export function unitNote(columns: readonly UnitColumn[]): string | null {
  if (columns.length === 0) return null;
  const named = columns
    .slice(0, 5)
    .map(({ name, unit }) => `"${name}" (${unit === PARENTHESES ? 'negative ones in parentheses' : unit})`);
  const more = columns.length - named.length;
  const list = more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
  const verb = columns.length === 1 ? 'Column' : 'Columns';
  return `${verb} ${list} ${columns.length === 1 ? 'holds' : 'hold'} numbers with a unit: with type number and that unit they are read as numbers, else as words.`;
}
