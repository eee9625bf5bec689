import { fail } from '../../../../../src-shared/errors';
import { command } from '../../../declare/command';
import { text } from '../../../declare/option';
import { printJson } from '../../../print/print';
import { RUN } from '../../../options/operands';
import { findOne, isGroup, withRuns } from '../verdict/find-compared';
import { parseRope } from '../verdict/test-verdicts';
import { holdGroup, holdRun } from './hold';
import { printBaselines } from './print-baselines';

/** What a run or a group must beat, trained on the same rows. */
export const baselines = command({
  name: 'baselines',
  group: 'Results',
  summary: 'hold a run or a group against simple models on the same rows',
  operands: [{ ...RUN, about: `${RUN.about}; or a group’s id or name` }],
  options: {
    metric: text('NAME', 'the figure to compare: valAccuracy or valLogLoss, valRmse or valMae'),
    rope: text('WIDTH', 'differences up to this are none (0.01 of shares, 1 % of others)'),
  },
  examples: [
    ['baselines last', 'the newest run, on its validation rows'],
    ['baselines GROUP --json', 'a group of folds, each fold with baselines of its own'],
  ],
  asksWorker: true,
  async run({ operands: [name], options }, services) {
    if (name === undefined) throw fail('usage', 'Name a run or a group.');
    const one = findOne(name, services);
    const asked = { metric: options.metric ?? null, rope: parseRope(options.rope) };
    const found = isGroup(one)
      ? await holdGroup(withRuns(one, services), asked, services)
      : await holdRun(one, asked, services);
    if (options.json === true) printJson({ of: one.id, ...found });
    else printBaselines(found);
    return 0;
  },
});
