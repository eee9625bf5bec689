import { signTest } from '../../statistics/mcnemar';
import { pairedPower, pairsNeeded } from '../../statistics/power';
import { ropeProbabilities } from '../../statistics/rope';
import type { Evidence, Verdict } from './verdict';
import { verdictSentence } from './verdict-text';

/** Of the intervals of verdicts. */
export const LEVEL = 0.95;
/** From this probability on what lies within the region is called equal. */
const EQUAL_FROM = 0.95;

/** What a difference of a metric must exceed to matter, unless somebody says otherwise. */
function usualRope(metric: string, mean: number): number {
  if (/accuracy|auc|r2$/i.test(metric)) return 0.01;
  return Math.abs(mean) * 0.01;
}

/**
 * What the evidence says.
 * @param width of the region of practical equivalence; null: {@link usualRope}
 * @param adjustedPValue where it is one of several; null: the p value stands for itself
 */
export function judge(
  evidence: Evidence,
  width: number | null,
  adjustedPValue: number | null = null,
): Verdict {
  const { testTrainRatio, pairs, ...told } = evidence;
  const { estimate, error, df, interval, lowerIsBetter, differences, n, metric, a } = evidence;
  const region = width ?? usualRope(metric, a.mean);
  const posterior = { mean: estimate, error, df: df ?? n - 1 };
  const { below, within, above, positive } = ropeProbabilities(posterior, region);
  const sides = lowerIsBetter ? { better: below, worse: above } : { better: above, worse: below };
  const p = adjustedPValue ?? evidence.pValue;
  const isFound = (interval[0] > 0 || interval[1] < 0) && p < 1 - LEVEL;
  const isBetter = estimate < 0 === lowerIsBetter;
  const outcome = within >= EQUAL_FROM ? 'equal' : isFound ? (isBetter ? 'better' : 'worse') : 'undecided';
  const verdict = {
    ...told,
    level: LEVEL,
    adjustedPValue,
    probabilityBetter: lowerIsBetter ? 1 - positive : positive,
    rope: { width: region, within, ...sides },
    counts: differences === null ? null : countWins(differences, lowerIsBetter),
    more: differences === null ? null : { of: pairs, ...findMore(differences, estimate, testTrainRatio) },
    outcome,
  } as const;
  return { ...verdict, sentence: verdictSentence(verdict) };
}

function countWins(differences: readonly number[], lowerIsBetter: boolean): NonNullable<Verdict['counts']> {
  const count = (is: (difference: number) => boolean): number => differences.filter(is).length;
  const [above, belowZero] = [count((difference) => difference > 0), count((difference) => difference < 0)];
  const [wins, losses] = lowerIsBetter ? [belowZero, above] : [above, belowZero];
  return { wins, ties: differences.length - wins - losses, losses, pValue: signTest(wins, losses) };
}

function findMore(
  differences: readonly number[],
  mean: number,
  ratio: number,
): { power: number; needed: number | null } {
  const n = differences.length;
  const squares = differences.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const effect = mean / Math.sqrt(squares / (n - 1));
  if (Number.isNaN(effect)) return { power: 0.05, needed: null };
  return { power: pairedPower(effect, n, ratio), needed: pairsNeeded(effect, ratio) };
}
