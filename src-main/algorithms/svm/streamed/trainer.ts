import { fail } from '../../../../src-shared/errors';
import type { SvmSpec } from '../../../../src-shared/experiment/schema';
import { classNamed } from '../../classes/class-weight-names';
import { trainingContext } from '../../contract/model-context';
import { readTensor, type ModelState } from '../../contract/state';
import type { StepReport, Trainer, TrainingData } from '../../contract/trainer';
import type { StreamedTrainerOptions } from '../../contract/training-rules';
import { euclideanNorm, unscaleLinear } from '../../numeric/scaling';
import { square } from '../../../../src-shared/portable-math/square';
import { EVALUATION, lookedAtRows, StreamedBatches } from '../../streamed/batches';
import { svmPicture } from '../answers';
import { countClassifiers, findSide } from '../decisions';
import type { SvmWeights } from '../problem';
import { weightTensors } from '../state';
import { averagedWeights, descend, firstSgdState, type SgdProblem, type SgdState } from './averaged-sgd';
import { SvmScores } from './scores';

/** A step is as many rows as make a hundred steps of a pass, within these. */
const FEWEST_ROWS = 1024;
const MOST_ROWS = 32_768;
const STEPS_A_PASS = 100;

/**
 * A linear SVM on rows that come in blocks, by averaged stochastic gradient descent ({@link descend}) in place
 * of dual coordinate descent, which keeps a number of each row. The objective is the same, and so is its
 * optimum; after one pass the weights are near it, how near no duality gap tells. `step` counts parts of a
 * pass. Metrics on the way are of the held sample, the last ones of all rows.
 */
export function createStreamedSvm(model: SvmSpec, options: StreamedTrainerOptions): Trainer {
  requireLinear(model);
  const { data, resume, seed, stream, passes, training } = options;
  const { width } = data;
  const count = countClassifiers(data.classes.length);
  const size = Math.min(
    MOST_ROWS,
    Math.max(FEWEST_ROWS, Math.ceil(stream.training.rows / STEPS_A_PASS)),
    Math.max(1, Math.floor(2 ** 22 / width)),
  );
  const byClass = weightsOfClasses(model, data, options);
  const states = Array.from({ length: count }, (_, k) =>
    resume === null ? firstSgdState(width) : restored(resume, k, width),
  );
  const problems = Array.from({ length: count }, (_, k) => problemOf(model, options, byClass, k));
  let step = resume?.step ?? 0;
  const batches = new StreamedBatches(stream, { size, width, seed, step });
  const total = passes * batches.perPass;
  let ended = resume?.extra['ended'] as Ended | undefined;
  const isLine = count === 1;
  const hasValidation = stream.validation.rows > 0;
  const weights = (): SvmWeights[] => states.map(averagedWeights);

  function update(
    block: { features: Float64Array; target: Float64Array | null; weights: Float64Array | null },
    picked: Int32Array,
  ): void {
    const target = block.target ?? new Float64Array(0);
    for (let k = 0; k < count; k++) {
      const { factor } = problems[k];
      const isPlain = block.weights === null && byClass === null;
      const costOf = (row: number): number => {
        const isOfClass = byClass !== null && (data.classes.length === 2 || target[row] === k);
        return factor * (block.weights?.[row] ?? 1) * (isOfClass ? (byClass?.[target[row]] ?? 1) : 1);
      };
      descend(problems[k], states[k], {
        features: block.features,
        picked,
        sideOf: (row) => findSide(target[row], k, data.classes.length),
        costOf: isPlain ? null : costOf,
      });
    }
  }

  const scores = (): SvmScores => new SvmScores(weights(), data.classes.length, model.loss, byClass);
  const penalty = (): number =>
    weights().reduce(
      (sum, { coef, intercept }) =>
        sum +
        (model.l2 / 2) * (coef.reduce((squares, value) => squares + square(value), 0) + square(intercept)),
      0,
    );

  /** @param scale what the sample's losses are multiplied with to stand for all rows */
  function toMetrics(trained: SvmScores, validated: SvmScores, scale: number): Record<string, number> {
    return {
      hingeLoss: trained.hinge / trained.weight,
      objective: penalty() + trained.losses * scale,
      accuracy: trained.right / trained.weight,
      nIter: step,
      ...(hasValidation
        ? {
            valHingeLoss: validated.hinge / validated.weight,
            valAccuracy: validated.right / validated.weight,
          }
        : {}),
    };
  }

  function sampleMetrics(): Record<string, number> {
    const [trained, validated] = [scores(), scores()];
    trained.add({ features: data.features, target: data.target, weights: data.weights }, 0, data.trainRows);
    validated.add(
      { features: data.features, target: data.target, weights: data.weights },
      data.trainRows,
      data.rows,
    );
    return toMetrics(trained, validated, stream.training.weight / trained.weight);
  }

  const historyRow = (): number[] | null => {
    if (!isLine) return null;
    const { coef, intercept } = rawLine(weights()[0], data);
    return [...coef, intercept];
  };
  const state = (): ModelState => ({
    kind: 'svm',
    step,
    tensors: {
      ...weightTensors(weights(), width),
      'sgd/current': { shape: [count, width + 1], data: joined(states.map(({ current }) => current)) },
      'sgd/average': { shape: [count, width + 1], data: joined(states.map(({ average }) => average)) },
    },
    extra: { seen: states.map(({ seen }) => seen), ...(ended === undefined ? {} : { ended }) },
  });

  /** Scores of all rows, block by block. */
  async function* measure(): AsyncGenerator<StepReport, Record<string, number>, void> {
    const [trained, validated] = [scores(), scores()];
    const all = stream.training.rows + stream.validation.rows;
    let seen = 0;
    for await (const block of stream.read('both', { rows: lookedAtRows(width) })) {
      (block.part === 'training' ? trained : validated).add(block, 0, block.rows);
      seen += block.rows;
      yield { step, metrics: null, history: null, stage: { label: EVALUATION, share: seen / all } };
    }
    const metrics = toMetrics(trained, validated, 1);
    ended = { objective: metrics['objective'], supports: trained.supports };
    return metrics;
  }

  return {
    totalSteps: total,
    metricNames: [
      ...['hingeLoss', 'objective', 'accuracy', 'nIter'],
      ...(hasValidation ? ['valHingeLoss', 'valAccuracy'] : []),
    ],
    historyColumns: isLine ? [...data.featureNames.map((name) => `w.${name}`), 'b'] : [],
    async *train(control) {
      while (step < total) {
        const batch = batches.take();
        if (batch === null) {
          await batches.load();
          continue;
        }
        update(batch.block, batch.rows);
        step++;
        control.due();
        const isLogged = step < total && (step % training.logEvery === 0 || step === 1);
        yield isLogged
          ? { step, metrics: sampleMetrics(), isOfSample: true, history: historyRow() }
          : { step, metrics: null, history: null };
      }
      if (ended !== undefined) return;
      const metrics = yield* measure();
      yield { step, metrics, history: historyRow(), isLast: true };
    },
    state,
    frame: (sample) => svmPicture(trainingContext<'svm'>(model, data, state()), sample),
    result: () => {
      const lines = weights().map((each) => rawLine(each, data));
      return {
        kind: 'svm',
        classes: [...data.classes],
        coef: lines.map(({ coef }) => [...coef]),
        intercept: lines.map(({ intercept }) => intercept),
        scaledCoef: weights().map(({ coef }) => [...coef]),
        marginWidth: isLine ? 2 / euclideanNorm(lines[0].coef) : null,
        supportVectorCount: ended?.supports ?? 0,
        ...(ended === undefined ? {} : { objective: ended.objective }),
        crossValidation: null,
        calibration: null,
      };
    },
    dispose: () => {
      batches.close();
    },
  };
}

