import { isUnit } from './units';

/** A column is offered as one of amounts when at least this share of its filled cells have one form. */
export const AMOUNT_SHARE = 0.9;

/** Currencies before or after an amount. */
const CURRENCY =
  /^(?:[$€£¥₹₽₩₺₴₪฿]|(?:US|CA|AU|NZ|HK|C|A)\$|EUR|USD|GBP|JPY|CHF|CNY|INR|SEK|NOK|DKK|PLN|CZK|HUF|RON|TRY|BRL|MXN|CAD|AUD|NZD|ZAR|KRW|RUB|Rs\.?|kr\.?|zł|Kč|Ft)$/;
/** A sign, what stands before the digits, the digits, what stands behind. */
const AMOUNT =
  /^([+\-−–]?)\s*([^\d\s.,+\-−–()]{0,5})\s*([+\-−–]?[\d.,][\d.,'’\s\u00a0\u202f]*(?:[eE][+-]?\d+)?)(\s*)(\D{0,20})$/u;
const IN_PARENTHESES = /^\(([^()]+)\)$/;

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
export function parseAmount(text: string): Amount | null {
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

/** Whether a text is a unit that is known: a currency, `kg`, `%`. */
export function isKnownUnit(text: string): boolean {
  return isUnit(text) || CURRENCY.test(text);
}

/** Rows that may stand above the first row of a table: its names. */
const MAX_NAMES = 10;

/**
 * The numbers of cells that have a unit, column by column, of the columns where nearly all cells do.
 * @param columns the cells of each, its names among the first ones
 */
export function amountNumbers(columns: readonly (readonly string[])[]): string[] {
  return columns.flatMap((column) => {
    const filled = column.filter((cell) => cell.trim() !== '');
    const numbers = filled.map((cell) => parseAmount(cell.trim())?.number ?? null);
    const first = numbers.findIndex((number) => number !== null);
    if (first < 0 || first > MAX_NAMES) return [];
    const found = numbers.filter((number) => number !== null);
    return found.length >= AMOUNT_SHARE * (filled.length - first) ? found : [];
  });
}
