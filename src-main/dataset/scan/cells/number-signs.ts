/**
 * What stands in numbers that a keyboard does not have, or another program writes: the minus
 * U+2212 and its kin in front of a number or its exponent, blanks that never break between groups
 * of three digits, and Fortran's D of an exponent (1.0D+02). None of them means anything else there.
 */

/** Anything of it may be in a text. */
const UNUSUAL = /[\u00a0\u2007\u2009\u2010-\u2014\u202f\u2212\ufe63\uff0dDd]/;
/** Minus, en and figure dash, the hyphens of Unicode, small and full-width hyphen-minus. */
const MINUS = /(^|[eEdD])[\u2010-\u2013\u2212\ufe63\uff0d](?=[\d.,])/g;
/** No-break, figure, thin and narrow no-break blank between groups of digits. */
const GROUPED = /^([+-]?)(\d{1,3}(?:([\u00a0\u2007\u2009\u202f])\d{3})(?:\3\d{3})*)(?!\d)/;
/** With a point, or a sign behind the D: `1D2` is no number but a code. */
const FORTRAN = /^([+-]?(?:\d+[.,]\d*|[.,]\d+))[dD]([+-]?\d+)$|^([+-]?\d+)[dD]([+-]\d+)$/;

/**
 * A number with its signs and its exponent as they would be typed; any other text as it is.
 * @param text without blanks around it
 */
export function typedSigns(text: string): string {
  if (!UNUSUAL.test(text)) return text;
  return text
    .replace(MINUS, '$1-')
    .replace(FORTRAN, (_, pointed?: string, power?: string, whole?: string, other?: string) =>
      pointed === undefined ? `${whole ?? ''}e${other ?? ''}` : `${pointed}e${power ?? ''}`,
    );
}

/** As {@link typedSigns}, and without blanks that never break between groups of three digits. */
export function plainNumberText(text: string): string {
  if (!UNUSUAL.test(text)) return text;
  return typedSigns(
    text
      .replace(MINUS, '$1-')
      .replace(
        GROUPED,
        (_, sign: string, digits: string, blank: string) => sign + digits.split(blank).join(''),
      ),
  );
}
