import { say, sayNumber } from '../../language/say';
import { measurePhrase } from '../../run/figures/metric-labels';
import { gainText } from '../verdict/verdict-text';
import type { Verdict } from '../verdict/verdict';
import { baselineLabel, baselinePhrase, type BaselineId, type RunBaselines } from './baselines';
import type { BaselinesVerdict } from './weigh-baselines';

/**
 * A model against one baseline: "Mine beats logistic regression by 0.03 accuracy (95 % interval 0.01 to 0.05) over
 * 2 × 5 folds."
 */
export function baselineSentence(id: BaselineId, kind: RunBaselines['kind'], verdict: Verdict): string {
  const { outcome, metric, level, over, b } = verdict;
  const { gain, low, high } = gainText(verdict);
  const values = { model: b.name, baseline: baselinePhrase(id, kind) };
  const size = say('{gain} {measure} ({percent} % interval {low} to {high}) over {over}', {
    gain,
    measure: measurePhrase(metric),
    percent: Math.round(level * 100),
    low,
    high,
    over,
  });
  if (outcome === 'better') return say('{model} beats {baseline} by {size}.', { ...values, size });
  if (outcome === 'worse') return say('{model} is worse than {baseline} by {size}.', { ...values, size });
  if (outcome === 'equal')
    return say('{model} is as good as {baseline}: it gains {size}.', { ...values, size });
  return say('It is undecided whether {model} beats {baseline}: it gains {size}.', { ...values, size });
}

/** What a person must know of the baselines themselves, each a sentence. */
export function baselineNotes({ leftOut, learntRows, kind }: BaselinesVerdict): string[] {
  return [
    ...leftOut.map((id) =>
      say('{baseline} was left out: with so many rows and columns it would take too long.', {
        baseline: baselineLabel(id, kind),
      }),
    ),
    ...learntRows.map(({ id, rows }) =>
      say('{baseline} learnt from {count} of the training rows, drawn at random.', {
        baseline: baselineLabel(id, kind),
        count: sayNumber(rows),
      }),
    ),
  ];
}
