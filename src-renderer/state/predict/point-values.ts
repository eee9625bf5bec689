import type { RawColumnFacts } from '../../../src-shared/run/points/raw-columns';
import { parseNumber } from '../../input/number-input';
import { formatNumber } from '../../text/format';

/** Values of raw columns as a form has them. */

const DAY_MS = 86_400_000;
/** Digits of a number that a slider or a median writes: enough for any scale, few enough to read. */
const DIGITS = 6;
/** Steps from one end of a slider to the other, about. */
const SLIDER_STEPS = 200;
const MAX_WHOLE_STEPS = 1000;

/** A number without the digits that nobody set. */
function tidyNumber(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

/** A number to so many digits, without zeros that say nothing: `16.5`, `0.000123457`. */
export function usefulNumber(value: number, digits = DIGITS): string {
  const text = formatNumber(value, digits);
  return /\.\d*0+$/.test(text) ? text.replace(/\.?0+$/, '') : text;
}

/** Days since 1970 as 2024-05-31. */
export function dayText(day: number): string {
  const at = new Date(Math.floor(day) * DAY_MS);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString().slice(0, 10);
}

/** Days since 1970 to the minute, as 2024-05-31T13:05. */
export function timeText(day: number): string {
  const at = new Date(Math.round(day * 1440) * 60_000);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString().slice(0, 16);
}

/** Days since 1970 of 2024-05-31T13:05, the seconds and the time of day optional; NaN for anything else. */
function timeNumber(text: string): number {
  if (!text.includes('T')) return dayNumber(text);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text.trim())) return NaN;
  return Date.parse(`${text.trim()}Z`) / DAY_MS;
}

/** Days since 1970 of 2024-05-31; NaN for anything else. */
export function dayNumber(text: string): number {
  if (!/^\d{4}-\d\d-\d\d$/.test(text.trim())) return NaN;
  return Date.parse(`${text.trim()}T00:00:00Z`) / DAY_MS;
}

/**
 * First value of a column's control: the median or the most frequent category; empty where nothing is known.
 */
export function startText({ kind, median, mode, hasTimes }: RawColumnFacts): string {
  if (kind === 'category') return mode ?? '';
  if (median === null) return '';
  if (kind === 'date') return hasTimes === true ? timeText(median) : dayText(median);
  return String(tidyNumber(median));
}

/** The number that a text stands for (of a date: its days); NaN where it is none, null where it is empty. */
export function parsePointValue(
  { kind, hasTimes }: Pick<RawColumnFacts, 'kind' | 'hasTimes'>,
  text: string,
): number | null {
  if (text.trim() === '') return null;
  if (kind === 'date') return hasTimes === true ? timeNumber(text) : dayNumber(text);
  return parseNumber(text);
}

/** Text of a cell as the model gets it: numbers as the model reads them, `5,000` and `−2` among them. */
export function queryText(column: Pick<RawColumnFacts, 'kind'>, text: string): string {
  if (column.kind !== 'number') return text;
  const value = parsePointValue(column, text);
  return value === null ? '' : Number.isNaN(value) ? text : String(value);
}

/** A slider over a column's range; null where there is none, or nothing to choose. */
export interface SliderScale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** A round step of about a two-hundredth of the range; whole where min, max and median are. */
export function sliderScale({ kind, range, median, hasTimes }: RawColumnFacts): SliderScale | null {
  if (kind === 'category' || range === null || !(range[1] > range[0])) return null;
  const [low, high] = range;
  if (kind === 'date')
    return { min: Math.floor(low), max: Math.ceil(high), step: hasTimes === true ? 1 / 24 : 1 };
  const isWhole = [low, high, median ?? 0.5].every(Number.isInteger);
  if (isWhole && high - low <= MAX_WHOLE_STEPS) return { min: low, max: high, step: 1 };
  const rough = (high - low) / SLIDER_STEPS;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = size * ([1, 2, 5].find((times) => times * size >= rough * 0.999) ?? 10);
  return { min: low, max: high, step };
}

/** Text for a position of a slider: its ends are those of the range, all else is round. */
export function slidText(
  { kind, hasTimes }: Pick<RawColumnFacts, 'kind' | 'hasTimes'>,
  value: number,
  { min, max, step }: SliderScale,
): string {
  if (kind === 'date') return hasTimes === true ? timeText(value) : dayText(value);
  if (value <= min || value >= max) return String(value <= min ? min : max);
  const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  return String(
    digits > 15 ? value : Number((Math.round(value / step) * step).toFixed(Math.min(15, digits))),
  );
}
