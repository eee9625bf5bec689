import type { Axis, Interval } from '../../../src-shared/dataset/explore';
import { formatNumber } from '../../text/format';
import { numberTicks, type Tick } from '../stage/plane';

const DAY_MS = 86_400_000;
const MINUTE = 1 / 1440;
const HOUR = 1 / 24;
/** Steps of days and parts of days; longer ones go by the calendar. */
const DAY_STEPS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 1, 2, 7, 14];
const MONTH_STEPS = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
const DAYS_A_MONTH = 30.44;

/** Ticks at round values of an axis, as its type is written. @param every pixels from one to the next, at least */
export function axisTicks(axis: Axis, range: Interval, pixels: number, every: number): Tick[] {
  if (axis.type === 'date') return dateTicks(range, Math.max(2, Math.floor(pixels / every)));
  if (axis.type === 'category')
    return categoryTicks(axis.categories, range, Math.max(2, Math.floor(pixels / every)));
  return numberTicks(range, pixels, every);
}

function categoryTicks(categories: readonly string[], [low, high]: Interval, maxTicks: number): Tick[] {
  const first = Math.max(0, Math.ceil(low));
  const last = Math.min(categories.length - 1, Math.floor(high));
  const every = Math.max(1, Math.ceil((last - first + 1) / maxTicks));
  const ticks: Tick[] = [];
  for (let index = Math.ceil(first / every) * every; index <= last; index += every) {
    ticks.push({ value: index, label: shortenLabel(categories[index] ?? '') });
  }
  return ticks;
}

const MAX_LABEL_LENGTH = 14;

function shortenLabel(text: string): string {
  return text.length > MAX_LABEL_LENGTH ? `${text.slice(0, MAX_LABEL_LENGTH - 1)}…` : text;
}

/** At most `most` dates in a range of days since 1970, at whole steps of the calendar. */
export function dateTicks([low, high]: Interval, maxTicks: number): Tick[] {
  const rawStep = (high - low) / Math.max(1, maxTicks);
  const days = DAY_STEPS.find((step) => step >= rawStep);
  const ticks: Tick[] = [];
  if (days !== undefined) {
    for (let i = Math.ceil(low / days - 1e-9); i * days <= high && ticks.length < 100; i++) {
      ticks.push({ value: i * days, label: days < 1 ? formatTime(i * days) : formatDate(i * days) });
    }
    return ticks;
  }
  const months =
    MONTH_STEPS.find((step) => step * DAYS_A_MONTH >= rawStep) ??
    1200 * Math.ceil(rawStep / DAYS_A_MONTH / 1200);
  const start = new Date(low * DAY_MS);
  const first = (start.getUTCFullYear() - 1970) * 12 + start.getUTCMonth();
  for (let month = Math.floor(first / months) * months; ticks.length < 100; month += months) {
    const value = Date.UTC(1970, month, 1) / DAY_MS;
    // Also where the calendar of JavaScript ends.
    if (!(value <= high)) return ticks;
    const label = formatDate(value);
    if (value >= low)
      ticks.push({ value, label: months % 12 === 0 ? label.slice(0, -6) : label.slice(0, -3) });
  }
  return ticks;
}

/** `2024-03-05`. @param days since 1970-01-01 UTC */
export function formatDate(days: number): string {
  const date = new Date(Math.floor(days + 1e-9) * DAY_MS);
  return Number.isNaN(date.getTime()) ? formatNumber(days) : date.toISOString().slice(0, -14);
}

/** `2024-03-05 14:30`; without the time at midnight. */
export function formatTime(days: number): string {
  const date = new Date(Math.round(days * DAY_MS));
  if (Number.isNaN(date.getTime())) return formatNumber(days);
  const text = date.toISOString();
  const time = text.slice(-13, -8);
  return time === '00:00' ? text.slice(0, -14) : `${text.slice(0, -14)} ${time}`;
}

/** A value of an axis as a person reads it. */
export function formatOn(
  axis: Pick<Axis, 'type'> & { readonly categories?: readonly string[] },
  value: number,
): string {
  if (axis.type === 'date') return formatTime(value);
  if (axis.type === 'category') return axis.categories?.[Math.round(value)] ?? formatNumber(value);
  return formatNumber(value);
}
