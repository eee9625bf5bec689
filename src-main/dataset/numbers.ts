/** How numbers are written. */
export interface NumberFormat {
  readonly decimal: '.' | ',';
  /** Between groups of three digits; empty: none. */
  readonly thousands: string;
}

/** The ways that are tried, the plainest first. */
export const NUMBER_FORMATS: readonly NumberFormat[] = [
  { decimal: '.', thousands: '' },
  { decimal: ',', thousands: '' },
  { decimal: '.', thousands: ',' },
  { decimal: ',', thousands: '.' },
];

/**
 * What is a number, as a regular expression that JavaScript and DuckDB read alike. Whole groups of
 * three are required where there are thousands separators, so that 1.5 never becomes 15.
 */
export function numberPattern({ decimal, thousands }: NumberFormat): string {
  const point = decimal === '.' ? '[.]' : ',';
  const plain = `[0-9]+(${point}[0-9]*)?|${point}[0-9]+`;
  const grouped = thousands === '' ? '' : `|[0-9]{1,3}(${escaped(thousands)}[0-9]{3})+(${point}[0-9]*)?`;
  return `^[+-]?(${plain}${grouped})([eE][+-]?[0-9]+)?$`;
}

function escaped(character: string): string {
  return /[\w\s,'"]/.test(character) ? character : `[${character.replace(/[\\\]^]/, '\\$&')}]`;
}

const compiled = new Map<string, RegExp>();

/** True for the text of a number, blanks around it allowed. */
export function isNumberText(text: string, format: NumberFormat): boolean {
  const key = format.decimal + format.thousands;
  let pattern = compiled.get(key);
  if (pattern === undefined) {
    pattern = new RegExp(numberPattern(format));
    compiled.set(key, pattern);
  }
  return pattern.test(text.trim());
}
