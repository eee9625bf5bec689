import { metricPhrase } from '../figures/metric-labels';
import { decodeNumber } from '../record/stored-number';
import type { RunCheck } from '../record/run-check';

/** What a check came to, as one sentence. */
export function describeRunCheck({ outcome, steps, first, largest }: RunCheck): string {
  if (outcome === 'same') {
    const logged =
      steps === 1 ? 'the logged step has' : `all ${steps.toLocaleString('en')} logged steps have`;
    return `reproduced: ${logged} the same numbers.`;
  }
  if (first === null || largest === null) return `differs: not the same steps were logged.`;
  const where = `step ${first.step.toLocaleString('en')} (${metricPhrase(first.metric)} ${describeValues(first.values)})`;
  const most = `at most ${percent(decodeNumber(largest.relative))} of the value, in ${metricPhrase(largest.metric)} at step ${largest.step.toLocaleString('en')}`;
  return outcome === 'close'
    ? `reproduced within a relative 1e-5: first apart at ${where}, ${most}.`
    : `differs from ${where} on, ${most}.`;
}

/** Both values, with as many digits as it takes to tell them apart: six where those do. */
function describeValues(values: NonNullable<RunCheck['first']>['values']): string {
  const shown = (value: number | string, digits: number): string =>
    typeof value === 'number' ? String(Number(value.toPrecision(digits))) : value;
  let digits = 6;
  while (digits < 17 && shown(values[0], digits) === shown(values[1], digits)) digits++;
  return `${shown(values[0], digits)}, then ${shown(values[1], digits)}`;
}

function percent(share: number): string {
  if (!Number.isFinite(share)) return 'infinitely many times';
  return share < 1e-4 ? share.toExponential(1) : `${Number((share * 100).toPrecision(2))} %`;
}
