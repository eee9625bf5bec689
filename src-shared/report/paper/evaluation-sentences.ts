import { accuracy, balancedAccuracy, precisionRecallFscoreSupport } from '../../run/evaluation/confusion';
import type { ClassEvaluation, ClassPart, Evaluation, NumberPart } from '../../run/evaluation/evaluation';
import { metricPhrase, validationFirst } from '../../run/figures/metric-labels';
import { decodeNumber } from '../../run/record/stored-number';
import { count, figure, quantity } from '../html/numbers';
import type { ReportedRun } from '../input';
import { PART_NAMES, partsOf } from '../tables/evaluation-tables';
import { joined, type Paragraph } from './sentences';

/** How good the model is, on which rows, and beside what. */
export function sayEvaluation(paragraph: Paragraph, { evaluation, record }: ReportedRun): void {
  if (evaluation === null) {
    const names = validationFirst(Object.keys(record.summary)).slice(0, 4);
    const texts = names.map(
      (metric) => `${metricPhrase(metric)} ${figure(decodeNumber(record.summary[metric] ?? 'NaN'))}`,
    );
    if (texts.length > 0) paragraph.say(`the last values were: ${joined(texts)}`);
    return;
  }
  for (const { part, of } of partsOf(evaluation)) {
    const rows = quantity(of.rows, `${PART_NAMES[part]} row`);
    paragraph.say(
      `on the ${rows}, ${evaluation.step === record.steps ? 'the trained model' : `the model of step ${count(evaluation.step)}`} had ${figuresOf(paragraph, evaluation, of)}`,
    );
  }
  if (evaluation.kind === 'classes') {
    const base = evaluation.baseline.validation ?? evaluation.baseline.train;
    paragraph.say(
      `always answering the most frequent class would have had an accuracy of ${figure(base.accuracy)}`,
    );
  } else {
    const base = evaluation.baseline.validation ?? evaluation.baseline.train;
    paragraph.say(
      `always answering the mean of the training rows would have had a root mean squared error of ${figure(base.rootMeanSquaredError)}`,
    );
  }
  if (evaluation.isWeighted) paragraph.say('all figures count rows by their weights');
}

function figuresOf(paragraph: Paragraph, evaluation: Evaluation, of: ClassPart | NumberPart): string {
  if (evaluation.kind === 'numbers' && 'r2' in of)
    return `an R² of ${figure(of.r2)}, a mean absolute error of ${figure(of.meanAbsoluteError)} and a root mean squared error of ${figure(of.rootMeanSquaredError)}`;
  return evaluation.kind === 'classes' && 'confusion' in of ? classFigures(paragraph, evaluation, of) : '';
}

function classFigures(paragraph: Paragraph, { classes }: ClassEvaluation, of: ClassPart): string {
  const n = classes.length;
  const areas = of.curves.flatMap(({ rocAuc }) => (rocAuc === null ? [] : [rocAuc]));
  const area = areas.reduce((sum, value) => sum + value, 0) / areas.length;
  const texts = [
    `an accuracy of ${figure(accuracy(of.confusion, n))}`,
    `a balanced accuracy of ${figure(balancedAccuracy(of.confusion, n))}`,
    `a macro F1 of ${figure(precisionRecallFscoreSupport(of.confusion, n).macro.f1)}`,
    ...(areas.length === 0
      ? []
      : [
          `${n > 2 ? 'a mean area' : 'an area'} under the ROC curve ${paragraph.cite('fawcett2006roc')} of ${figure(area)}`,
        ]),
  ];
  return joined(texts);
}
