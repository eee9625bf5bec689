import { linearTicks } from '../stage/ticks';
import type { Tick } from '../stage/plane';
import type { Range } from '../../values/range';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
];

/**
 * Round times of the local clock inside a range of milliseconds since 1970, about `count` of them:
 * times of the day, or dates where the range is longer than a few days.
 */
export function timeTicks(range: Range, count: number): Tick[] {
  const rough = (range[1] - range[0]) / Math.max(1, count);
  const offset = new Date(range[0]).getTimezoneOffset() * MINUTE;
  const local: Range = [range[0] - offset, range[1] - offset];
  const step = STEPS.find((each) => each >= rough);
  if (rough < SECOND / 2) {
    return linearTicks(local, count).map((at) => ({ value: at + offset, label: clock(at + offset, 'ms') }));
  }
  const every = step ?? Math.ceil(rough / DAY) * DAY;
  const ticks: Tick[] = [];
  for (let at = Math.ceil(local[0] / every) * every; at <= local[1]; at += every) {
    const value = at + offset;
    ticks.push({ value, label: every >= DAY ? day(value) : clock(value, every < MINUTE ? 's' : 'min') });
  }
  return ticks;
}

/** Time of the local clock: 14:05, 14:05:09 or 14:05:09.120. */
export function clock(ms: number, unit: 'min' | 's' | 'ms'): string {
  const at = new Date(ms);
  const parts = [at.getHours(), at.getMinutes(), ...(unit === 'min' ? [] : [at.getSeconds()])];
  const text = parts.map((part) => String(part).padStart(2, '0')).join(':');
  return unit === 'ms' ? `${text}.${String(at.getMilliseconds()).padStart(3, '0')}` : text;
}

function day(ms: number): string {
  const at = new Date(ms);
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
}
