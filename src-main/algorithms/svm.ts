import type { SvmSpec } from '../../src-shared/experiment/schema';
import { evaluationOf, pictureOf, SUPPORT_TOLERANCE } from './evaluate';
import { weightOf } from './losses';
import { euclideanNorm, unscaleLinear } from './math';
import { tensorOf } from './network-state';
import { Rng } from './rng';
import type { ModelState, StateTensor, Trainer, TrainerOptions, TrainingData } from './trainer';

/** A linear function in the scaled space and the duals behind it. */
export interface SvmWeights {
  readonly coef: Float64Array;
  intercept: number;
}

export function svmMetricNames(data: TrainingData): string[] {
  const names = ['hingeLoss', 'objective', 'accuracy', 'nIter'];
  return data.rows === data.trainRows ? names : [...names, 'valHingeLoss', 'valAccuracy'];
}

/**
 * hingeLoss is the mean of max(0, 1 - y f(x)); objective is l2/2 (|w|^2 + b^2) + sum of hinges,
 * which is liblinear's with C = 1 / l2 (times l2): the bias is regularised like a weight. With
 * sample weights each hinge counts by its row's, as in scikit-learn's `sample_weight`.
 */
export function svmMetrics(model: SvmSpec, data: TrainingData, weights: SvmWeights): Record<string, number> {
  const train = hingeOver(data, weights, 0, data.trainRows);
  const penalty = (model.l2 / 2) * (euclideanNorm(weights.coef) ** 2 + weights.intercept ** 2);
  const metrics: Record<string, number> = {
    hingeLoss: train.sum / train.weight,
    objective: penalty + train.sum,
    accuracy: train.right / train.weight,
  };
  if (data.rows > data.trainRows) {
    const validation = hingeOver(data, weights, data.trainRows, data.rows);
    metrics['valHingeLoss'] = validation.sum / validation.weight;
    metrics['valAccuracy'] = validation.right / validation.weight;
  }
  return metrics;
}

function hingeOver(
  data: TrainingData,
  weights: SvmWeights,
  from: number,
  to: number,
): { sum: number; right: number; weight: number } {
  let sum = 0;
  let right = 0;
  for (let row = from; row < to; row++) {
    const side = data.target?.[row] === 1 ? 1 : -1;
    const margin = side * decision(data, row, weights);
    const weight = data.weights?.[row] ?? 1;
    if (margin < 1) sum += weight * (1 - margin);
    if (margin > 0) right += weight;
  }
  return { sum, right, weight: weightOf(data.weights, from, to) };
}

function decision(data: TrainingData, row: number, weights: SvmWeights): number {
  let value = weights.intercept;
  for (let j = 0; j < data.width; j++) value += weights.coef[j]! * data.features[row * data.width + j]!;
  return value;
}

/** One pass over the training rows, by whichever engine, changing `weights` in place. */
export interface SvmKernel {
  pass(weights: SvmWeights): void;
  /** What the kernel needs to go on: its duals, by tensor name. */
  tensors(): Record<string, StateTensor>;
  /** Small state for `extra`. */
  extra(): Record<string, unknown>;
  dispose(): void;
}

/**
 * Dual coordinate descent for the L2-regularised hinge loss (Hsieh et al. 2008, algorithm 1 with a
 * random permutation each pass): row i's dual, 0 <= alpha <= C x its sample weight, moves to its
 * own optimum while w = sum alpha_i y_i x_i is kept up to date. The bias is the weight of a
 * constant feature of 1.
 */
export function typedSvmKernel(model: SvmSpec, options: TrainerOptions): SvmKernel {
  const { data, seed, resume } = options;
  const { features, width, trainRows, weights: sampleWeights } = data;
  const bound = 1 / model.l2;
  const rng =
    resume === null
      ? Rng.derive(seed, 'svm')
      : Rng.fromState((resume.extra['rng'] as number[] | undefined) ?? []);
  const dual =
    resume === null ? new Float64Array(trainRows) : Float64Array.from(tensorOf(resume, 'dual').data);
  const diagonal = Float64Array.from({ length: trainRows }, (_, row) => {
    let sum = 1;
    for (let j = 0; j < width; j++) sum += features[row * width + j]! ** 2;
    return sum;
  });
  const order = new Int32Array(trainRows);
  return {
    pass(weights) {
      for (let i = 0; i < trainRows; i++) order[i] = i;
      rng.shuffle(order);
      for (let i = 0; i < trainRows; i++) {
        const row = order[i]!;
        const side = data.target?.[row] === 1 ? 1 : -1;
        const gradient = side * decision(data, row, weights) - 1;
        const old = dual[row]!;
        const upper = sampleWeights === null ? bound : bound * sampleWeights[row]!;
        const next = Math.min(upper, Math.max(0, old - gradient / diagonal[row]!));
        if (next === old) continue;
        dual[row] = next;
        const change = (next - old) * side;
        for (let j = 0; j < width; j++) weights.coef[j]! += change * features[row * width + j]!;
        weights.intercept += change;
      }
    },
    tensors: () => ({ dual: { shape: [trainRows], data: dual.slice() } }),
    extra: () => ({ rng: rng.state() }),
    dispose: () => undefined,
  };
}

/** A linear SVM; `step` counts passes over the data. */
export function createSvm(model: SvmSpec, options: TrainerOptions, kernel: SvmKernel): Trainer {
  const { data, resume } = options;
  const weights: SvmWeights = {
    coef: resume === null ? new Float64Array(data.width) : Float64Array.from(tensorOf(resume, 'coef').data),
    intercept: resume === null ? 0 : (tensorOf(resume, 'intercept').data[0] ?? 0),
  };
  let step = resume?.step ?? 0;
  const state = (): ModelState => ({
    kind: 'svm',
    step,
    tensors: {
      coef: { shape: [data.width], data: weights.coef.slice() },
      intercept: { shape: [1], data: Float64Array.of(weights.intercept) },
      ...kernel.tensors(),
    },
    extra: { pass: step, ...kernel.extra() },
  });
  return {
    totalSteps: model.maxIter,
    metricNames: svmMetricNames(data),
    historyColumns: [...data.featureNames.map((name) => `w.${name}`), 'b'],
    async *train(control) {
      while (step < model.maxIter) {
        kernel.pass(weights);
        step++;
        control.due();
        const raw = unscaleLinear(weights.coef, weights.intercept, data.scaler);
        yield {
          step,
          metrics: { ...svmMetrics(model, data, weights), nIter: step },
          history: [...raw.coef, raw.intercept],
        };
      }
    },
    state,
    frame: (sample) => pictureOf(evaluationOf(options, state()), sample),
    result: () => {
      const raw = unscaleLinear(weights.coef, weights.intercept, data.scaler);
      let supportVectorCount = 0;
      for (let row = 0; row < data.trainRows; row++) {
        const side = data.target?.[row] === 1 ? 1 : -1;
        if (side * decision(data, row, weights) <= 1 + SUPPORT_TOLERANCE) supportVectorCount++;
      }
      return {
        kind: 'svm',
        classes: [...data.classes],
        coef: [[...raw.coef]],
        intercept: [raw.intercept],
        marginWidth: 2 / euclideanNorm(raw.coef),
        supportVectorCount,
      };
    },
    dispose: () => {
      kernel.dispose();
    },
  };
}
