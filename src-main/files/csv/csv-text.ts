/** RFC 4180: quoted where a comma, quote or line end asks for it. */
export function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** The cells of one line of CSV. */
export function splitCells(line: string): string[] {
  const names: string[] = [];
  for (const match of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
    names.push(match[1] === undefined ? (match[2] ?? '') : match[1].replace(/""/g, '"'));
  }
  return names;
}

/** Text that a spreadsheet would take for a formula is marked as text; numbers are left alone. */
export function csvText(text: string): string {
  return quote(isFormula(text) ? `'${text}` : text);
}

/** Digits with signs, points, separators of thousands, an exponent or a percent sign, as -1.234,5 and +1e-7. */
const NUMBER = /^[+-]?[\s.,'\u00a0\u202f]*\d[\d\s.,'\u00a0\u202f]*(e[+-]?\d+)?\s*%?$/i;

/**
 * Whether a spreadsheet would take a cell for a formula, and compute it when the file is opened: it begins
 * with =, +, -, @, a tab or a carriage return, and is neither a number nor a lone sign.
 */
export function isFormula(text: string): boolean {
  return /^[=+\-@\t\r]/.test(text) && text.length > 1 && !NUMBER.test(text) && !Number.isFinite(Number(text));
}
