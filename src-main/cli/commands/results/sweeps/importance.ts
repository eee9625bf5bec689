import { importanceNotes } from '../../../../../src-shared/group/findings/findings-text';
import { sweepImportance } from '../../../../../src-shared/group/findings/importance';
import { metricPhrase } from '../../../../../src-shared/run/figures/metric-labels';
import { command } from '../../../declare/command';
import { text } from '../../../declare/option';
import { printJson, printLine, short, table } from '../../../print/print';
import { findMetric, findSweep } from './find-sweep';

/** Which settings of a sweep decide. */
export const importance = command({
  name: 'importance',
  group: 'Results',
  summary: 'which settings of a sweep decide whether a trial is among the best',
  operands: [{ name: 'GROUP', about: 'a sweep’s id, the beginning of it, or its name', completion: [] }],
  options: { metric: text('NAME', 'what makes a trial good (what the sweep was after)') },
  examples: [['importance GROUP --metric valAccuracy', 'for the accuracy on the validation rows']],
  async run({ operands: [name], options }, services) {
    const found = findSweep(name, services);
    const { group, records, plan } = found;
    const objective = options.metric === undefined ? plan.objective : findMetric(options.metric, found);
    const answer = sweepImportance(group, records, objective);
    if (options.json === true) {
      printJson({ group: group.id, ...answer });
      return 0;
    }
    printLine(`${group.name}: what decides on the ${metricPhrase(objective.metric)} (${objective.goal})`);
    printLine(
      table(
        ['setting', 'importance', 'divergence', 'p'],
        answer.settings.map(({ path, share, divergence, pValue }) => [
          path,
          `${short(share * 100)} %`,
          short(divergence),
          short(pValue),
        ]),
      ),
    );
    for (const note of importanceNotes(answer)) printLine(`  ${note}`);
    return 0;
  },
});
