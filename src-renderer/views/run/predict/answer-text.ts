import { say } from '../../../../src-shared/language/say';
import { mainMetricName } from '../../../../src-shared/run/figures/main-metric';
import { metricPhrase } from '../../../../src-shared/run/figures/metric-labels';
import { decodeNumber } from '../../../../src-shared/run/record/stored-number';
import type { RunRecord } from '../../../../src-shared/run/record/record';
import type { PointFileRows } from '../../../../src-shared/run/points/point-file';
import { modelView } from '../../../models';
import { formatCount, formatFixed, formatNumber, fullNumber } from '../../../text/format';

/** Answers that count as a name of what a point is, the one for people first. */
const LABELS = ['clusterName', 'class', 'predicted', 'cluster'];
/** Answers that are probabilities: a network's, or an SVM's by Platt's scaling. */
const SHARE = /^(p\(|plattProbability\.)/;

/** Answers that are a number and mean a label. */
const LABEL_NUMBERS: ReadonlySet<string> = new Set(['cluster', 'secondCluster']);

/** Answers to show, with their index: the number of a cluster says nothing beside its name. */
export function shownAnswers(
  columns: readonly string[],
): { readonly name: string; readonly index: number }[] {
  const isNamed = columns.includes('clusterName');
  return columns.map((name, index) => ({ name, index })).filter(({ name }) => !isNamed || name !== 'cluster');
}

/** Whether an answer is a share of 1, drawn as a bar. */
export function isShare(name: string): boolean {
  return SHARE.test(name);
}

/** Whether an answer is a probability as the run's repair has it. */
export function isRepaired(name: string): boolean {
  return /^p\(.*\) repaired$/s.test(name);
}

/** The answer of most weight: what a point is, or else the first number. */
export function findHeadline(columns: readonly string[]): number {
  const label = LABELS.map((name) => columns.indexOf(name)).find((index) => index >= 0);
  return label ?? 0;
}

/** An answer as it is shown. */
export function answerText(name: string, value: number | string, record: RunRecord): string {
  if (typeof value === 'string') return value;
  const { model } = record.experiment;
  const text = modelView(model.kind).answerText(name, value, { model, clusterNames: record.clusterNames });
  return text ?? (isShare(name) ? formatFixed(value, 4) : formatNumber(value));
}

/** All its digits, for the title. */
export function answerTitle(value: number | string): string {
  return typeof value === 'number' ? fullNumber(value) : value;
}

/** Whether an answer stands at the right, as numbers do. */
export function isNumberAnswer(name: string, value: number | string | undefined): boolean {
  return typeof value === 'number' && !LABEL_NUMBERS.has(name);
}

/** A name of an answer with its first letter raised: `Output`, but `p(red)`. */
export function answerName(name: string): string {
  const [, repaired] = /^(p\(.*\)) repaired$/s.exec(name) ?? [];
  if (repaired !== undefined) return say('{name}, repaired', { name: repaired });
  if (/^p\(/.test(name)) return name;
  if (name === 'clusterName') return say('Cluster');
  const [, kind, of] = /^(plattProbability|logit)\.(.*)$/s.exec(name) ?? [];
  if (kind !== undefined && of !== undefined)
    return kind === 'logit' ? say('Logit {of}', { of }) : `p(${of}), Platt`;
  const text = name.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The rows that counts and means of answers are of: "of the 1,180 rows of 1,200 that were answered". */
export function answeredRows({ usable, total }: Pick<PointFileRows, 'usable' | 'total'>): string {
  return usable === total
    ? say('of all {total} rows of the file', { total: formatCount(total) })
    : say('of the {usable} rows of {total} that were answered', {
        usable: formatCount(usable),
        total: formatCount(total),
      });
}

/**
 * Score of the model that answers, with its rows: "validation loss 0.1234"; validation
 * where there is one.
 * @param step of the checkpoint that answers
 * @returns null where nothing is known of that step
 */
export function modelScore(
  { experiment, checkpoints, status, steps, summary }: RunRecord,
  step: number,
): string | null {
  // The last checkpoint of a finished run is the finished model, whatever was logged at its step.
  const metrics =
    status === 'finished' && step === steps
      ? summary
      : checkpoints.find((checkpoint) => checkpoint.step === step)?.metrics;
  const name = mainMetricName(experiment.model.kind, (metric) => metrics?.[metric] !== undefined);
  const stored = name === null ? undefined : metrics?.[name];
  return name === null || stored === undefined
    ? null
    : `${metricPhrase(name)} ${formatNumber(decodeNumber(stored))}`;
}
