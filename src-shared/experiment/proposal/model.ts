import type { ModelSpec, NetworkSpec } from '../schema';
import type { TargetTask } from './target';
import type { Reason } from './types';

/**
 * The models to begin with. Their settings were chosen on six tables of scikit-learn and Vega over ten
 * seeds; docs/defaults.md has the scores.
 */

const HIDDEN_UNITS = 64;
/** A table too small to hold rows out for validation gets a network too small to learn it by heart. */
const FEW_UNITS = 16;
const LEARNING_RATE = 0.005;
const L2 = 1e-4;
/** Starts of k-means: with one, a bad start is the result as often as not. */
const STARTS = 10;
/** Clusters that the schema begins with. */
const CLUSTERS = 4;
const SVM_TOLERANCE = 1e-3;
const SVM_PASSES = 1000;

/** What a model is proposed for. */
export interface ModelQuestion {
  readonly task: TargetTask;
  /** Whether rows are held out, on which overfitting shows. */
  readonly isValidated: boolean;
  /** Rows to learn from; k-means cannot have more clusters. */
  readonly rows: number;
}

/** The kind of model that suits a data set: k-means without a target, else a network. */
export function proposeKind(target: string | null): ModelSpec['kind'] {
  return target === null ? 'kmeans' : 'network';
}

/** A network, k-means or an SVM with settings to begin with, and why they are so. */
export function proposeModel(
  kind: ModelSpec['kind'],
  question: ModelQuestion,
): { readonly model: object; readonly reasons: readonly Reason[] } {
  switch (kind) {
    case 'network':
      return proposeNetwork(question);
    case 'kmeans': {
      const { rows } = question;
      return {
        model: { kind, nInit: STARTS, ...(rows < CLUSTERS ? { nClusters: Math.max(1, rows) } : {}) },
        reasons: [
          ...(rows < CLUSTERS ? [{ field: 'model.nClusters', text: 'a cluster for each row' }] : []),
          { field: 'model.nInit', text: 'the best of 10 starts is kept' },
        ],
      };
    }
    case 'svm':
      return {
        model: { kind, C: 1, tol: SVM_TOLERANCE, maxIter: SVM_PASSES },
        reasons: [{ field: 'model.svm.tol', text: 'trains until it is within 0.1 % of the optimum' }],
      };
  }
}

function proposeNetwork({ task, isValidated }: ModelQuestion): {
  readonly model: object;
  readonly reasons: readonly Reason[];
} {
  const units = isValidated ? HIDDEN_UNITS : FEW_UNITS;
  return {
    model: {
      kind: 'network',
      layers: [{ units, activation: 'relu' }, outputLayer(task)],
      loss: lossFor(task),
      optimizer: { kind: 'adam', learningRate: LEARNING_RATE },
      regularizer: { l1: 0, l2: L2 },
    },
    reasons: [
      {
        field: 'model.layers',
        text: isValidated
          ? `${units} ReLU units suit most tables`
          : `${units} ReLU units: few rows are easily overfitted`,
      },
      { field: 'model.loss', text: lossReason(task) },
      { field: 'model.optimizer.learningRate', text: 'suits Adam and scaled features' },
      { field: 'model.regularizer.l2', text: 'a small penalty against overfitting' },
    ],
  };
}

function outputLayer(task: TargetTask): { units: number; activation: 'linear' | 'sigmoid' | 'softmax' } {
  if (task.kind === 'numbers') return { units: 1, activation: 'linear' };
  return task.count > 2 ? { units: task.count, activation: 'softmax' } : { units: 1, activation: 'sigmoid' };
}

function lossFor(task: TargetTask): NetworkSpec['loss'] {
  if (task.kind === 'numbers') return 'meanSquaredError';
  return task.count > 2 ? 'categoricalCrossentropy' : 'binaryCrossentropy';
}

function lossReason(task: TargetTask): string {
  if (task.kind === 'numbers') return 'the target is a number';
  return task.count > 2 ? `the target has ${task.count} classes` : 'the target has two classes';
}
