import type { Verdict } from './verdict';

/** Numbers of a verdict, to so many digits that its standard error has two. */
function differenceText(error: number): (value: number) => string {
  const digits = error > 0 ? Math.min(10, Math.max(0, 1 - Number(error.toExponential().split('e')[1]))) : 4;
  return (value) => {
    const text = Math.abs(value) < 1e5 ? value.toFixed(digits) : value.toPrecision(6);
    return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', '−');
  };
}

/** A probability: 0.97; next to 0 and 1 as what it is beyond. */
export function probabilityText(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (value > 0.995 && value < 1) return '> 0.99';
  if (value > 0 && value < 0.005) return '< 0.01';
  return value.toFixed(2);
}

type Told = Omit<Verdict, 'sentence'>;

/**
 * A verdict in a sentence: "B is better than A by 0.012 (95 % 0.004 to 0.020) over 10 × 5 folds; P(better)
 * 0.97; within 0.005 of each other 0.03."
 * @param over which rows it is of
 */
export function verdictSentence(verdict: Told, over: string): string {
  const { a, b, outcome, estimate, interval, rope, probabilityBetter, error, lowerIsBetter, level } = verdict;
  const text = differenceText(error);
  // Said as what b gains, whichever way the metric is better.
  const sign = (outcome === 'worse') === lowerIsBetter ? 1 : -1;
  const gain = outcome === 'worse' || outcome === 'better' ? sign : lowerIsBetter ? -1 : 1;
  const ends = [interval[0] * gain, interval[1] * gain].sort((low, high) => low - high).map(text);
  const size = `${text(estimate * gain)} (${Math.round(level * 100)} % ${ends.join(' to ')}) over ${over}`;
  const odds = `P(better) ${probabilityText(probabilityBetter)}; within ${Number(rope.width.toPrecision(2))} of each other ${probabilityText(rope.within)}.`;
  if (outcome === 'better') return `${b.name} is better than ${a.name} by ${size}; ${odds}`;
  if (outcome === 'worse') return `${b.name} is worse than ${a.name} by ${size}; ${odds}`;
  if (outcome === 'equal')
    return `${b.name} and ${a.name} are as good as each other: ${b.name} gains ${size}; ${odds}`;
  return `It is undecided whether ${b.name} is better than ${a.name}: it gains ${size}; ${odds}`;
}

/** What more runs would decide, as a sentence; null where that is no question. */
export function moreText({ more, outcome, n }: Verdict): string | null {
  if (more === null || outcome !== 'undecided') return null;
  if (more.needed === null)
    return more.of === 'folds'
      ? 'No number of repeats of these folds would decide on so small a difference: more rows would.'
      : 'No number of seeds below 10,000 would decide on so small a difference.';
  if (more.needed <= n) return null;
  return `If the difference is as large as it looks, about ${more.needed.toLocaleString('en')} ${more.of} would decide.`;
}