/** What measuring all rows came to. */
interface Ended {
  readonly objective: number;
  readonly supports: number;
}

/** @throws BenchtopError naming the setting that needs all rows at once */
function requireLinear({ fourier, folds, calibration }: SvmSpec): void {
  if (fourier !== null)
    throw fail(
      'invalid-experiment',
      'Rows that are streamed train a linear SVM only: leave the random Fourier features out, or train a network.',
      { field: 'model.fourier' },
    );
  if (folds > 0)
    throw fail(
      'invalid-experiment',
      'Rows that are streamed are not cross-validated: set folds to 0 and keep a validation share.',
      { field: 'model.folds' },
    );
  if (calibration !== 'none')
    throw fail(
      'invalid-experiment',
      'Probabilities are not fitted on rows that are streamed: set calibration to "none".',
      { field: 'model.calibration' },
    );
}

/** A classifier's problem, and what a row's cost is multiplied with so that costs are 1 in the mean. */
function problemOf(
  model: SvmSpec,
  { data, stream }: StreamedTrainerOptions,
  byClass: readonly number[] | null,
  k: number,
): SgdProblem & { readonly factor: number } {
  const { width, features, trainRows } = data;
  const costs = stream.training.classWeights.reduce((sum, weight, index) => {
    const isOfClass = byClass !== null && (data.classes.length === 2 || index === k);
    return sum + weight * (isOfClass ? byClass[index] : 1);
  }, 0);
  let squares = 0;
  for (let i = 0; i < trainRows * width; i++) squares += square(features[i]);
  return {
    width,
    loss: model.loss,
    lambda: model.l2 / costs,
    squaredLength: squares / Math.max(1, trainRows) + 1,
    factor: stream.training.rows / costs,
  };
}

/** Weights of the classes, "balanced" by all training rows; null: all 1. */
function weightsOfClasses(
  { classWeight }: SvmSpec,
  { classes }: TrainingData,
  { stream }: StreamedTrainerOptions,
): readonly number[] | null {
  if (classWeight === 'none') return null;
  if (classWeight === 'balanced') {
    const { classWeights: sums, weight } = stream.training;
    return sums.map((sum) => (sum > 0 ? weight / (classes.length * sum) : 1));
  }
  const found = classes.map(() => 1);
  for (const [name, weight] of Object.entries(classWeight)) found[classNamed(name, classes)] = weight;
  return found;
}

function rawLine({ coef, intercept }: SvmWeights, { scaler }: TrainingData): SvmWeights {
  return unscaleLinear(coef, intercept, scaler);
}

function joined(parts: readonly Float64Array[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

function restored(state: ModelState, k: number, width: number): SgdState {
  const part = (name: string): Float64Array =>
    Float64Array.from(readTensor(state, name).data.subarray(k * (width + 1), (k + 1) * (width + 1)));
  const seen = (state.extra['seen'] as readonly number[] | undefined)?.[k] ?? 0;
  return { current: part('sgd/current'), average: part('sgd/average'), seen };
}
