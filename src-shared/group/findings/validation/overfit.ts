import { at } from '../../../present';

/** Means of a point of a validation curve, and the scores of its trials. */
export interface ScoredPoint {
  readonly train: { readonly mean: number };
  readonly validation: { readonly mean: number } | null;
  readonly runs: readonly { readonly place: number; readonly train: number; readonly validation: number }[];
}

/** A stretch of a validation curve over which training gets better while validation gets worse. */
export interface Overfit {
  /** Indices of its points: the best of the validation scores, and the best of the training scores beyond it. */
  readonly from: number;
  readonly to: number;
  /** Pairs of trials at both ends that differ in nothing else. */
  readonly pairs: number;
  /** In how many of them training is better and validation worse at its far end. */
  readonly agreeing: number;
  /** open: no more than half of the pairs show it, only the means do. */
  readonly outcome: 'overfits' | 'open';
}

/**
 * From the best validation score to one side, as long as training is better and validation worse than there; its
 * end is where training is best. Of both sides the one on which training gains more, and one that more than half of
 * the pairs show before one that they do not.
 * @param points in their order
 * @param best index of the first point with the best validation score
 * @param sign 1: more is better; -1: less is
 * @param rest what a trial has beside the setting, as one text
 */
export function findOverfit(
  points: readonly ScoredPoint[],
  best: number,
  sign: 1 | -1,
  rest: (place: number) => string,
): Overfit | null {
  const train = points.map(({ train: { mean } }) => sign * mean);
  const validation = points.map(({ validation: scores }) => sign * (scores?.mean ?? NaN));
  // Points beside it that are as good are not yet on the stretch.
  let last = best;
  while (last + 1 < points.length && !isBetter(at(validation, best), at(validation, last + 1))) last++;
  const sides = [
    { from: last, step: 1 },
    { from: best, step: -1 },
  ].flatMap(({ from, step }) => {
    const to = farEnd(train, validation, from, step);
    return to === from ? [] : [{ from, to, gain: at(train, to) - at(train, from) }];
  });
  const stretches = sides
    .sort((a, b) => b.gain - a.gain)
    .map(({ from, to }) => ({ from, to, ...countPairs(at(points, from), at(points, to), sign, rest) }));
  return stretches.find(({ outcome }) => outcome === 'overfits') ?? stretches[0] ?? null;
}

function farEnd(train: readonly number[], validation: readonly number[], from: number, step: number): number {
  let end = from;
  for (let i = from + step; i >= 0 && i < train.length; i += step) {
    if (!isBetter(at(train, i), at(train, from)) || !isBetter(at(validation, from), at(validation, i))) break;
    if (at(train, i) >= at(train, end)) end = i;
  }
  return end;
}

function countPairs(
  from: ScoredPoint,
  to: ScoredPoint,
  sign: 1 | -1,
  rest: (place: number) => string,
): Pick<Overfit, 'pairs' | 'agreeing' | 'outcome'> {
  const byRest = ({ runs }: ScoredPoint) => new Map(runs.map((run) => [rest(run.place), run]));
  const before = byRest(from);
  const pairs = [...byRest(to)].flatMap(([key, run]) => {
    const other = before.get(key);
    return other === undefined ? [] : [{ run, other }];
  });
  const agreeing = pairs.filter(
    ({ run, other }) =>
      isBetter(sign * run.train, sign * other.train) &&
      isBetter(sign * other.validation, sign * run.validation),
  ).length;
  const isShown = pairs.length === 0 || agreeing > pairs.length / 2;
  return { pairs: pairs.length, agreeing, outcome: isShown ? 'overfits' : 'open' };
}

/** What rounding makes of one mean in two orders. */
const ROUNDING = 1e-12;

/** Whether a score, of which more is better, lies above another by more than rounding. */
export function isBetter(score: number, other: number): boolean {
  return score - other > ROUNDING * Math.max(Math.abs(score), Math.abs(other));
}
