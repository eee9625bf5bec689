import { say, sayNumber } from '../language/say';
import { metricLabel } from '../run/figures/metric-labels';
import type { NestedResult } from './nested-folds';

/** What the folds came to on rows that their settings were not chosen by. */
export function nestedSentence({ metric, folds, mean, sd, low, high, choices }: NestedResult): string {
  if (folds.length === 0) return say('No fold has finished with settings that its inner folds chose.');
  if (folds.length === 1) return say('One fold has finished: two at least tell how much they differ.');
  return say(
    '{metric} {mean} ± {sd} over {folds} folds (95 % {low} to {high}), each on rows that its settings were not chosen by; {choices}.',
    {
      metric: metricLabel(metric),
      mean: short(mean),
      sd: short(sd),
      folds: folds.length,
      low: short(low),
      high: short(high),
      choices:
        choices === 1
          ? say('all folds chose the same settings')
          : say('the folds chose {choices} different settings', { choices }),
    },
  );
}

/** Four significant digits. */
function short(value: number): string {
  return sayNumber(Number(value.toPrecision(4)));
}
