import type { RunRecord } from '../../../src-shared/run/record';
import { clusterName } from '../../../src-shared/run/clusters';
import { formatNumber, fullNumber } from '../../state/format';

/** Answers that count as a name of what a point is, the one for people first. */
const LABELS = ['clusterName', 'class', 'predicted', 'cluster'];
/** Answers that are probabilities: a network's, or an SVM's by Platt's scaling. */
const SHARE = /^(p\(|plattProbability\.)/;
/** Answers that are the number of a cluster. */
const CLUSTERS = new Set(['cluster', 'secondCluster']);

/** The answers to show, with their places: the number of a cluster says nothing beside its name. */
export function shownAnswers(
  columns: readonly string[],
): { readonly name: string; readonly place: number }[] {
  const isNamed = columns.includes('clusterName');
  return columns.map((name, place) => ({ name, place })).filter(({ name }) => !isNamed || name !== 'cluster');
}

/** Whether an answer is a share of 1, drawn as a bar. */
export function isShare(name: string): boolean {
  return SHARE.test(name);
}

/** The answer of most weight: what a point is, or else the first number. */
export function headlineOf(columns: readonly string[]): number {
  const label = LABELS.map((name) => columns.indexOf(name)).find((place) => place >= 0);
  return label ?? 0;
}

/** An answer as it is shown. */
export function answerText(name: string, value: number | string, record: RunRecord): string {
  const { model } = record.experiment;
  if (typeof value === 'string') return value;
  if (CLUSTERS.has(name) && model.kind === 'kmeans')
    return clusterName(value, model.nClusters, record.clusterNames);
  return isShare(name) ? value.toFixed(4) : formatNumber(value);
}

/** All its digits, for the title. */
export function answerTitle(value: number | string): string {
  return typeof value === 'number' ? fullNumber(value) : value;
}

/** Whether an answer stands at the right, as numbers do. */
export function isNumberAnswer(name: string, value: number | string | undefined): boolean {
  return typeof value === 'number' && !CLUSTERS.has(name);
}

/** A name of an answer with its first letter raised: `Output`, but `p(red)`. */
export function answerName(name: string): string {
  if (/^p\(/.test(name)) return name;
  if (name === 'clusterName') return 'Cluster';
  const [, kind, of] = /^(plattProbability|logit)\.(.*)$/s.exec(name) ?? [];
  if (kind !== undefined && of !== undefined) return kind === 'logit' ? `Logit ${of}` : `p(${of}), Platt`;
  const words = name.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
