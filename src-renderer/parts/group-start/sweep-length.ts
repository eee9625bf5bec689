import { say } from '../../../src-shared/language/say';
import type { AsyncHalving } from '../../../src-shared/group/group';
import { halvingRungs } from '../../../src-shared/group/rungs';
import { makeSchedule } from '../../../src-shared/group/schedule';
import { formatCount, formatQuantity } from '../../text/format';

/** How long the trials of a sweep are: "27 runs", "9 to step 556, then 3 to step 1,667, then 1 to step 5,000". */
export function lengthText({
  trials,
  steps,
  halving,
  factor,
}: {
  readonly trials: number;
  readonly steps: number | null;
  readonly halving: 'successive' | AsyncHalving | null;
  readonly factor: number;
}): string {
  if (halving === null || steps === null) return formatQuantity(trials, 'run');
  if (halving === 'successive')
    return halvingRungs(trials, steps, factor)
      .map((rung) => `${formatCount(rung.count)} to step ${formatCount(rung.step)}`)
      .join(', then ');
  const { brackets } = makeSchedule({ trials, steps, halving, factor, goal: 'min' });
  const rungs = (brackets[0] ?? []).map((step) => formatCount(step ?? steps));
  return say('{runs}, judged at step {steps}', {
    runs: formatQuantity(trials, 'run'),
    steps: rungs.join(', '),
  });
}
