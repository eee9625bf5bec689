import { networkTask, type NetworkSpec } from '../../../src-shared/experiment/schema';
import { square } from '../../../src-shared/portable-math/square';
import { chooseLoss, type LossPair } from './losses';
import { sumWeights } from '../numeric/weights';
import { lossFactor } from './target-scaling';
import type { TrainingData } from '../contract/trainer';
import { findLargest } from '../numeric/largest';

/** Sums over the rows of one part, each row by its weight. */
interface Sums {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
  /** Sum of the squared distances of the targets from their mean; 0 where they are no numbers. */
  readonly spread: number;
  loss: number;
  right: number;
  absolute: number;
  squared: number;
}

type Kind = 'classes' | 'numbers';

/**
 * A network's metrics over all rows, from outputs that come in parts: the loss, and accuracy for
 * classes, or for numbers the mean absolute error, the root of the mean squared error and R2, as
 * scikit-learn's `mean_absolute_error`, `root_mean_squared_error` and `r2_score`. All are in the
 * target's own units, also where the network learns a scaled one.
 */
export class NetworkMetrics {
  /** Names of the metrics in the order of metrics.csv. */
  readonly names: readonly string[];
  readonly #data: TrainingData;
  readonly #target: Float64Array;
  readonly #loss: LossPair;
  readonly #isRight: (outputs: Float64Array, row: number, target: number) => boolean;
  readonly #kind: Kind;
  readonly #units: number;
  readonly #parts: Sums[];
  /** Raw units of the target in one of the outputs', and of the loss in one of theirs. */
  readonly #scale: number;
  readonly #lossFactor: number;

  /**
   * @param data with the target as the network learns it: see `withScaledTarget`
   * @param ofAll metrics of all rows, where the data is a sample of them: they say what the target is
   */
  constructor(model: NetworkSpec, data: TrainingData, ofAll: NetworkMetrics | null = null) {
    this.#scale = data.targetScaler?.scale ?? 1;
    this.#lossFactor = lossFactor(model.loss, data.targetScaler);
    this.#data = data;
    this.#target = data.target ?? new Float64Array(0);
    this.#loss = chooseLoss(model);
    const task = networkTask(model);
    const units = model.layers[model.layers.length - 1]?.units ?? 1;
    this.#units = units;
    this.#kind = ofAll === null ? findKind(model, data) : ofAll.#kind;
    this.#isRight =
      task.kind === 'twoClasses'
        ? (outputs, row, target) => outputs[row] >= task.threshold === (target === 1)
        : (outputs, row, target) => findLargest(outputs, row * units, units) === target;
    const parts: [number, number][] = [[0, data.trainRows]];
    if (data.rows > data.trainRows) parts.push([data.trainRows, data.rows]);
    this.#parts = parts.map(([from, to]) => ({
      from,
      to,
      weight: sumWeights(data.weights, from, to),
      spread: this.#kind === 'numbers' ? computeSpread(this.#target, data.weights, from, to) : 0,
      loss: 0,
      right: 0,
      absolute: 0,
      squared: 0,
    }));
    const kinds = this.#kind === 'classes' ? ['loss', 'accuracy'] : ['loss', 'mae', 'rmse', 'r2'];
    this.names = parts.length === 1 ? kinds : kinds.flatMap((name) => [name, validationName(name)]);
  }

  /** Forgets the rows seen: a new count begins. */
  begin(): void {
    for (const part of this.#parts) part.loss = part.right = part.absolute = part.squared = 0;
  }

  /**
   * Takes the outputs of the rows `from` to `from + rows`, which come in ascending order.
   * @param outputs [rows][units] of the last layer
   */
  add(outputs: Float64Array, from: number, rows: number): void {
    for (const part of this.#parts) {
      const start = Math.max(from, part.from);
      const end = Math.min(from + rows, part.to);
      if (start < end) this.#addTo(part, outputs.subarray((start - from) * this.#units), start, end);
    }
  }

  #addTo(part: Sums, outputs: Float64Array, from: number, to: number): void {
    const target = this.#target.subarray(from, to);
    const weights = this.#data.weights?.subarray(from, to) ?? null;
    part.loss = this.#loss.add(part.loss, outputs, target, to - from, weights, this.#units);
    for (let row = 0; row < to - from; row++) {
      const weight = weights === null ? 1 : weights[row];
      if (this.#kind === 'classes') {
        if (this.#isRight(outputs, row, target[row])) part.right += weight;
      } else {
        const error = outputs[row] - target[row];
        part.absolute += weight * Math.abs(error);
        part.squared += weight * error * error;
      }
    }
  }

  /**
   * Metrics of the rows taken since `begin`.
   * @param penalty of the weights, a part of the loss that is learned from and of Keras' too
   */
  values(penalty: number): Record<string, number> {
    const metrics: Record<string, number> = {};
    this.#parts.forEach((part, index) => {
      const name = (plain: string): string => (index === 0 ? plain : validationName(plain));
      metrics[name('loss')] = (part.loss / part.weight + penalty) * this.#lossFactor;
      if (this.#kind === 'classes') {
        metrics[name('accuracy')] = part.right / part.weight;
        return;
      }
      metrics[name('mae')] = (part.absolute / part.weight) * this.#scale;
      metrics[name('rmse')] = Math.sqrt(part.squared / part.weight) * this.#scale;
      metrics[name('r2')] = computeR2(part.squared, part.spread);
    });
    return metrics;
  }
}

/** Classes: a softmax, a hinge loss, or one sigmoid unit and a target of only 0 and 1. */
function findKind(model: NetworkSpec, { target }: TrainingData): Kind {
  const task = networkTask(model);
  if (task.kind === 'numbers' || target === null) return 'numbers';
  if (task.kind === 'classes') return 'classes';
  return target.every((value) => value === 0 || value === 1) ? 'classes' : 'numbers';
}

/** `valLoss` for `loss`. */
function validationName(name: string): string {
  return `val${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`;
}

/** Penalty of the weights as in Keras: l1 x sum of |w| + l2 x sum of w^2 over all kernels; biases have none. */
export function computePenalty(
  { l1, l2 }: NetworkSpec['regularizer'],
  kernels: readonly Float64Array[],
): number {
  if (l1 === 0 && l2 === 0) return 0;
  let absolute = 0;
  let squared = 0;
  for (const kernel of kernels) {
    for (const weight of kernel) {
      absolute += Math.abs(weight);
      squared += weight * weight;
    }
  }
  return l1 * absolute + l2 * squared;
}

/** Weighted sum of the squared distances from the mean; exactly 0 where all values are equal. */
function computeSpread(target: Float64Array, weights: Float64Array | null, from: number, to: number): number {
  let sum = 0;
  let isConstant = true;
  for (let row = from; row < to; row++) {
    sum += (weights?.[row] ?? 1) * target[row];
    if (target[row] !== target[from]) isConstant = false;
  }
  // The rounded mean of equal values is not the value.
  if (isConstant) return 0;
  const mean = sum / sumWeights(weights, from, to);
  let spread = 0;
  for (let row = from; row < to; row++) spread += (weights?.[row] ?? 1) * square(target[row] - mean);
  return spread;
}

/** A target that is the same everywhere: 1 where it is met, else 0, as in scikit-learn. */
function computeR2(squared: number, spread: number): number {
  if (spread > 0) return 1 - squared / spread;
  return squared === 0 ? 1 : 0;
}
