import { foldsText } from '../../../../../src-shared/group/folds';
import { isHalved, trialValue, variedPaths, type Group } from '../../../../../src-shared/group/group';
import {
  byObjective,
  describeCriterion,
  lastValue,
  findObjective,
  successRate,
} from '../../../../../src-shared/group/outcome';
import {
  endingText,
  failureLines,
  statisticsText,
  type GroupSummary,
} from '../../../../../src-shared/group/summary';
import { unconvergedText } from '../../../../../src-shared/run/live/convergence';
import { metricPhrase } from '../../../../../src-shared/run/figures/metric-labels';
import type { RunRecord, StoredRun } from '../../../../../src-shared/run/record/record';
import { printLine, short, table } from '../../../print/print';
import { leftOutLines } from '../../../output/run-lines';

/** Lines of a table on a terminal; --json has all. */
const MAX_LINES = 20;

/** The best run of a group by its objective; null where no run has a value of it. */
export function findBestRun(group: Group, runs: readonly StoredRun[]): StoredRun | null {
  const [first] = inOrder(group, runs);
  if (first === undefined || Number.isNaN(lastValue(first.record, findObjective(group).metric))) return null;
  return first;
}

/** The runs of a group from the best of its objective on; those without a value last. */
function inOrder(group: Group, runs: readonly StoredRun[]): StoredRun[] {
  const isHalving = isHalved(group.plan);
  const records = byObjective(
    runs.map(({ record }) => record),
    findObjective(group),
    isHalving,
  );
  return records.flatMap(({ id }) => runs.find(({ record }) => record.id === id) ?? []);
}

/** How its runs ended, mean, success rate and table of a group of seeds or folds. */
export function printRepeat(group: Group, runs: readonly StoredRun[], summary: GroupSummary): void {
  const { metric } = findObjective(group);
  const { plan } = group;
  printLine(`${group.name}: ${endingText(summary)} in ${short(group.elapsedMs / 1000)} s`);
  if (plan.kind === 'folds') printLine(`  ${foldsText(plan)}, seed ${plan.seed}`);
  for (const line of failureLines(summary)) printLine(`  ${line}`);
  printLeftOut(runs);
  const statistics = summary.metrics[metric];
  if (statistics !== undefined)
    printLine(`  ${metricPhrase(metric)}: ${statisticsText(statistics, summary)}`);
  if (group.criterion !== null) {
    const records = runs.map(({ record }) => record);
    const { successes, trials, share, interval } = successRate(records, group.criterion);
    if (trials > 0) {
      const rate = `${successes} of ${trials} (${short(share)}, 95 % interval ${short(interval.low)} to ${short(interval.high)})`;
      printLine(`  ${describeCriterion(group.criterion)}: ${rate}`);
    }
  }
  const shown = inOrder(group, runs).slice(0, MAX_LINES);
  printLine(
    table(
      [
        'run',
        ...(plan.kind === 'folds' ? ['repeat', 'fold'] : ['seed']),
        metricPhrase(metric),
        'steps',
        'status',
      ],
      shown.map(({ record }) => [
        record.id,
        ...(plan.kind === 'folds' ? foldCells(record) : [record.experiment.seed]),
        orNull(lastValue(record, metric)),
        record.steps,
        unconvergedText(record) === null ? record.status : `${record.status}, not converged`,
      ]),
    ),
  );
  printRest(runs.length - shown.length);
}

function foldCells({ experiment: { dataset } }: RunRecord): (number | null)[] {
  const { split } = dataset;
  return split.method === 'folds' ? [split.repeat, split.fold] : [null, null];
}

/** How its trials ended, and the table of a sweep, best first. */
export function printSweep(group: Group, runs: readonly StoredRun[], summary: GroupSummary): void {
  const { metric, goal } = findObjective(group);
  const paths = variedPaths(group);
  printLine(
    `${group.name}: ${endingText(summary, ['trial', 'trials'])} in ${short(group.elapsedMs / 1000)} s, best ${metricPhrase(metric)} first (${goal})`,
  );
  for (const line of failureLines(summary)) printLine(`  ${line}`);
  printLeftOut(runs);
  if (group.endedBy === 'time') printLine('  its time was used up');
  const shown = inOrder(group, runs).slice(0, MAX_LINES);
  printLine(
    table(
      ['run', ...paths, metricPhrase(metric), 'steps', 'status'],
      shown.map(({ record }) => [
        record.id,
        ...paths.map((path) => shownValue(group, record.group?.place ?? 0, path)),
        orNull(lastValue(record, metric)),
        record.steps,
        unconvergedText(record) === null ? record.status : `${record.status}, not converged`,
      ]),
    ),
  );
  printRest(runs.length - shown.length);
}

/** What the first run that read its data left out: the runs of a group read the same. */
function printLeftOut(runs: readonly StoredRun[]): void {
  const first = runs.find(({ record }) => record.dataset !== null);
  for (const line of first === undefined ? [] : leftOutLines(first.record)) printLine(`  ${line}`);
}

function shownValue(group: Group, index: number, path: string): string | number | null {
  const value = trialValue(group, index, path);
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function printRest(count: number): void {
  if (count > 0) printLine(`  and ${count} more: --json has all of them`);
}
