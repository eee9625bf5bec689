import type { DatePart } from '../../dataset/schema';

const DAY_MICROSECONDS = 86_400_000_000;
const HOUR_MICROSECONDS = 3_600_000_000;
const DAY_MS = 86_400_000;

/**
 * Parts of a date as a model gets them; {@link DATE_PARTS} says what each is.
 * @param day days since 1970-01-01 UTC, the time of day as a fraction; read to the microsecond, which
 *   is as far as a double holds it
 */
export function computeDateParts(day: number, parts: readonly DatePart[]): number[] {
  const microseconds = Math.round(day * DAY_MICROSECONDS);
  const whole = Math.floor(microseconds / DAY_MICROSECONDS);
  const date = new Date(whole * DAY_MS);
  return parts.map((part) => {
    switch (part) {
      case 'year':
        return date.getUTCFullYear();
      case 'month':
        return date.getUTCMonth() + 1;
      case 'day':
        return date.getUTCDate();
      case 'weekday':
        // 1970-01-01 was a Thursday. The remainder of days before it is below 0.
        return (((whole + 3) % 7) + 7) % 7;
      case 'hour':
        return Math.floor((microseconds - whole * DAY_MICROSECONDS) / HOUR_MICROSECONDS);
      case 'elapsed':
        return day;
    }
  });
}

/**
 * The date that has just these parts, in days since 1970-01-01 UTC; null where they do not tell one
 * (neither `elapsed` nor year, month and day are among them), or do not fit one another.
 */
export function dayOfParts(parts: readonly DatePart[], values: readonly number[]): number | null {
  const value = (part: DatePart): number | undefined => values[parts.indexOf(part)];
  const [year, month, day, hour = 0] = [value('year'), value('month'), value('day'), value('hour')];
  let found = value('elapsed');
  if (found === undefined) {
    if (year === undefined || month === undefined || day === undefined) return null;
    found = (new Date(0).setUTCFullYear(year, month - 1, day) + hour * 3_600_000) / DAY_MS;
  }
  if (!Number.isFinite(found)) return null;
  return computeDateParts(found, parts).every((own, i) => own === values[i]) ? found : null;
}
