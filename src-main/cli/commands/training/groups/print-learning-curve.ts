import type { LearningCurve, LearningScores } from '../../../../../src-shared/group/findings/learning-curve';
import { learningSentence } from '../../../../../src-shared/group/findings/learning-text';
import type { Group } from '../../../../../src-shared/group/group';
import { endingText, failureLines, type GroupSummary } from '../../../../../src-shared/group/summary';
import { metricPhrase } from '../../../../../src-shared/run/figures/metric-labels';
import { printLine, short, table } from '../../../print/print';

/** How its runs ended, the scores by training rows, and whether more rows would help. */
export function printLearningCurve(group: Group, curve: LearningCurve, summary: GroupSummary): void {
  const { metric, trainMetric, points } = curve;
  printLine(`${group.name}: ${endingText(summary)} in ${short(group.elapsedMs / 1000)} s`);
  for (const line of failureLines(summary)) printLine(`  ${line}`);
  printLine(
    table(
      ['training rows', 'folds', metricPhrase(trainMetric), 'sd', metricPhrase(metric), 'sd'],
      points.map(({ trainSize, train, validation }) => [
        Math.round(trainSize),
        Math.max(train.scores.length, validation?.scores.length ?? 0),
        ...cells(train),
        ...cells(validation),
      ]),
    ),
  );
  printLine(`  ${learningSentence(curve)}`);
}

function cells(scores: LearningScores | null): (number | null)[] {
  if (scores === null) return [null, null];
  return [scores.mean, scores.sd].map((value) => (Number.isFinite(value) ? value : null));
}
