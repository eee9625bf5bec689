import type { LearningScores } from '../../../../../src-shared/group/findings/learning-curve';
import {
  validationCurve as curveOf,
  validationSettings,
} from '../../../../../src-shared/group/findings/validation/validation-curve';
import {
  validationNotes,
  validationSentence,
} from '../../../../../src-shared/group/findings/validation/validation-text';
import { at } from '../../../../../src-shared/present';
import { metricPhrase } from '../../../../../src-shared/run/figures/metric-labels';
import { command } from '../../../declare/command';
import { text } from '../../../declare/option';
import { printJson, printLine, table } from '../../../print/print';
import { findMetric, findSweep } from './find-sweep';

/** Training and validation score of a sweep's trials against one setting. */
export const validationCurve = command({
  name: 'validation-curve',
  group: 'Results',
  summary: 'training and validation score of a sweep over one setting, and where it overfits',
  operands: [
    { name: 'GROUP', about: 'a sweep’s id, the beginning of it, or its name', completion: [] },
    {
      name: 'SETTING',
      about: 'a setting that it varies, such as model.C (the first that has numbers)',
      completion: [],
    },
  ],
  options: { metric: text('NAME', 'the score, of either rows (what the sweep was after)') },
  examples: [
    ['validation-curve GROUP model.C', 'where more C only fits the training rows better'],
    ['validation-curve GROUP --metric valAccuracy', 'the accuracy on training and validation rows'],
  ],
  async run({ operands: [name, setting], options }, services) {
    const found = findSweep(name, services);
    const { group, records, plan } = found;
    const objective = options.metric === undefined ? plan.objective : findMetric(options.metric, found);
    const path = setting ?? at(validationSettings(group), 0);
    const curve = curveOf(group, records, path, objective);
    if (options.json === true) {
      printJson({ group: group.id, ...curve });
      return 0;
    }
    const { points, metric, trainMetric, others } = curve;
    printLine(`${group.name}: ${metricPhrase(metric ?? trainMetric)} over ${path}`);
    printLine(
      table(
        [
          path,
          'trials',
          metricPhrase(trainMetric),
          'sd',
          ...(metric === null ? [] : [metricPhrase(metric), 'sd']),
        ],
        points.map(({ value, runs, train, validation }) => [
          value,
          runs.length,
          ...cells(train),
          ...(validation === null ? [] : cells(validation)),
        ]),
      ),
    );
    for (const line of [validationSentence(curve), ...validationNotes(curve)]) printLine(`  ${line}`);
    if (setting === undefined && others.length > 0)
      printLine(`  It varies ${others.join(', ')} too: name one for its curve.`);
    return 0;
  },
});

function cells({ mean, sd }: LearningScores): (number | null)[] {
  return [mean, sd].map((value) => (Number.isFinite(value) ? value : null));
}
