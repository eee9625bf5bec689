import { groupDigits, localNumber, numberMarks } from '../../text/locale';
import { padRange, type Range } from '../../values/range';

/** The step of a linear axis: the 1, 2 or 5 times a power of ten that is nearest to `count` in the span. */
export function niceStep(span: number, count: number): number {
  if (!(span > 0) || !Number.isFinite(span)) return 1;
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const share = rough / power;
  return power * (share > 7.07 ? 10 : share > 3.16 ? 5 : share > 1.41 ? 2 : 1);
}

/** Round values inside [low, high], about `count` of them. */
export function linearTicks([low, high]: Range, count: number): number[] {
  const step = niceStep(high - low, count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const ticks: number[] = [];
  // From whole multiples, so that 0.1 + 0.2 does not become 0.30000000000000004.
  for (let i = first; i <= last && ticks.length < 200; i++) ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}

/** Powers of ten inside [low, high], thinned to at most `most`. */
export function logTicks([low, high]: Range, maxTicks: number): number[] {
  if (!(low > 0) || !(high >= low)) return [];
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const every = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, maxTicks)));
  const ticks: number[] = [];
  for (let power = first; power <= last; power += every) ticks.push(Number(`1e${power}`));
  return ticks;
}

/** Leading digits of ticks between two powers of ten, from few to many. */
const LOG_DIGITS = [
  [1, 3],
  [1, 2, 5],
  [1, 1.5, 2, 3, 5, 7],
] as const;

/**
 * Ticks of a logarithmic axis that spans few powers of ten, at most `maxTicks`, about evenly apart; evenly spaced
 * numbers crowd at its top and leave the rest bare. Where it spans less than a doubling, evenly spaced numbers.
 */
export function closeLogTicks(range: Range, maxTicks: number): number[] {
  const [low, high] = range;
  if (!(low > 0) || !(high > low)) return [];
  let best: number[] = [];
  for (const digits of LOG_DIGITS) {
    const ticks: number[] = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++)
      for (const digit of digits) {
        const tick = Number(`${digit}e${power}`);
        if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) ticks.push(tick);
      }
    if (ticks.length <= Math.max(2, maxTicks) && ticks.length > best.length) best = ticks;
  }
  return best.length > 2 ? best : linearTicks(range, maxTicks);
}

/** Range and ticks of an axis. */
export interface AxisSpan {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
}

/**
 * A logarithmic axis around the positive values from `smallest` to `largest`: whole powers of ten,
 * or, where the values span less than one and a half of them, a closer range with round ticks.
 */
export function logAxis(smallest: number, largest: number, maxTicks: number): AxisSpan {
  if (!(smallest > 0) || !Number.isFinite(largest)) return { min: 0.1, max: 1, ticks: [0.1, 1] };
  if (largest / smallest < 30) {
    const room = Math.max(1.05, (largest / smallest) ** 0.08);
    const range = [smallest / room, largest * room] as const;
    return { min: range[0], max: range[1], ticks: closeLogTicks(range, maxTicks) };
  }
  const low = Math.floor(Math.log10(smallest) + 1e-9);
  const high = Math.ceil(Math.log10(largest) - 1e-9);
  const range = [Number(`1e${low}`), Number(`1e${high}`)] as const;
  return { min: range[0], max: range[1], ticks: logTicks(range, maxTicks) };
}

/** A linear axis that ends on round values; starts at 0 where the values come near it. */
export function linearAxis(smallest: number, largest: number, maxTicks: number): AxisSpan {
  const startsAtZero = smallest >= 0 && smallest < 0.4 * largest;
  const range = padRange([startsAtZero ? 0 : smallest, largest], startsAtZero ? 0 : 0.04);
  const step = niceStep(range[1] - range[0], maxTicks);
  const min = Number((Math.floor(range[0] / step + 1e-9) * step).toPrecision(12));
  const max = Number((Math.ceil(range[1] / step - 1e-9) * step).toPrecision(12));
  return { min, max, ticks: linearTicks([min, max], maxTicks + 1) };
}

/** A tick as people write it: `1,000`, `0.5`, `−2`, and powers of ten as `1e−3`, `1e7`. */
export function formatTick(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 0.0099999 || size >= 1e7) {
    return localNumber(
      value
        .toExponential(6)
        .replace(/\.?0+e/, 'e')
        .replace('e+', 'e'),
    );
  }
  const [whole = '0', fraction] = Number(size.toPrecision(10)).toString().split('.');
  const grouped = groupDigits(whole);
  return `${value < 0 ? '\u2212' : ''}${grouped}${fraction === undefined ? '' : `${numberMarks().decimal}${fraction}`}`;
}

/** A logarithmic axis' labels, all in one notation: `0.001` and `0.1`, or `1e−6` and `1e−2` where they go far. */
export function formatLogTicks(ticks: readonly number[]): string[] {
  const isPlain = ticks.every((tick) => tick > 0.9999e-4 && tick < 1e7);
  return ticks.map((tick) => {
    if (!isPlain && tick !== 1)
      return localNumber(
        tick
          .toExponential(6)
          .replace(/\.?0+e/, 'e')
          .replace('e+', 'e'),
      );
    return tick < 0.01 ? localNumber(String(Number(tick.toPrecision(6)))) : formatTick(tick);
  });
}

/** A linear axis' labels: plain notation where the step allows, so that `0.005` does not read `5e−3`. */
export function formatLinearTick(value: number, step: number): string {
  if (value === 0) return '0';
  if (step >= 1e-4 && Math.abs(value) < 0.01) {
    return localNumber(value.toFixed(Math.max(0, -Math.floor(Math.log10(step) + 1e-9))));
  }
  return formatTick(value);
}
