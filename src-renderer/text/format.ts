import { say, sayCount } from '../../src-shared/language/say';
import { groupDigits, localNumber, pageLocale } from './locale';

/** Numbers, times and sizes as the window writes them. */

const MINUS = '\u2212';
const DASH = '\u2013';

/**
 * A measured value with 4 significant digits: `0.1235`, `1,235`, `5.129e−5`. Plain notation from
 * 0.0001 up to 9,999,999, powers of ten outside it.
 */
export function formatNumber(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`;
  if (value === 0) return '0';
  const size = Math.abs(value);
  const rounded = Number(value.toPrecision(digits));
  if (size < 1e-4 || Math.abs(rounded) >= 1e7) {
    return localNumber(
      value
        .toExponential(digits - 1)
        .replace(/\.?0+e/, 'e')
        .replace('e+', 'e'),
    );
  }
  if (Number.isInteger(value) && size < 1e7) return formatCount(value);
  if (Math.abs(rounded) >= 10 ** (digits - 1)) return formatCount(rounded);
  return localNumber(value.toPrecision(digits));
}

/** A number with so many decimals: `0.50`. */
export function formatFixed(value: number, decimals: number): string {
  return localNumber(value.toFixed(decimals));
}

/** Every digit of a value, for titles and copying. */
export function fullNumber(value: number): string {
  return localNumber(String(value));
}

/** A setting as a person typed it: no rounding, thousands apart only from 10,000 on. */
export function formatSetting(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) {
    return Math.abs(value) < 10000 ? localNumber(String(value)) : formatCount(value);
  }
  return localNumber(String(value));
}

/** A whole number with thousands apart: `25,000`. */
export function formatCount(value: number): string {
  const text = String(Math.abs(Math.round(value)));
  const grouped = text.length > 15 ? text : groupDigits(text);
  return value < 0 && Math.round(value) !== 0 ? `${MINUS}${grouped}` : grouped;
}

const LISTED = 12;
const LISTED_OF_MORE = 6;

/** Many values in a short text: all of them up to twelve, else "a, b, c, d, e, f and 494 more". */
export function listText(values: readonly unknown[]): string {
  if (values.length <= LISTED) return values.map(String).join(', ');
  const first = values.slice(0, LISTED_OF_MORE).map(String).join(', ');
  return say('{first} and {more} more', { first, more: formatCount(values.length - LISTED_OF_MORE) });
}

/** `1 row`, `25,000 rows`. */
export function formatQuantity(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${sayCount(count, one, many)}`;
}

/** How much of some work is done, in whole percent: `64 %`; 100 only when all is. */
export function formatPercent(share: number): string {
  if (!Number.isFinite(share)) return DASH;
  const percent = Math.min(100, Math.max(0, share * 100));
  return `${percent < 100 ? Math.floor(percent) : 100} %`;
}

/** A share of one, rounded: `64 %`, but `<1 %` and `>99 %` where a few are all that there is or lacks. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return DASH;
  if (share > 0 && share < 0.005) return '<1 %';
  if (share < 1 && share > 0.995) return '>99 %';
  return `${Math.round(100 * share)} %`;
}

/** A span of time: `0.078 s`, `12.3 s`, `4 min 05 s`, `2 h 03 min`. */
export function formatDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds) || milliseconds < 0) return DASH;
  const seconds = milliseconds / 1000;
  if (seconds < 0.0005) return '0 s';
  if (seconds < 1) return `${formatFixed(seconds, 3)} s`;
  if (seconds < 10) return `${formatFixed(seconds, 2)} s`;
  if (seconds < 59.95) return `${formatFixed(seconds, 1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600)
    return say('{whole} min {whole2} s', { whole: Math.floor(whole / 60), whole2: pad(whole % 60) });
  const minutes = Math.round(seconds / 60);
  if (minutes < 48 * 60)
    return say('{minutes} h {minutes2} min', {
      minutes: Math.floor(minutes / 60),
      minutes2: pad(minutes % 60),
    });
  return formatQuantity(Math.round(minutes / 1440), 'day');
}

/** `41,200/s`, `3.5/s`. */
export function formatRate(perSecond: number): string {
  if (!Number.isFinite(perSecond) || perSecond <= 0) return DASH;
  const text = perSecond < 100 ? formatNumber(perSecond, 2) : formatCount(Number(perSecond.toPrecision(3)));
  return `${text}/s`;
}

/** `512 B`, `1.2 kB`, `47 MB` (powers of 1,000). */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes) || bytes < 0) return DASH;
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  let value = bytes;
  for (const unit of ['kB', 'MB', 'GB', 'TB']) {
    value /= 1000;
    if (value < 999.5 || unit === 'TB')
      return `${value < 9.95 ? formatFixed(value, 1) : Math.round(value)} ${unit}`;
  }
  return DASH;
}

/** Date and time of an ISO 8601 instant: the time today, otherwise the date with the time. */
export function formatDateTime(iso: string, now: Date = new Date()): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return DASH;
  const time = `${pad(date.getHours())}:${pad(date.getMinutes())}`;
  if (date.toDateString() === now.toDateString()) return time;
  return `${formatDate(date)} ${time}`;
}

/** `2025-04-30`, which English readers all read alike; elsewhere as the locale has it: `30.04.2025`. */
function formatDate(date: Date): string {
  const locale = pageLocale();
  return locale.startsWith('en')
    ? `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
    : date.toLocaleDateString(locale, { day: '2-digit', month: '2-digit', year: 'numeric' });
}

/** Date or time of an ISO 8601 instant in few letters: `09:05` today, `30 Apr` this year, otherwise `2025-04-30`. */
export function formatDay(iso: string, now: Date = new Date()): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return DASH;
  if (date.getFullYear() !== now.getFullYear()) return formatDate(date);
  if (date.toDateString() === now.toDateString()) return formatDateTime(iso, now);
  const locale = pageLocale();
  // In English the day first, whatever the country.
  if (locale.startsWith('en'))
    return `${date.getDate()} ${date.toLocaleDateString('en-US', { month: 'short' })}`;
  return date.toLocaleDateString(locale, { day: 'numeric', month: 'short' });
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).pop() ?? path;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/** A speed limit: "10 steps a second", or "Full speed" without one. */
export function formatSpeed(stepsPerSecond: number | null): string {
  if (stepsPerSecond === null) return say('Full speed');
  return say('{steps} a second', { steps: formatQuantity(stepsPerSecond, 'step') });
}
