import { square } from '../../../src-shared/portable-math/square';
import type { ImportanceMetric } from '../../../src-shared/run/explanation/explanation';
import { computeLogLoss } from '../numeric/log-loss';
import type { ExplainedModel } from './explained-model';

/** A metric that is added up block by block. */
export interface Scorer {
  /** Adds outputs [rows][units] of the rows from `from` on. */
  readonly add: (outputs: Float64Array, from: number, rows: number) => void;
  readonly value: () => number;
}

/** The metrics that a model of this scale has, the one that is taken without asking first. */
export function metricsOfScale(scale: ExplainedModel['scale']): readonly ImportanceMetric[] {
  switch (scale) {
    case 'number':
      return ['rmse', 'mae', 'r2'];
    case 'probability':
      return ['accuracy', 'logLoss'];
    case 'decision':
      return ['accuracy'];
    case 'membership':
      return ['sameCluster'];
  }
}

/** Whether less of it is better. */
export function isError(metric: ImportanceMetric): boolean {
  return metric === 'rmse' || metric === 'mae' || metric === 'logLoss';
}

/**
 * @param truth [rows]: the number, or the index of the class or cluster
 * @param weights [rows]; null: 1 each
 */
export function createScorer(
  metric: ImportanceMetric,
  { outputs: names, decide }: ExplainedModel,
  truth: Float64Array,
  weights: Float64Array | null,
): Scorer {
  const units = names.length;
  let sum = 0;
  let total = 0;
  const lossAt = rowLoss(metric, units, decide);
  return {
    add(outputs, from, rows) {
      for (let i = 0; i < rows; i++) {
        const weight = weights === null ? 1 : weights[from + i];
        sum += weight * lossAt(outputs, i * units, truth[from + i]);
        total += weight;
      }
    },
    value() {
      const mean = sum / total;
      if (metric === 'rmse') return Math.sqrt(mean);
      return metric === 'r2' ? 1 - mean / spread(truth, weights) : mean;
    },
  };
}

function rowLoss(
  metric: ImportanceMetric,
  units: number,
  decide: ExplainedModel['decide'],
): (outputs: Float64Array, at: number, truth: number) => number {
  switch (metric) {
    case 'accuracy':
    case 'sameCluster':
      return (outputs, at, truth) => Number(decide?.(outputs, at) === truth);
    case 'logLoss':
      return (outputs, at, truth) =>
        computeLogLoss(units === 1 ? (truth === 1 ? outputs[at] : 1 - outputs[at]) : outputs[at + truth]);
    case 'mae':
      return (outputs, at, truth) => Math.abs(outputs[at] - truth);
    case 'rmse':
    case 'r2':
      return (outputs, at, truth) => square(outputs[at] - truth);
  }
}

/** Weighted mean of squared distances from the mean. */
function spread(values: Float64Array, weights: Float64Array | null): number {
  let [sum, total] = [0, 0];
  values.forEach((value, i) => {
    sum += (weights?.[i] ?? 1) * value;
    total += weights?.[i] ?? 1;
  });
  const mean = sum / total;
  let squares = 0;
  values.forEach((value, i) => {
    squares += (weights?.[i] ?? 1) * square(value - mean);
  });
  return squares / total;
}
