import { fail } from '../../../src-shared/errors';
import type {
  EngineChoice,
  ModelSpec,
  NetworkSpec,
  TrainingSpec,
} from '../../../src-shared/experiment/schema';
import { isPaired } from '../kmeans/wasm/kmeans-wasm';

export interface EngineQuestion {
  readonly requested: EngineChoice;
  readonly model: ModelSpec;
  readonly training: TrainingSpec;
  /** Training rows. */
  readonly rows: number;
  /** Features. */
  readonly width: number;
  readonly tensorflow: { readonly available: boolean; readonly reason: string };
  /** Of this machine, where they were measured; null: those of the machine Benchtop was built on. */
  readonly speeds: EngineSpeeds | null;
}

/** What steps of a network cost on a machine, in nanoseconds. */
export interface EngineSpeeds {
  /** A multiply-add on typed arrays. */
  readonly typedNs: number;
  /** A multiply-add in TensorFlow. */
  readonly nativeNs: number;
  /** One native call, with the tensors that it makes and frees. */
  readonly callNs: number;
}

/** Measured on two cores, the first of layers that WebAssembly multiplies (network-products.ts). */
export const REFERENCE_SPEEDS: EngineSpeeds = { typedNs: 0.13, nativeNs: 0.016, callNs: 10_000 };
/** Measured there as well: an activation and the rest of a step in typed loops. */
const TYPED_ACTIVATION_NS = 12;
const TYPED_GELU_NS = 54;
const TYPED_STEP_NS = 800;
/** The same through TensorFlow. */
const NATIVE_ACTIVATION_NS = 3;
const NATIVE_GELU_NS = 7;
/** How far a machine's speeds may be from those above, either way, where nobody has measured them. */
const SPREAD = 2.5;
/** Drawing one factor of a dropout mask, which both do in JavaScript. */
const DROPOUT_NS = 15;
/** Calls beside the ten of a layer: GELU is composed, dropout multiplies twice, a penalty has two or three. */
const GELU_CALLS = 10;
const DROPOUT_CALLS = 3;
const L2_CALLS = 2;
const L1_CALLS = 3;
/** Loading TensorFlow into a worker and warming it up. */
const LOAD_MS = 700;
/** Rounds until a start of k-means settles, where its limit does not come first. */
const EXPECTED_ROUNDS = 20;

/**
 * Which kernel set trains a run, and why in one line for people.
 * @throws BenchtopError `engine-unavailable` where TensorFlow is asked for and not there
 */
export function chooseEngine(question: EngineQuestion): { kind: 'typed' | 'tensorflow'; reason: string } {
  const { requested, model, tensorflow } = question;
  if (requested === 'typed') return { kind: 'typed', reason: 'chosen in the experiment' };
  if (requested === 'tensorflow') {
    if (tensorflow.available) return { kind: 'tensorflow', reason: 'chosen in the experiment' };
    throw fail(
      'engine-unavailable',
      `TensorFlow is not available here (${tensorflow.reason}): choose engine "auto" or "typed".`,
      { field: 'training.engine' },
    );
  }
  if (!tensorflow.available)
    return { kind: 'typed', reason: `TensorFlow is not available here (${tensorflow.reason})` };
  // Measured: dual coordinate descent on typed arrays beats the native kernel at every size tried.
  if (model.kind === 'svm') return { kind: 'typed', reason: 'faster than the native kernel for this model' };
  if (model.kind === 'kmeans' && model.batchSize !== null)
    return { kind: 'typed', reason: 'batches are small: their rounds run on typed arrays in both engines' };
  if (model.kind === 'kmeans') return chooseForClusters(question, model);
  const speeds = question.speeds ?? REFERENCE_SPEEDS;
  const { typedMs, nativeMs, weights } = networkCost(question, model, speeds);
  const savedMs = (typedMs - nativeMs) * question.training.steps;
  const batch = batchRows(question);
  const sizes = `${batch.toLocaleString('en')} ${batch === 1 ? 'row' : 'rows'} × ${weights.toLocaleString('en')} weights a step`;
  const times = `about ${shortMs(typedMs)} typed, ${shortMs(nativeMs)} in TensorFlow`;
  const measured = question.speeds === null ? '' : ', as measured on this machine';
  return {
    kind: savedMs > LOAD_MS ? 'tensorflow' : 'typed',
    reason: `${sizes}: ${times}${measured}${tooShort(savedMs)}`,
  };
}

/**
 * Whether the choice may be another one on a machine of other speeds, so that this machine's have to
 * be measured. Where it is not, `speeds` is to stay null: what is clear is clear before and after.
 */
