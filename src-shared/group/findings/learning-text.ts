import { say, sayNumber } from '../../language/say';
import { metricPhrase } from '../../run/figures/metric-labels';
import type { LearningCurve } from './learning-curve';

/** Whether more rows would help, as far as the last step of the sizes tells. */
export function learningSentence({ metric, gain, points }: LearningCurve): string {
  if (gain === null)
    return points.length < 2
      ? say('A learning curve needs finished runs of two sizes.')
      : say(
          'Whether more rows would help is told by two folds at least that have finished at the last two sizes.',
        );
  const { outcome, pairs } = gain;
  // The interval is of what the sentence names: of how much worse, where it gets worse.
  const [low, high] = gain.mean < 0 ? [-gain.high, -gain.low] : [gain.low, gain.high];
  const values = {
    metric: metricPhrase(metric),
    from: sayNumber(Math.round(gain.from)),
    to: sayNumber(Math.round(gain.to)),
    gain: short(Math.abs(gain.mean)),
    sd: short(gain.sd),
    low: short(low),
    high: short(high),
    pairs,
  };
  if (outcome === 'rises')
    return say(
      'From {from} to {to} training rows the {metric} still gets better, by {gain} ± {sd} over {pairs} folds (95 % {low} to {high}): more rows are likely to help.',
      values,
    );
  if (outcome === 'falls')
    return say(
      'From {from} to {to} training rows the {metric} gets worse, by {gain} ± {sd} over {pairs} folds (95 % {low} to {high}): more rows like these do not help.',
      values,
    );
  return gain.mean >= 0
    ? say(
        'From {from} to {to} training rows the {metric} gets better by {gain} ± {sd} over {pairs} folds (95 % {low} to {high}): that may be chance, and whether more rows would help is open.',
        values,
      )
    : say(
        'From {from} to {to} training rows the {metric} gets worse by {gain} ± {sd} over {pairs} folds (95 % {low} to {high}): that may be chance, and whether more rows would help is open.',
        values,
      );
}

/** Three significant digits. */
function short(value: number): string {
  return sayNumber(Number(value.toPrecision(3)));
}
