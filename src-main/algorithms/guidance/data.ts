import type { Experiment, ModelKind } from '../../../src-shared/experiment/schema';
import { isRoundingRange } from '../../../src-shared/numbers/rounding';
import type { Finding } from '../../../src-shared/run/live/guidance';
import type { DatasetFacts } from '../../../src-shared/run/record/dataset-facts';
import type { ModelDiagnostics, Spread } from '../contract/diagnostics';
import type { TrainingData } from '../contract/trainer';
import { counted, sentence } from '../../../src-shared/language/sentence';
import { listed, statistic } from './format';
import { finding, offer, scaledCopy } from './offers';

/** Distances and penalties add squares: at 10 to 1 the smaller column counts for 1 % of the larger. */
const SCALE_RATIO = 10;
/** Fewer equal rows than this share of the validation rows do not change a score that can be seen. */
const DUPLICATE_SHARE = 0.01;
/** A single row that is there twice may well be chance. */
const MIN_DUPLICATES = 2;
/** Rows between two looks at the clock. */
const SLICE_ROWS = 20_000;

/** What a kind of model says of its data. */
type DataDiagnostics = Pick<ModelDiagnostics<ModelKind>, 'unequalSpreads' | 'findUnscaled'>;

/**
 * What the data, as it is about to be trained on, gives reason to say. Features of 0 and 1 only are
 * one-hot and left alone.
 * @param diagnostics of the model's kind
 * @param breathe called every few milliseconds, lets others in; throws to end it
 */
export async function dataFindings(
  experiment: Experiment,
  data: TrainingData,
  facts: Pick<DatasetFacts, 'encoders'>,
  diagnostics: DataDiagnostics,
  breathe: () => Promise<void>,
): Promise<Finding[]> {
  const constants = await findConstants(data, breathe);
  const findings = [
    constant(experiment, constants, facts),
    isScaled(experiment) ? null : unscaled(experiment, await computeSpreads(data, breathe), diagnostics),
    weightless(experiment, data),
  ];
  if (data.rows > data.trainRows) findings.push(await duplicates(experiment, data, breathe));
  return findings.filter((finding): finding is Finding => finding !== null);
}

/** Classes whose training rows all have weight 0: the model does not learn them, and neither do its metrics count them. */
function weightless({ dataset }: Experiment, data: TrainingData): Finding | null {
  const { weights, target, classes, trainRows } = data;
  if (weights === null || target === null || classes.length === 0) return null;
  const counts = new Int32Array(classes.length);
  const counting = new Int32Array(classes.length);
  for (let row = 0; row < trainRows; row++) {
    counts[target[row]]++;
    if (weights[row] > 0) counting[target[row]]++;
  }
  const found = classes.filter((_, k) => counts[k] > 0 && counting[k] === 0).map(String);
  if (found.length === 0) return null;
  const names = { names: listed(found) };
  return finding(
    'weightless',
    found.length === 1
      ? sentence(
          'All training rows of class {names} have weight 0: nothing is learned of it, and rows of weight 0 count in no figure.',
          names,
        )
      : sentence(
          'All training rows of class {names} have weight 0: nothing is learned of them, and rows of weight 0 count in no figure.',
          names,
        ),
    null,
    dataset.kind === 'file' && dataset.weight !== null
      ? offer('copy', sentence('Edited copy without weights'), 0, [{ path: 'dataset.weight', value: null }])
      : null,
  );
}

/** Features that are the same in all training rows but for rounding: most show at once that they are not. */
async function findConstants(data: TrainingData, breathe: () => Promise<void>): Promise<string[]> {
  const { width, trainRows, features, featureNames } = data;
  let left = featureNames.map((name, j) => ({ name, j, low: Infinity, high: -Infinity }));
  for (let row = 0; row < trainRows && left.length > 0; row++) {
    if (row % SLICE_ROWS === 0) await breathe();
    let isAnyWider = false;
    for (const column of left) {
      const value = features[row * width + column.j];
      if (value >= column.low && value <= column.high) continue;
      column.low = Math.min(column.low, value);
      column.high = Math.max(column.high, value);
      isAnyWider = true;
    }
    // What is wide enough stays so, however much further it goes.
    if (isAnyWider) left = left.filter(isConstant);
  }
  return left.map(({ name }) => name);
}

/** Means and variances by Welford's update (1962). */
async function computeSpreads(data: TrainingData, breathe: () => Promise<void>): Promise<Spread[]> {
  const { width, trainRows, features, featureNames } = data;
  const low = new Float64Array(width).fill(Infinity);
  const high = new Float64Array(width).fill(-Infinity);
  const mean = new Float64Array(width);
  const squares = new Float64Array(width);
  const isBinary = new Uint8Array(width).fill(1);
  for (let row = 0; row < trainRows; row++) {
    if (row % SLICE_ROWS === 0) await breathe();
    for (let j = 0; j < width; j++) {
      const value = features[row * width + j];
      if (value < low[j]) low[j] = value;
      if (value > high[j]) high[j] = value;
      if (value !== 0 && value !== 1) isBinary[j] = 0;
      const off = value - mean[j];
      mean[j] += off / (row + 1);
      squares[j] += off * (value - mean[j]);
    }
  }
  return featureNames.map((name, j) => ({
    name,
    low: low[j],
    high: high[j],
    mean: mean[j],
    std: Math.sqrt(squares[j] / Math.max(1, trainRows)),
    isBinary: isBinary[j] === 1,
  }));
}

