/** Row numbers as they are typed, parted by commas, semicolons or spaces; what is no number is NaN. */
export function parseRows(text: string): number[] {
  return text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : NaN));
}
