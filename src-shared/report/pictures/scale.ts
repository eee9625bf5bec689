import { log } from '../../portable-math/log';

/** An axis from values to points of the drawing. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly isLog: boolean;
  readonly ticks: readonly Tick[];
  /** Share of the axis, 0 at its low end; NaN where the value has no place. */
  place(value: number): number;
}

interface Tick {
  readonly value: number;
  readonly text: string;
}

/** `10^k` without the runtime's power. */
function powerOfTen(k: number): number {
  return Number(`1e${k}`);
}

function exponentOf(value: number): number {
  return Number(value.toExponential(15).split('e')[1]);
}

/** Least and greatest of the finite values; null without any. @param isLog only positive ones count */
export function extent(
  values: Iterable<number>,
  isLog = false,
): { readonly low: number; readonly high: number } | null {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value) || (isLog && value <= 0)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? { low, high } : null;
}

/**
 * A linear axis over a range.
 * @param isTight ends at the range itself; left out: a twentieth of room on both sides
 */
export function linearScale(low: number, high: number, { isTight = false, count = 5 } = {}): Scale {
  const isFlat = !(high > low);
  const pad = isFlat ? Math.max(Math.abs(low) * 0.1, 1e-3) : isTight ? 0 : (high - low) / 20;
  const from = low - pad;
  const to = high + pad;
  const step = niceStep((to - from) / count);
  const ticks: Tick[] = [];
  for (let i = Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++)
    ticks.push({ value: i * step, text: tickText(i * step, step) });
  return { low: from, high: to, isLog: false, ticks, place: (value) => (value - from) / (to - from) };
}

/** A logarithmic axis over a range of positive numbers. */
export function logScale(low: number, high: number): Scale {
  const margin = high > low ? 1.08 : 2;
  const [from, to] = [low / margin, high * margin];
  const [first, last] = [exponentOf(low), exponentOf(high)];
  const span = last - first;
  const every = Math.max(1, Math.ceil(span / 6));
  const ticks: Tick[] = [];
  for (let k = Math.floor((first - 1) / every) * every; k <= last + 1; k += every) {
    const factors = span <= 1 ? [1, 2, 3, 5, 7] : span <= 3 ? [1, 2, 5] : [1];
    for (const factor of factors) {
      const value = factor * powerOfTen(k);
      if (value >= from && value <= to) ticks.push({ value, text: shortTick(value) });
    }
  }
  const [start, length] = [log(from), log(to) - log(from)];
  return { low: from, high: to, isLog: true, ticks, place: (value) => (log(value) - start) / length };
}

function niceStep(rough: number): number {
  const base = powerOfTen(exponentOf(rough));
  return ([1, 2, 2.5, 5, 10].find((factor) => factor * base >= rough * 0.999) ?? 10) * base;
}

function tickText(value: number, step: number): string {
  if (Math.abs(value) < step / 1e6) return '0';
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-3) return shortTick(value);
  const digits = Math.max(0, -exponentOf(step) + (isWhole(step / powerOfTen(exponentOf(step))) ? 0 : 1));
  return value.toFixed(Math.min(12, digits)).replace('-', '\u2212');
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-9;
}

function shortTick(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e6) return String(Number(value.toPrecision(6))).replace('-', '\u2212');
  const [mantissa = '', exponent = ''] = value.toExponential(2).split('e');
  return `${mantissa.replace(/\.?0+$/, '')}e${Number(exponent)}`.replace(/-/g, '\u2212');
}
