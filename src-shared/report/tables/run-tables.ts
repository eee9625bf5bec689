import { INTERCEPT, ALIAS_TEXT, type Coefficient } from '../../models/contract/coefficients';
import { clusterName } from '../../models/kmeans/clusters';
import { bestOfRange } from '../../run/figures/best-value';
import { metricLabel, validationFirst } from '../../run/figures/metric-labels';
import { decodeNumber } from '../../run/record/stored-number';
import type { RunRecord } from '../../run/record/record';
import { count, quantity } from '../html/numbers';
import type { ReportedRun } from '../input';
import { classTable, confusionTable, evaluationTable, partsOf } from './evaluation-tables';
import { externalSettingsOf, settingsOf } from './settings';
import { withoutEmpty, type Cell, type Table } from './table';

/** Every table of a run that says what came of it. */
export function resultTables(run: ReportedRun): Table[] {
  const { record, evaluation } = run;
  const classes =
    evaluation?.kind === 'classes'
      ? partsOf(evaluation).flatMap(({ part, of }) => [
          classTable(evaluation, part, of),
          confusionTable(evaluation, part, of),
        ])
      : [];
  return [
    metricsTable(record),
    ...(evaluation === null ? [] : [evaluationTable(evaluation)]),
    ...classes,
    ...modelTables(record),
  ];
}

/** Last and best value of every metric that a run logged. */
export function metricsTable(record: RunRecord): Table {
  const { summary, metricRanges, external } = record;
  return withoutEmpty({
    caption: `Metrics of ${record.name}`,
    columns: ['Metric', 'Last', 'Best', 'At step'],
    rows: validationFirst(Object.keys(summary)).map((metric): Cell[] => {
      const best = bestOfRange(metric, metricRanges?.[metric], external?.directions);
      const last = summary[metric];
      return [
        metricLabel(metric),
        last === undefined ? null : decodeNumber(last),
        best?.value ?? null,
        best?.step ?? null,
      ];
    }),
  });
}

/** Every setting, those that are not the default stressed. */
export function settingsTable(record: RunRecord): Table {
  const settings =
    record.external === undefined ? settingsOf(record.experiment) : externalSettingsOf(record.external);
  return {
    caption: `Settings of ${record.name}`,
    columns: ['Setting', 'Value', 'Default'],
    rows: settings.map(({ label, value, default: usual }) => [label, value, usual]),
    stressed: settings.flatMap(({ isChanged }, i) => (isChanged ? [i] : [])),
  };
}

/** What the model of a run is made of, by its kind. */
export function modelTables(record: RunRecord): Table[] {
  const { result, dataset } = record;
  if (result === null) return [];
  switch (result.kind) {
    case 'kmeans':
      return [clusterTable(record, result, dataset?.features ?? [])];
    case 'svm':
      return result.coef.length === 0 ? [] : [weightTable(result, dataset?.features ?? [])];
    case 'linear-regression':
      return [coefficientTable('Coefficients', result.coefficients, 't')];
    case 'logistic-regression':
      return result.equations.map((equation) =>
        coefficientTable(
          `Coefficients: log odds of ${equation.class} against ${result.reference}`,
          equation.coefficients,
          'z',
        ),
      );
    default:
      return [];
  }
}

type Result<K> = Extract<NonNullable<RunRecord['result']>, { readonly kind: K }>;

function clusterTable(
  record: RunRecord,
  { clusterCenters, clusterSizes }: Result<'kmeans'>,
  features: readonly string[],
): Table {
  const all = clusterSizes.reduce((sum, size) => sum + size, 0);
  return {
    caption: 'Clusters: their centres in the units of the data',
    columns: ['Cluster', 'Rows', 'Share', ...features],
    rows: clusterCenters.map((center, c) => {
      const size = clusterSizes[c] ?? 0;
      const share = all > 0 ? `${((100 * size) / all).toFixed(1)} %` : null;
      return [clusterName(c, clusterCenters.length, record.clusterNames), size, share, ...center];
    }),
    note: `Of ${quantity(all, 'row')}.`,
  };
}

function weightTable({ classes, coef, intercept }: Result<'svm'>, features: readonly string[]): Table {
  const machines =
    coef.length === 1
      ? [`${classes[1] ?? 1} against ${classes[0] ?? 0}`]
      : classes.map((c) => `${c} against the rest`);
  return {
    caption: 'Weights in the units of the data: decision = weights · x + intercept',
    columns: ['Feature', ...machines],
    rows: [
      ...features.map((feature, f): Cell[] => [feature, ...coef.map((weights) => weights[f] ?? null)]),
      [INTERCEPT, ...intercept],
    ],
  };
}

function coefficientTable(caption: string, coefficients: readonly Coefficient[], statistic: string): Table {
  return withoutEmpty({
    caption,
    columns: ['Feature', 'Estimate', 'Standard error', statistic, 'p', '95 % from', 'to', 'Remark'],
    rows: coefficients.map(
      ({ feature, estimate, standardError, statistic: own, pValue, lower, upper, aliased }) => [
        feature ?? INTERCEPT,
        ...(aliased === null
          ? [estimate, standardError, own, pValue, lower, upper, null]
          : [null, null, null, null, null, null, ALIAS_TEXT[aliased]]),
      ],
    ),
    note: 'In the units of the data.',
  });
}

/** "5,000 of 10,000 steps". */
export function stepsText(
  { steps, totalSteps }: Pick<RunRecord, 'steps' | 'totalSteps'>,
  many: string,
): string {
  return totalSteps !== null && totalSteps !== steps
    ? `${count(steps)} of ${count(totalSteps)} ${many}`
    : `${count(steps)} ${many}`;
}
