import type { SvmSpec } from '../../../../src-shared/experiment/schema';
import type { CrossValidation } from '../../../../src-shared/run/record/record';
import { computeSpread, stratifiedFolds } from './folds';
import { Rng } from '../../numeric/rng';
import { decisionAt, countClassifiers, zeroWeights, type SvmRows } from '../decisions';
import { BinaryClassifiers } from '../binary-classifiers';
import { typedSvmKernel } from '../solver/solver';
import { featuresFor } from '../solver/store';

/** Accuracy and hinge loss on one held-out fold. */
export type FoldScore = CrossValidation['folds'][number];

/** What cross-validation has come to: whole folds only, a fold begun is begun again. */
export interface FoldsState {
  readonly scores: FoldScore[];
  /** [training rows][classifiers]: decision of each row by the model that was not trained on it. */
  readonly heldOut: Float64Array;
}

/** Passes between two looks at the duality gap, beside those at whose end the rows have settled. */
const MEASURED_EVERY = 10;
/** Multiply-adds between two yields, some 10 ms. */
const PIECE = 10e6;

/**
 * State of a cross-validation before its first fold: no scores, and a decision value of 0 for each training
 * row.
 */
export function noFolds(data: SvmRows): FoldsState {
  return { scores: [], heldOut: new Float64Array(data.trainRows * countClassifiers(data.classes.length)) };
}

/**
 * Trains a model on all training rows but a fold, for each fold, and scores it on that fold. The
 * folds are stratified and drawn with the seed; features stay scaled as for the whole run. Always on
 * the typed loops. Changes `state`; yields the share of the work that is done, often enough for Stop.
 * @param centers whether they pass over centred rows, as the whole run does
 */
export function* crossValidate(
  model: SvmSpec,
  data: SvmRows,
  seed: number,
  state: FoldsState,
  centers: boolean,
): Generator<number, void, void> {
  const classifiers = countClassifiers(data.classes.length);
  const fold = stratifiedFolds(data.target, data.trainRows, data.classes.length, model.folds, seed);
  for (let f = state.scores.length; f < model.folds; f++) {
    const { rows, part } = foldRows(data, fold, f);
    const trained = new BinaryClassifiers(
      model,
      part,
      Array.from({ length: classifiers }, () => zeroWeights(data.width)),
      (problem, k) => typedSvmKernel(model, problem, { rng: Rng.derive(seed, `svm.fold.${f}.${k}`) }),
      centers ? () => null : null,
    );
    let work = 0;
    for (let pass = 0; pass < model.maxIter; pass++) {
      for (const _ of trained.pass()) yield f / model.folds;
      const isMeasured = model.tol > 0 && (trained.isNear || (pass + 1) % MEASURED_EVERY === 0);
      const { objective, gap } = isMeasured ? trained.objective() : { objective: 0, gap: Infinity };
      work += 3 * part.trainRows * data.width * classifiers;
      if (work >= PIECE) {
        work = 0;
        yield f / model.folds;
      }
      if (gap <= model.tol * objective) break;
    }
    const foldResult = trained.score(part.trainRows, part.rows);
    const train = trained.score(0, part.trainRows);
    for (let i = part.trainRows; i < part.rows; i++) {
      trained.weights.forEach((weights, k) => {
        state.heldOut[rows[i] * classifiers + k] = decisionAt(weights, part.features, i);
      });
    }
    state.scores.push({
      rows: part.rows - part.trainRows,
      accuracy: foldResult.accuracy,
      hingeLoss: foldResult.hingeLoss,
      trainAccuracy: train.accuracy,
    });
    trained.dispose();
    yield (f + 1) / model.folds;
  }
}

/** The rows of a fold behind all others, as validation rows are. */
function foldRows(data: SvmRows, fold: Int32Array, f: number): { rows: Int32Array; part: SvmRows } {
  const { trainRows, width, features, target, weights } = data;
  const rows = new Int32Array(trainRows);
  let count = 0;
  for (let row = 0; row < trainRows; row++) if (fold[row] !== f) rows[count++] = row;
  const kept = count;
  for (let row = 0; row < trainRows; row++) if (fold[row] === f) rows[count++] = row;
  const foldResult = featuresFor({
    ...{ rows: trainRows, width, trainRows: kept },
    classifiers: countClassifiers(data.classes.length),
  });
  rows.forEach((row, i) => {
    foldResult.set(features.subarray(row * width, (row + 1) * width), i * width);
  });
  const picked = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row]);
  return {
    rows,
    part: {
      ...data,
      rows: trainRows,
      trainRows: kept,
      features: foldResult,
      target: picked(target),
      weights: weights === null ? null : picked(weights),
    },
  };
}

/**
 * Result of a cross-validation for the run's record: the folds' scores, their mean and standard
 * deviation; null before the last fold is scored, or without folds.
 */
export function toCrossValidation(
  model: SvmSpec,
  seed: number,
  { scores }: FoldsState,
): CrossValidation | null {
  if (model.folds === 0 || scores.length < model.folds) return null;
  return {
    seed,
    folds: [...scores],
    accuracy: computeSpread(scores.map(({ accuracy }) => accuracy)),
    hingeLoss: computeSpread(scores.map(({ hingeLoss }) => hingeLoss)),
  };
}