export function dependsOnSpeeds(question: EngineQuestion): boolean {
  const { requested, model, training, tensorflow } = question;
  if (requested !== 'auto' || !tensorflow.available || model.kind !== 'network') return false;
  const { typedMs, nativeMs } = networkCost(question, model, REFERENCE_SPEEDS);
  const most = (typedMs * SPREAD - nativeMs / SPREAD) * training.steps;
  const least = (typedMs / SPREAD - nativeMs * SPREAD) * training.steps;
  return most > LOAD_MS && least <= LOAD_MS;
}

function tooShort(savedMs: number): string {
  return savedMs > 0 && savedMs <= LOAD_MS ? ', which takes longer to load' : '';
}

/** k-means runs few rounds, so TensorFlow has to win back the time that loading it takes. */
function chooseForClusters(
  { rows, width }: EngineQuestion,
  { nClusters, nInit, maxIter }: Extract<ModelSpec, { kind: 'kmeans' }>,
): { kind: 'typed' | 'tensorflow'; reason: string } {
  // Nanoseconds a row and round, measured on two cores over 10 to 20 rounds of rows without clusters,
  // where bounds spare the typed loops least; few features and clusters have a kernel of their own.
  const products = nClusters * width;
  const typedNs = isPaired(width, nClusters) ? 2 + 0.4 * products : 60 + 5 * width + 0.06 * products;
  const nativeNs = 150 + 5 * width + 0.5 * nClusters + 0.03 * products;
  const typedMs = (typedNs * rows) / 1e6;
  const nativeMs = (nativeNs * rows + 9 * REFERENCE_SPEEDS.callNs) / 1e6;
  const savedMs = (typedMs - nativeMs) * nInit * Math.min(maxIter, EXPECTED_ROUNDS);
  const sizes = `${rows.toLocaleString('en')} rows × ${nClusters.toLocaleString('en')} centres a round`;
  const times = `about ${shortMs(typedMs)} typed, ${shortMs(nativeMs)} in TensorFlow`;
  return {
    kind: savedMs > LOAD_MS ? 'tensorflow' : 'typed',
    reason: `${sizes}: ${times}${tooShort(savedMs)}`,
  };
}

export interface NetworkCost {
  readonly typedMs: number;
  readonly nativeMs: number;
  readonly weights: number;
  /** Native calls a step. */
  readonly calls: number;
}

/** Estimated milliseconds of a step on either kernel set, and what they are made of. */
export function networkCost(
  question: Pick<EngineQuestion, 'width' | 'rows' | 'training'>,
  model: NetworkSpec,
  { typedNs: typedSpeed, nativeNs: nativeSpeed, callNs }: EngineSpeeds,
): NetworkCost {
  let width = question.width;
  let weights = 0;
  let calls = 3;
  let typedNs = TYPED_STEP_NS;
  let nativeNs = 0;
  const { l1, l2 } = model.regularizer;
  for (const { units, activation, dropout } of model.layers) {
    const outputs = units * batchRows(question);
    const isGelu = activation === 'gelu';
    weights += (width + 1) * units;
    typedNs += outputs * (isGelu ? TYPED_GELU_NS : TYPED_ACTIVATION_NS);
    nativeNs += outputs * (isGelu ? NATIVE_GELU_NS : NATIVE_ACTIVATION_NS);
    calls += 10 + (isGelu ? GELU_CALLS : 0) + (l1 > 0 ? L1_CALLS : 0) + (l2 > 0 ? L2_CALLS : 0);
    if (dropout > 0) {
      calls += DROPOUT_CALLS;
      typedNs += outputs * DROPOUT_NS;
      nativeNs += outputs * DROPOUT_NS;
    }
    width = units;
  }
  // Forward, gradient by weights and gradient by inputs: three passes over the weights per row.
  const multiplyAdds = 3 * weights * batchRows(question) + 8 * weights;
  // A machine that multiplies faster is taken to be as much faster in the rest.
  const typedFactor = typedSpeed / REFERENCE_SPEEDS.typedNs;
  const nativeFactor = nativeSpeed / REFERENCE_SPEEDS.nativeNs;
  return {
    weights,
    typedMs: (typedFactor * (multiplyAdds * REFERENCE_SPEEDS.typedNs + typedNs)) / 1e6,
    nativeMs: (nativeFactor * (multiplyAdds * REFERENCE_SPEEDS.nativeNs + nativeNs) + calls * callNs) / 1e6,
    calls,
  };
}

function batchRows({ training, rows }: Pick<EngineQuestion, 'training' | 'rows'>): number {
  return Math.min(rows, training.batchSize ?? rows);
}

function shortMs(ms: number): string {
  return ms < 0.01 ? `${(ms * 1000).toPrecision(2)} µs` : `${Number(ms.toPrecision(2))} ms`;
}
