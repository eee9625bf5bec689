import { fail } from '../../src-shared/errors';
import { fairComparison, type FairComparison } from '../../src-shared/compare/fair-compare';
import { metricDelta, type MetricDelta } from '../../src-shared/compare/metric-direction';
import { lowerIsBetter } from '../../src-shared/run/metric-direction';
import { allSettings, differingSettings } from '../../src-shared/run/compare';
import { decodeNumber, type RunRecord } from '../../src-shared/run/record';
import type { Arguments } from './arguments';
import { printJson, printLine, short, table } from './output';
import { findRun } from './run-commands';
import type { Services } from './services';

/**
 * `compare RUN RUN… [--baseline RUN] [--differences]`: whether the runs may be compared, their
 * settings, and their last metrics with what they differ by from the baseline's (the first run).
 * @throws BenchtopError `usage` for fewer than two runs, or a baseline that is none of them
 */
export function compareCommand(args: Arguments, services: Services): number {
  const records = compared(args, services);
  const fair = fairComparison(records);
  const baseline = baselineOf(args, services, records);
  const isOnlyDifferent = args.options.differences === true;
  const settings = isOnlyDifferent ? differingSettings(records) : allSettings(records);
  const metrics = metricsOf(records, baseline, fair).filter(
    ({ values }) => !isOnlyDifferent || new Set(values).size > 1,
  );
  if (args.options.json === true) {
    printJson({
      runs: records.map(({ id, name, status }) => ({ id, name, status })),
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
  const header = records.map(
    ({ name, experiment }, place) =>
      `${name} (seed ${experiment.seed})${place === baseline ? ', baseline' : ''}`,
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
        name,
        ...values.map((value, place) =>
          value === null ? null : `${short(decodeNumber(value))}${deltaWords(deltas[place] ?? null)}`,
        ),
      ]),
    ),
  );
  return 0;
}

function compared(args: Arguments, services: Services): RunRecord[] {
  const found = args.operands.map((operand) => findRun(operand, services).record);
  // One run under two names is no comparison.
  const records = found.filter((record, place) => found.findIndex(({ id }) => id === record.id) === place);
  if (records.length < 2) throw fail('usage', 'Name at least two runs to compare.');
  return records;
}

function baselineOf(args: Arguments, services: Services, records: readonly RunRecord[]): number {
  const named = args.options.baseline;
  if (named === undefined) return 0;
  const { id, name } = findRun(named, services).record;
  const place = records.findIndex((record) => record.id === id);
  if (place < 0)
    throw fail('usage', `The baseline must be one of the runs to compare, and "${name}" (${id}) is not.`, {
      field: 'baseline',
    });
  return place;
}

type Delta = MetricDelta & { readonly comparable: boolean };

function metricsOf(records: readonly RunRecord[], baseline: number, fair: FairComparison) {
  const names = [...new Set(records.flatMap(({ summary }) => Object.keys(summary)))];
  const isSameData = fair.differences.every(({ aspect }) => aspect === 'metric');
  return names.map((name) => {
    const values = records.map(({ summary }) => summary[name] ?? null);
    const base = values[baseline] ?? null;
    const deltas = values.map((value, place): Delta | null => {
      if (place === baseline || value === null || base === null) return null;
      const delta = metricDelta(name, decodeNumber(value), decodeNumber(base));
      return delta === null ? null : { ...delta, comparable: isSameData && !fair.metrics.has(name) };
    });
    return { name, lowerIsBetter: lowerIsBetter(name), values, deltas };
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
function deltaWords(delta: Delta | null): string {
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
