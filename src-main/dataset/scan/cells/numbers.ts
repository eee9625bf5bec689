import { amountNumbers } from './amount-text';
import { plainNumberText, typedSigns } from './number-signs';

/** How numbers are written. */
export interface NumberFormat {
  readonly decimal: '.' | ',';
  /** Between groups of three digits; empty: none. */
  readonly thousands: string;
}

/** A blank, the no-break and the narrow no-break blank, and both apostrophes. */
const RARE_SEPARATORS = [' ', '\u00a0', '\u202f', "'", '\u2019'] as const;

/** The ways that are tried, the plainest first. */
const NUMBER_FORMATS: readonly NumberFormat[] = [
  { decimal: '.', thousands: '' },
  { decimal: ',', thousands: '' },
  { decimal: '.', thousands: ',' },
  { decimal: ',', thousands: '.' },
  ...RARE_SEPARATORS.flatMap((thousands): NumberFormat[] => [
    { decimal: '.', thousands },
    { decimal: ',', thousands },
  ]),
];

/** A thousands separator is believed in when at least this share of the numbers needs it. */
const THOUSANDS_SHARE = 0.02;

/**
 * What is a number, as a regular expression that JavaScript and DuckDB read alike. Whole groups of
 * three are required where there are thousands separators, so that 1.5 never becomes 15.
 */
function numberPattern({ decimal, thousands }: NumberFormat): string {
  const point = decimal === '.' ? '[.]' : ',';
  const plain = `[0-9]+(${point}[0-9]*)?|${point}[0-9]+`;
  const grouped = thousands === '' ? '' : `|[0-9]{1,3}(${escaped(thousands)}[0-9]{3})+(${point}[0-9]*)?`;
  return `^[+-]?(${plain}${grouped})([eE][+-]?[0-9]+)?$`;
}

function escaped(character: string): string {
  return /[\w\s,'"]/.test(character) ? character : `[${character.replace(/[\\\]^]/, '\\$&')}]`;
}

const compiled = new Map<string, RegExp>();

/**
 * Whether the first sign of a trimmed text may be that of a number in any format: a digit, a sign, a
 * separator, or a minus that a keyboard does not have. Most words are told apart by it alone.
 */
function mayBeNumber(trimmed: string): boolean {
  const code = trimmed.charCodeAt(0);
  return (code >= 0x2b && code <= 0x39) || code === 0x27 || code >= 0x2010;
}

/** True for the text of a number, blanks around it allowed; also as {@link plainNumberText} knows it. */
export function isNumberText(text: string, format: NumberFormat): boolean {
  const trimmed = text.trim();
  if (!mayBeNumber(trimmed)) return false;
  if (isTyped(trimmed, format)) return true;
  const plain = plainNumberText(trimmed);
  return plain !== trimmed && isTyped(plain, format);
}

/** Whether a text fits {@link numberPattern}. */
function isTyped(text: string, format: NumberFormat): boolean {
  const key = format.decimal + format.thousands;
  let pattern = compiled.get(key);
  if (pattern === undefined) {
    pattern = new RegExp(numberPattern(format));
    compiled.set(key, pattern);
  }
  return pattern.test(text);
}

/** The formats that fit what is given; one that nobody would guess too. */
export function formatsGiven(given: Partial<NumberFormat>): readonly NumberFormat[] {
  const formats = NUMBER_FORMATS.filter(
    ({ decimal, thousands }) =>
      (given.decimal === undefined || decimal === given.decimal) &&
      (given.thousands === undefined || thousands === given.thousands),
  );
  if (formats.length > 0) return formats;
  return [{ decimal: given.decimal ?? '.', thousands: given.thousands ?? '' }];
}

/** A number in some format: digits with separators between and around them. */
const NUMERIC = /^[+-]?[\d.,'\u2019 \u00a0\u202f]*\d[.,]?([eE][+-]?\d+)?$/;
const DIGITS = /^[+-]?\d+$/;

/**
 * The number format that most cells fit, the plainest one of equals. Only one format holds for a
 * table, so that 1,234 in one column is understood by what stands in the others.
 * @param columns the cells of each column
 * @param delimiter between cells; a comma that was not taken for one is then hardly a decimal comma
 */
export function bestFormat(
  columns: readonly (readonly string[])[],
  formats: readonly NumberFormat[],
  delimiter: string,
): NumberFormat {
  const [plainest] = formats;
  if (plainest === undefined) throw new Error('no number format to choose from');
  if (formats.length === 1) return plainest;
  const telling: string[] = [];
  let numbers = 0;
  for (const column of columns) {
    for (const cell of column) {
      const trimmed = cell.trim();
      if (!mayBeNumber(trimmed)) continue;
      const text = typedSigns(trimmed);
      if (!NUMERIC.test(text)) continue;
      numbers++;
      if (!DIGITS.test(text)) telling.push(text);
    }
  }
  if (telling.length === 0) {
    // The only numbers with a sign may be those with a unit: 1.234,50 EUR.
    const amounts = amountNumbers(columns).map((number) => typedSigns(number));
    telling.push(...amounts.filter((number) => NUMERIC.test(number) && !DIGITS.test(number)));
    numbers += amounts.length;
  }
  if (telling.length === 0) return plainest;
  const all = telling.join('\n');
  const seen = (separator: string): boolean => separator === '' || all.includes(separator);
  let best = plainest;
  let most = -1;
  for (const format of ordered(formats, columns, delimiter)) {
    if (!seen(format.decimal) && format !== plainest && format.thousands === '') continue;
    if (!seen(format.thousands)) continue;
    const fitting = telling.filter((text) => isTyped(text, format)).length;
    const needed = format.thousands === '' ? 0 : THOUSANDS_SHARE * numbers;
    if (fitting > most + needed) [best, most] = [format, fitting];
  }
  return best;
}

/** The plainest first; thousands commas before decimal ones where that is the likelier reading. */
function ordered(
  formats: readonly NumberFormat[],
  columns: readonly (readonly string[])[],
  delimiter: string,
): readonly NumberFormat[] {
  if (delimiter !== ',' && !hasGroupedColumn(columns)) return formats;
  const isCommaDecimal = ({ decimal, thousands }: NumberFormat): boolean =>
    decimal === ',' && thousands === '';
  const isCommaThousands = ({ decimal, thousands }: NumberFormat): boolean =>
    decimal === '.' && thousands === ',';
  return [
    ...formats.filter((format) => !isCommaDecimal(format) && !isCommaThousands(format)).slice(0, 1),
    ...formats.filter(isCommaThousands),
    ...formats.filter(isCommaDecimal),
    ...formats.filter((format) => !isCommaDecimal(format) && !isCommaThousands(format)).slice(1),
  ];
}

/**
 * Whether a column counts past a thousand: every comma in it stands before exactly three digits,
 * and its numbers without one are whole and below a thousand. 950 beside 1,234 says so; measured
 * values with three decimals would read 950,000.
 */
function hasGroupedColumn(columns: readonly (readonly string[])[]): boolean {
  return columns.some((column) => {
    let grouped = 0;
    let small = 0;
    for (const cell of column) {
      const text = cell.trim();
      if (/^[+-]?[1-9]\d{0,2}(,\d{3})+$/.test(text)) grouped++;
      else if (/^[+-]?\d{1,3}$/.test(text)) small++;
      else if (NUMERIC.test(text)) return false;
    }
    return grouped > 1 && small > 0;
  });
}
