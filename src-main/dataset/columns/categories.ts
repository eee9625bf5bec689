/**
 * Categories in the order in which they are numbered: as numbers where all of them are, else as
 * texts by code unit. The same words give the same order wherever they stand in a file.
 */
export function sortedCategories(categories: readonly string[]): string[] {
  const distinct = [...new Set(categories)];
  const areNumbers = distinct.every((word) => word.trim() !== '' && Number.isFinite(Number(word)));
  return distinct.sort((a, b) => {
    const difference = areNumbers ? Number(a) - Number(b) : 0;
    return difference !== 0 ? difference : a < b ? -1 : a > b ? 1 : 0;
  });
}

/** The first few of them for a sentence: `"a", "b" and 3 more`. */
export function listCategories(categories: readonly string[], most = 5): string {
  const shown = categories.slice(0, most).map((word) => `"${word.slice(0, 60)}"`);
  return categories.length > most
    ? `${shown.join(', ')} and ${categories.length - most} more`
    : shown.join(', ');
}

/** Days since 1970-01-01 UTC of an ISO 8601 date or date-time; NaN for any other text. */
export function parseDay(text: string): number {
  const match =
    /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?(Z|[+-]\d\d(?::?\d\d)?)?)?$/.exec(
      text.trim(),
    );
  if (match === null) return NaN;
  const [, year, month, day, hour = '0', minute = '0', second = '0', zone = 'Z'] = match;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const isThere =
    new Date(midnight).getUTCDate() === Number(day) && Number(month) >= 1 && Number(month) <= 12;
  if (!isThere || Number(hour) > 23 || Number(minute) > 59 || Number(second) >= 60) return NaN;
  const sign = zone.startsWith('-') ? -1 : 1;
  const offset =
    zone === 'Z'
      ? 0
      : sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)) * Number(zone.length > 3));
  const minutes = Number(hour) * 60 + Number(minute) - offset;
  return midnight / 86_400_000 + (minutes * 60 + Number(second)) / 86_400;
}

/** A day as ISO 8601: the date, and the time (UTC) where it is not midnight. */
export function dateText(day: number): string {
  const at = new Date(Math.round(day * 86_400_000));
  if (Number.isNaN(at.getTime())) return String(day);
  return at.toISOString().replace('T00:00:00.000Z', '');
}
