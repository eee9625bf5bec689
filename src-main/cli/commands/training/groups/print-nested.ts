import type { Group } from '../../../../../src-shared/group/group';
import type { NestedResult } from '../../../../../src-shared/group/nested-folds';
import { nestedSentence } from '../../../../../src-shared/group/nested-text';
import { endingText, failureLines, type GroupSummary } from '../../../../../src-shared/group/summary';
import { metricPhrase } from '../../../../../src-shared/run/figures/metric-labels';
import { printLine, short, table } from '../../../print/print';

/** How its runs ended, what each fold chose and came to on its own rows, and what that says together. */
export function printNested(group: Group, result: NestedResult, summary: GroupSummary): void {
  const phrase = metricPhrase(result.metric);
  const paths = group.plan.kind === 'nested-folds' ? group.plan.sweep.parameters.map(({ path }) => path) : [];
  printLine(`${group.name}: ${endingText(summary)} in ${short(group.elapsedMs / 1000)} s`);
  for (const line of failureLines(summary)) printLine(`  ${line}`);
  printLine(
    table(
      ['run', 'repeat', 'fold', ...paths, `${phrase}, inner folds`, phrase],
      result.folds.map(({ run, repeat, fold, settings, innerScore, score }) => [
        run,
        repeat,
        fold,
        ...paths.map((path) => cell(settings.find((one) => one.path === path)?.value)),
        Number.isFinite(innerScore) ? innerScore : null,
        score,
      ]),
    ),
  );
  printLine(`  ${nestedSentence(result)}`);
}

function cell(value: unknown): string | number | null {
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}
