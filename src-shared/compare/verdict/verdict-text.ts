import { say, sayNumber } from '../../language/say';
import type { Verdict } from './verdict';

/** A number with so many decimals, as the language writes it. */
function decimals(value: number, digits: number): string {
  const text = value.toLocaleString(globalThis.benchtopWords?.locale ?? 'en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: false,
  });
  return (/[1-9]/.test(text) ? text : text.replace('-', '')).replace('-', '−');
}

/** Numbers of a verdict, to so many digits that its standard error has two. */
function differenceText(error: number): (value: number) => string {
  // What rounding leaves is no error.
  const digits =
    error > 1e-9 ? Math.min(10, Math.max(0, 1 - Number(error.toExponential().split('e')[1]))) : 4;
  return (value) =>
    Math.abs(value) < 1e5 ? decimals(value, digits) : sayNumber(Number(value.toPrecision(6)));
}

/** A probability: 0.97; next to 0 and 1 as what it is beyond. */
export function probabilityText(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (value > 0.995 && value < 1) return `> ${decimals(0.99, 2)}`;
  if (value > 0 && value < 0.005) return `< ${decimals(0.01, 2)}`;
  return decimals(value, 2);
}

type Told = Pick<
  Verdict,
  'a' | 'b' | 'outcome' | 'estimate' | 'interval' | 'rope' | 'probabilityBetter' | 'error' | 'level' | 'over'
> & { readonly lowerIsBetter: boolean };

/** What b gains, whichever way the metric is better, and the ends of its interval; of a worse b what it loses. */
export function gainText({ outcome, estimate, interval, error, lowerIsBetter }: Told): {
  readonly gain: string;
  readonly low: string;
  readonly high: string;
} {
  const text = differenceText(error);
  const sign = (outcome === 'worse') === lowerIsBetter ? 1 : -1;
  const [low = NaN, high = NaN] = interval.map((end) => end * sign).sort((a, b) => a - b);
  return { gain: text(estimate * sign), low: text(low), high: text(high) };
}

/**
 * A verdict in a sentence: "B is better than A by 0.012 (95 % 0.004 to 0.020) over 10 × 5 folds; P(better)
 * 0.97; within 0.005 of each other 0.03."
 */
export function verdictSentence(verdict: Told): string {
  const { outcome, rope, probabilityBetter, level, over } = verdict;
  const [a, b] = [verdict.a.name, verdict.b.name];
  const { gain, low, high } = gainText(verdict);
  const percent = Math.round(level * 100);
  const size = say('{gain} ({percent} % {low} to {high}) over {over}', { gain, percent, low, high, over });
  const odds = say('P(better) {better}; within {width} of each other {within}.', {
    better: probabilityText(probabilityBetter),
    width: sayNumber(Number(rope.width.toPrecision(2))),
    within: probabilityText(rope.within),
  });
  if (outcome === 'better') return say('{b} is better than {a} by {size}; {odds}', { a, b, size, odds });
  if (outcome === 'worse') return say('{b} is worse than {a} by {size}; {odds}', { a, b, size, odds });
  if (outcome === 'equal')
    return say('{b} and {a} are as good as each other: {b} gains {size}; {odds}', { a, b, size, odds });
  return say('It is undecided whether {b} is better than {a}: it gains {size}; {odds}', { a, b, size, odds });
}

/** What more runs would decide, as a sentence; null where that is no question. */
export function moreText({ more, outcome, n }: Verdict): string | null {
  if (more === null || outcome !== 'undecided') return null;
  if (more.needed === null)
    return more.of === 'folds'
      ? say('No number of repeats of these folds would decide on so small a difference: more rows would.')
      : say('No number of seeds below 10,000 would decide on so small a difference.');
  if (more.needed <= n) return null;
  const count = sayNumber(more.needed);
  return more.of === 'folds'
    ? say('If the difference is as large as it looks, about {count} folds would decide.', { count })
    : say('If the difference is as large as it looks, about {count} seeds would decide.', { count });
}
