import { say } from '../../../src-shared/language/say';
import { bestOfRange } from '../../../src-shared/run/figures/best-value';
import { isStepOfSample, sampledRows } from '../../../src-shared/run/figures/measured-text';
import {
  measuredOn,
  metricLabel,
  rowsPhrase,
  tileLabel,
  validationMetric,
} from '../../../src-shared/run/figures/metric-labels';
import { TERMINAL } from '../../../src-shared/run/record/status';
import type { RunRecord } from '../../../src-shared/run/record/record';
import { decodeNumber } from '../../../src-shared/run/record/stored-number';
import { bestLogged } from '../../state/compare/compare-rows';
import { formatCount, formatNumber, fullNumber } from '../../text/format';
import type { RunOf } from './run-of';

/** One statistic of the overview. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** Small, beside the value: where or of what. */
  readonly detail?: string;
  /** Every digit, or an explanation, on hover. */
  readonly title?: string;
}

type Logged = Pick<RunOf, 'record' | 'metrics'>;

/** Metrics of the validation rows with the best of the first, then the same of the training rows. */
export function measureFacts(run: Logged, measures: readonly string[]): Fact[] {
  const validation = measures.map(validationMetric);
  const isValidated = validation.some((name) => lastValue(run, name) !== null);
  return [validation, measures].flatMap((names, part) =>
    names.flatMap((name, index) => [
      ...metricFact(run, name),
      ...(index === 0 && (part === 0 || !isValidated) ? bestFact(run, name) : []),
    ]),
  );
}

/** Last value of a metric: from the rows, or from the record where there are no rows; null: it has none. */
export function lastValue({ record, metrics }: Logged, name: string): number | null {
  // The last row may be of a sample; what the run ended with is of all rows.
  if (isOverAndSampled(record) && record.summary[name] !== undefined)
    return decodeNumber(record.summary[name]);
  const column = metrics.series[name];
  const value = column?.[column.length - 1];
  if (value !== undefined) return value;
  const stored = record.summary[name];
  return stored === undefined ? null : decodeNumber(stored);
}

/** Last step that was logged. */
export function lastStep({ record, metrics }: Logged): number {
  return metrics.step[metrics.step.length - 1] ?? record.steps;
}

/** Last value of a metric as a fact; none where the run has no such metric. */
export function metricFact(run: Logged, name: string): Fact[] {
  const value = lastValue(run, name);
  if (value === null) return [];
  const title = `${metricLabel(name)}: ${fullNumber(value)}${rowsText(run.record, name)}`;
  return [{ label: tileLabel(name), value: formatNumber(value), title }];
}

function isOverAndSampled(record: RunRecord): boolean {
  return TERMINAL.has(record.status) && record.isSummaryOfSample !== true && sampledRows(record) !== null;
}

/** ", on all 270,000 training rows", ", on 4,096 of 270,000 …" of a run whose steps are measured on a sample; else nothing. */
function rowsText(record: RunRecord, name: string): string {
  const rows = sampledRows(record);
  const part = measuredOn(name);
  if (rows === null || part === null) return '';
  const key = part === 'validation' ? 'validationRows' : 'trainRows';
  const all = rowsPhrase(rows.all[key], part);
  const isOfAll = isOverAndSampled(record) || rows.of[key] === rows.all[key];
  return isOfAll ? say(', on all {all}', { all }) : `, on ${formatCount(rows.of[key])} of ${all}`;
}

/** The best value and its step: of those that are here, or as the record has it. */
function bestFact({ record, metrics }: Logged, name: string): Fact[] {
  const logged = bestLogged(name, metrics) ?? bestOfRange(name, record.metricRanges?.[name]);
  if (logged === null) return [];
  const { value, step } = logged;
  return [
    {
      label: say('Best {name}', {
        name: tileLabel(name).replace(/^[VT](?=alidation|raining)/, (letter) => letter.toLowerCase()),
      }),
      value: formatNumber(value),
      ...(step === null
        ? {}
        : { detail: `@ ${formatCount(step)}${isStepOfSample(record, step) ? ' · sample' : ''}` }),
      title: fullNumber(value),
    },
  ];
}