function constant(
  { dataset }: Experiment,
  constants: readonly string[],
  { encoders }: Pick<DatasetFacts, 'encoders'>,
): Finding | null {
  // An input of a category that the training rows happen to lack is no column.
  const isColumn = new Set(encoders.filter(({ kind }) => kind !== 'oneHot').map(({ column }) => column));
  const names = constants.filter((name) => isColumn.has(name));
  if (names.length === 0) return null;
  const left = dataset.kind === 'file' ? dataset.features.filter((name) => !names.includes(name)) : [];
  const known = { names: listed(names) };
  return finding(
    'constant',
    names.length === 1
      ? sentence('{names} has the same value in all training rows: nothing can be learned from it.', known)
      : sentence(
          '{names} have the same value in all training rows: nothing can be learned from them.',
          known,
        ),
    null,
    left.length === 0
      ? null
      : offer('copy', sentence('Edited copy without {names}', known), 0, [
          { path: 'dataset.features', value: left },
        ]),
  );
}

/** Whether any column is scaled. */
function isScaled({ dataset }: Experiment): boolean {
  const hasOwn =
    dataset.kind === 'file' && dataset.columnSettings.some(({ scaling }) => scaling !== undefined);
  return dataset.scaling !== 'none' || hasOwn;
}

function unscaled(
  { model }: Experiment,
  spreads: readonly Spread[],
  { unequalSpreads, findUnscaled }: DataDiagnostics,
): Finding | null {
  const varying = spreads.filter((spread) => !isConstant(spread) && !spread.isBinary);
  if (varying.length === 0) return null;
  const [widest] = [...varying].sort((a, b) => b.std - a.std);
  const [narrowest] = [...varying].sort((a, b) => a.std - b.std);
  const ratio = widest.std / narrowest.std;
  const effect = unequalSpreads(model);
  if (ratio > SCALE_RATIO && effect !== null) {
    const said = sentence(
      '{widest} varies {ratio} times as much as {narrowest} (standard deviations {most} and {least}), and the columns are not scaled: {effect}.',
      {
        widest: widest.name,
        ratio: statistic(Math.round(ratio)),
        narrowest: narrowest.name,
        most: statistic(widest.std),
        least: statistic(narrowest.std),
        effect,
      },
    );
    return finding('unscaled', said, null, scaledCopy(0));
  }
  return findUnscaled(model, varying);
}

function isConstant({ low, high }: Pick<Spread, 'low' | 'high'>): boolean {
  return isRoundingRange(low, high);
}

/** Validation rows that equal a training row in every feature and the target. */
async function duplicates(
  { dataset }: Experiment,
  data: TrainingData,
  breathe: () => Promise<void>,
): Promise<Finding | null> {
  const { width, rows, trainRows, features, target } = data;
  const bits = new Int32Array(features.buffer, features.byteOffset, features.length * 2);
  const computeHash = (row: number): number => {
    // FNV-1a over 32-bit words; equal hashes are compared in full.
    let hash = 0x811c9dc5;
    for (let i = row * width * 2; i < (row + 1) * width * 2; i++)
      hash = Math.imul(hash ^ bits[i], 0x01000193);
    return hash ^ Math.imul(target?.[row] ?? 0, 0x9e3779b1);
  };
  const isEqual = (a: number, b: number): boolean => {
    if (target !== null && target[a] !== target[b]) return false;
    for (let j = 0; j < width; j++) if (features[a * width + j] !== features[b * width + j]) return false;
    return true;
  };
  const byHash = new Map<number, number[]>();
  for (let row = 0; row < trainRows; row++) {
    if (row % SLICE_ROWS === 0) await breathe();
    const hash = computeHash(row);
    const there = byHash.get(hash);
    if (there === undefined) byHash.set(hash, [row]);
    // One of several equal rows stands for all.
    else if (!there.some((other) => isEqual(other, row))) there.push(row);
  }
  let count = 0;
  for (let row = trainRows; row < rows; row++) {
    if (row % SLICE_ROWS === 0) await breathe();
    if (byHash.get(computeHash(row))?.some((other) => isEqual(other, row)) === true) count++;
  }
  const validationRows = rows - trainRows;
  if (count < MIN_DUPLICATES || count < DUPLICATE_SHARE * validationRows) return null;
  const canKeepTogether = dataset.split.method === 'random' || dataset.split.method === 'stratified';
  return finding(
    'duplicates',
    // One row alone is not told of: MIN_DUPLICATES.
    sentence(
      '{count} rows are both in training and in validation (of {validationRows} validation rows): the validation scores look better than they are.',
      { count: counted(count), validationRows: counted(validationRows) },
    ),
    null,
    canKeepTogether
      ? offer('copy', sentence('Edited copy that keeps equal rows together'), 0, [
          { path: 'dataset.split.groupEqualRows', value: true },
        ])
      : null,
  );
}
