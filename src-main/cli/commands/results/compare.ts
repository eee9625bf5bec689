import { fail } from '../../../../src-shared/errors';
import { fairComparison, type FairComparison } from '../../../../src-shared/compare/fair-compare';
import { metricDelta, type MetricDelta } from '../../../../src-shared/compare/metric-direction';
import { metricLabel, validationFirst } from '../../../../src-shared/run/figures/metric-labels';
import { lowerIsBetter } from '../../../../src-shared/run/figures/metric-direction';
import { allSettings, differingSettings } from '../../../../src-shared/run/record/compare';
import { decodeNumber } from '../../../../src-shared/run/record/stored-number';
import type { ExternalFacts } from '../../../../src-shared/run/record/external';
import type { RunRecord } from '../../../../src-shared/run/record/record';
import { command } from '../../declare/command';
import { flag, text, type Values } from '../../declare/option';
import { printJson, printLine, short, table } from '../../print/print';
import { measuredLines } from '../../output/run-lines';
import { RUN } from '../../options/operands';
import { findRun } from '../../inputs/find-run';
import type { Services } from '../../services/services';
import { testVerdicts } from './verdict/test-verdicts';

const OPTIONS = {
  baseline: text('RUN', 'the run that the others are measured against; the first without the option'),
  differences: flag('only what differs'),
  test: flag('whether one is better: of groups on the same folds or seeds, or of runs on the same rows'),
  metric: text('NAME', 'with --test: the figure to compare, such as valAccuracy'),
  rope: text('WIDTH', 'with --test: differences up to this are none (0.01 of shares, 1 % of others)'),
};

/** Whether runs may be compared, their settings, and their metrics against a baseline's. */
export const compare = command({
  name: 'compare',
  group: 'Results',
  summary: 'whether runs are comparable, settings, results against a baseline',
  operands: [{ ...RUN, isRepeated: true, about: `${RUN.about}; with --test also a group’s` }],
  options: OPTIONS,
  examples: [
    ['compare last 20260101 --differences', 'only what differs'],
    ['compare GROUP GROUP --test', 'whether the second group of folds is better than the first'],
  ],
  asksWorker: true,
  async run(args, services) {
    if (args.options.test === true) return testVerdicts(args.operands, args.options, services);
    for (const name of ['metric', 'rope'] as const)
      if (args.options[name] !== undefined)
        throw fail('usage', `--${name} belongs to --test.`, { field: name });
    const records = await compared(args, services);
    const fair = fairComparison(records);
    const baseline = findBaseline(args.options, services, records);
    const isOnlyDifferent = args.options.differences === true;
    const settings = isOnlyDifferent ? differingSettings(records) : allSettings(records);
    const metrics = compareMetrics(records, baseline, fair).filter(
      ({ values }) => !isOnlyDifferent || new Set(values).size > 1,
    );
    if (args.options.json === true) {
      printJson({
        runs: records.map(({ id, name, status, measuring, isSummaryOfSample }) => ({
          ...{ id, name, status, measuring, isSummaryOfSample },
        })),
        baseline: records[baseline]?.id,
        comparable: fair.isComparable,
        differences: fair.differences,
        settings,
        metrics,
        sameData: new Set(records.map(({ dataset }) => dataset?.fingerprint ?? '')).size === 1,
      });
      return 0;
    }
    printVerdict(fair);
    for (const record of records)
      for (const line of measuredLines(record)) printLine(`${record.name}: ${line}`);
    const header = records.map(
      ({ name, experiment, external }, index) =>
        `${name}${external === undefined ? ` (seed ${experiment.seed})` : ''}${index === baseline ? ', baseline' : ''}`,
    );
    printLine(
      table(
        ['setting', ...header],
        settings.map(({ field, values }) => [field, ...values.map((value) => JSON.stringify(value) ?? '–')]),
      ),
    );
    printLine('');
    printLine(
      table(
        ['metric', ...header],
        metrics.map(({ name, values, deltas }) => [
          metricLabel(name),
          ...values.map((value, index) =>
            value === null ? null : `${short(decodeNumber(value))}${formatDelta(deltas[index] ?? null)}`,
          ),
        ]),
      ),
    );
    return 0;
  },
});

async function compared(
  { operands }: { readonly operands: readonly string[] },
  services: Services,
): Promise<RunRecord[]> {
  const ids = operands.map((operand) => findRun(operand, services).record.id);
  const read = await Promise.all(ids.map((id) => services.workspace.runs.getRead(id)));
  const found = read.map(({ record }) => record);
  // One run under two names is no comparison.
  const records = found.filter((record, index) => found.findIndex(({ id }) => id === record.id) === index);
  if (records.length < 2) throw fail('usage', 'Name at least two runs to compare.');
  return records;
}

function findBaseline(
  { baseline: named }: Values<typeof OPTIONS>,
  services: Services,
  records: readonly RunRecord[],
): number {
  if (named === undefined) return 0;
  const { id, name } = findRun(named, services).record;
  const index = records.findIndex((record) => record.id === id);
  if (index < 0)
    throw fail('usage', `The baseline must be one of the runs to compare, and "${name}" (${id}) is not.`, {
      field: 'baseline',
    });
  return index;
}

type Delta = MetricDelta & { readonly comparable: boolean };

function compareMetrics(records: readonly RunRecord[], baseline: number, fair: FairComparison) {
  const names = validationFirst([...new Set(records.flatMap(({ summary }) => Object.keys(summary)))]);
  const declared = Object.assign(
    {},
    ...records.map(({ external }) => external?.directions),
  ) as ExternalFacts['directions'];
  const isSameData = fair.differences.every(({ aspect }) => aspect === 'metric');
  return names.map((name) => {
    const values = records.map(({ summary }) => summary[name] ?? null);
    const base = values[baseline] ?? null;
    const deltas = values.map((value, index): Delta | null => {
      if (index === baseline || value === null || base === null) return null;
      const delta = metricDelta(name, decodeNumber(value), decodeNumber(base), declared);
      return delta === null ? null : { ...delta, comparable: isSameData && !fair.metrics.has(name) };
    });
    return {
      name,
      lowerIsBetter: lowerIsBetter(name, declared),
      values,
      deltas,
    };
  });
}

function printVerdict({ isComparable, differences }: FairComparison): void {
  if (isComparable) {
    printLine('Comparable: same data, rows, split, scaling and metrics.\n');
    return;
  }
  printLine('Not comparable, for these differ:');
  for (const { title, values } of differences) printLine(`  ${title}: ${values.join(' | ')}`);
  printLine('');
}

/** " (−50 %, better)"; without a verdict where there is none to be had. */
function formatDelta(delta: Delta | null): string {
  if (delta === null || delta.difference === 0) return '';
  const sign = delta.difference > 0 ? '+' : '−';
  const { ratio } = delta;
  const size =
    ratio === null || ratio > 10
      ? short(Math.abs(delta.difference))
      : `${short(Number((Math.abs(ratio - 1) * 100).toPrecision(3)))} %`;
  const verdict = delta.isBetter === null ? '' : delta.isBetter ? ', better' : ', worse';
  return ` (${sign}${size}${delta.comparable ? verdict : ', not comparable'})`;
}
