import { MODELS } from '../../../src-shared/models';
import { measuringText, sampleText, summarySampleText } from '../../../src-shared/run/figures/measured-text';
import { bestOfRange } from '../../../src-shared/run/figures/best-value';
import {
  measurePhrase,
  measuredOn,
  metricPhrase,
  type MeasuredOn,
} from '../../../src-shared/run/figures/metric-labels';
import { leftOutText } from '../../../src-shared/run/figures/left-out-text';
import { decodeNumber } from '../../../src-shared/run/record/stored-number';
import type { RunRecord } from '../../../src-shared/run/record/record';
import { quantity, short } from '../print/print';

/**
 * A run's last metrics, a line for the validation rows, one for the training rows, and one for what
 * is of neither. The first metric of a line has its best value where that was an earlier one.
 */
export function metricLines(record: RunRecord): string[] {
  const names = Object.keys(record.summary);
  const has = (rows: MeasuredOn | null): string[] => names.filter((name) => measuredOn(name) === rows);
  const line = (rows: MeasuredOn, title: string): string[] => {
    const own = has(rows);
    if (own.length === 0) return [];
    return [`${title}: ${own.map((name, index) => metricText(record, name, index === 0)).join(' · ')}`];
  };
  const { trainRows, validationRows } = record.dataset ?? { trainRows: null, validationRows: null };
  const count = (rows: number | null, part: MeasuredOn): string =>
    rows === null ? '' : `, ${summarySampleText(record, part) ?? quantity(rows, 'row')}`;
  const others = has(null).map((name) => `${metricPhrase(name)} ${short(last(record, name))}`);
  return [
    ...line('validation', `validation${count(validationRows, 'validation')}`),
    ...line(
      'training',
      has('validation').length === 0
        ? `training rows only${count(trainRows, 'training')}`
        : `training${count(trainRows, 'training')}`,
    ),
    ...(others.length === 0 ? [] : [others.join(' · ')]),
    ...measuredLines(record),
  ];
}

/** When a run was measured and on which rows, where its steps are of a sample. */
export function measuredLines(record: RunRecord): string[] {
  if (sampleText(record) === null) return [];
  const { step, steps } = MODELS[record.experiment.model.kind].text;
  return [`steps ${measuringText(record, step, steps) ?? ''}`];
}

function metricText(record: RunRecord, name: string, namesBest: boolean): string {
  const value = last(record, name);
  const best = namesBest ? bestOfRange(name, record.metricRanges?.[name], record.external?.directions) : null;
  const earlier =
    best === null || best.value === value
      ? ''
      : ` (best ${short(best.value)} at step ${best.step.toLocaleString('en')})`;
  return `${measurePhrase(name)} ${short(value)}${earlier}`;
}

function last({ summary }: RunRecord, name: string): number {
  const value = decodeNumber(summary[name] ?? 'NaN');
  // A gap is never below 0 but for rounding.
  return name === 'dualityGap' && value < 0 ? 0 : value;
}

/** What a run did not use of its data, in one line; none where it used all. */
export function leftOutLines({ dataset }: RunRecord): string[] {
  const text = dataset === null ? null : leftOutText(dataset);
  return text === null ? [] : [text];
}

/** That a run's data was not read for it; none where it was. */
export function knownDataLines({ dataReadAt }: Pick<RunRecord, 'dataReadAt'>): string[] {
  return dataReadAt === undefined ? [] : [`data from memory, as an earlier run read it at ${dataReadAt}`];
}

/** What was decided of a run's data that a person should know, one line each. */
export function noteLines({ dataset }: Pick<RunRecord, 'dataset'>): string[] {
  return (dataset?.notes ?? []).map((note) => `note: ${note}`);
}
