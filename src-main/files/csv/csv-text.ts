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
  const isFormula = /^[=+\-@\t\r]/.test(text) && !Number.isFinite(Number(text));
  return quote(isFormula ? `'${text}` : text);
}
