import { say, sayNumber } from '../../language/say';
import { metricPhrase } from '../figures/metric-labels';
import { decodeNumber } from '../record/stored-number';
import type { RunCheck } from '../record/run-check';

/** What a check came to, as one sentence. */
export function describeRunCheck({ outcome, steps, first, largest }: RunCheck): string {
  if (outcome === 'same') {
    const logged =
      steps === 1
        ? say('the logged step has')
        : say('all {count} logged steps have', { count: sayNumber(steps) });
    return say('reproduced: {logged} the same numbers.', { logged });
  }
  if (first === null || largest === null) return say(`differs: not the same steps were logged.`);
  const where = say('step {count} ({metric} {values})', {
    count: sayNumber(first.step),
    metric: metricPhrase(first.metric),
    values: describeValues(first.values),
  });
  const most = say('at most {relative} of the value, in {metric} at step {count}', {
    relative: percent(decodeNumber(largest.relative)),
    metric: metricPhrase(largest.metric),
    count: sayNumber(largest.step),
  });
  return outcome === 'close'
    ? say('reproduced within a relative 1e-5: first apart at {where}, {most}.', { where, most })
    : say('differs from {where} on, {most}.', { where, most });
}

/** Both values, with as many digits as it takes to tell them apart: six where those do. */
function describeValues(values: NonNullable<RunCheck['first']>['values']): string {
  const shown = (value: number | string, digits: number): string =>
    typeof value === 'number' ? String(Number(value.toPrecision(digits))) : value;
  let digits = 6;
  while (digits < 17 && shown(values[0], digits) === shown(values[1], digits)) digits++;
  return say('{values}, then {values2}', {
    values: shown(values[0], digits),
    values2: shown(values[1], digits),
  });
}

function percent(share: number): string {
  if (!Number.isFinite(share)) return say('infinitely many times');
  return share < 1e-4 ? share.toExponential(1) : `${Number((share * 100).toPrecision(2))} %`;
}
