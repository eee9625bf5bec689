import { type CostQuestion, REFERENCE_SPEEDS, type CostEstimate } from '../contract/cost';

/** Measured there as well: an activation and the rest of a step in typed loops. */
const TYPED_ACTIVATION_NS = 12;
const TYPED_GELU_NS = 54;
const TYPED_STEP_NS = 800;

/** Nanoseconds of an activation through TensorFlow. */
const NATIVE_ACTIVATION_NS = 3;
const NATIVE_GELU_NS = 7;

/** Drawing one factor of a dropout mask, which both do in JavaScript. */
const DROPOUT_NS = 15;

/** Calls beside the ten of a layer: GELU is composed, dropout multiplies twice, a penalty has two or three. */
const GELU_CALLS = 10;
const DROPOUT_CALLS = 3;
const L2_CALLS = 2;
const L1_CALLS = 3;

/** Rows that TensorFlow measures in one pass, and the calls of a layer in it. */
const MEASURED_AT_ONCE = 8192;
const MEASURING_CALLS = 4;
/** Part of an activation's time, as counted above, that is spent on the way forward. */
const FORWARD_SHARE = 0.5;
/** From this part of a step's time on, measuring is named where the choice of an engine is explained. */
const NAMED_SHARE = 0.25;

type NetworkCostQuestion = Omit<CostQuestion<'network'>, 'measuredRows'>;

/** Estimated cost of one step of a network on both engines, and the counts behind it. */
export interface NetworkCost {
  /** Milliseconds on typed arrays, and in TensorFlow. */
  readonly typedMs: number;
  readonly nativeMs: number;
  /** Weights and biases of the network. */
  readonly weights: number;
  /** Native calls a step. */
  readonly calls: number;
}

/** Estimated milliseconds of a step on either kernel set, and what they are made of. */
export function networkCost({ model, speeds, ...question }: NetworkCostQuestion): NetworkCost {
  const { typedNs: typedSpeed, nativeNs: nativeSpeed, callNs } = speeds;
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

function batchRows({ training, rows }: Pick<NetworkCostQuestion, 'training' | 'rows'>): number {
  return Math.min(rows, training.batchSize ?? rows);
}

/**
 * Cost of a network's training by the speeds of the machine: a step, and the part of measuring its
 * metrics that falls to it, which on many rows is more than the step.
 */
export function estimateNetworkCost(question: CostQuestion<'network'>): CostEstimate {
  const { typedMs, nativeMs, weights } = networkCost(question);
  const { measuredRows } = question;
  const { logEvery, steps } = question.training;
  const measuring = measuringCost(question);
  // The last step is always measured.
  const each = Math.min(logEvery, steps);
  const batch = batchRows(question);
  const isNamed = measuring.typedMs / each > NAMED_SHARE * typedMs && measuredRows > batch;
  return {
    kind: 'measured',
    typedMs: typedMs + measuring.typedMs / each,
    nativeMs: nativeMs + measuring.nativeMs / each,
    steps,
    size: `${countRows(batch)} × ${weights.toLocaleString('en')} weights a step${isNamed ? `, ${countRows(measuredRows)} measured every ${each === 1 ? 'step' : `${each.toLocaleString('en')} steps`}` : ''}`,
    dependsOnSpeeds: true,
  };
}

function countRows(rows: number): string {
  return `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`;
}

/** Milliseconds of measuring the metrics once on either kernel set: the way forward over all rows. */
function measuringCost({
  model,
  speeds,
  measuredRows,
  ...question
}: CostQuestion<'network'>): Pick<NetworkCost, 'typedMs' | 'nativeMs'> {
  let width = question.width;
  let typedNs = 0;
  let nativeNs = 0;
  for (const { units, activation } of model.layers) {
    const multiplyAdds = (width + 1) * units * measuredRows;
    const outputs = FORWARD_SHARE * units * measuredRows;
    const isGelu = activation === 'gelu';
    typedNs +=
      multiplyAdds * REFERENCE_SPEEDS.typedNs + outputs * (isGelu ? TYPED_GELU_NS : TYPED_ACTIVATION_NS);
    nativeNs +=
      multiplyAdds * REFERENCE_SPEEDS.nativeNs + outputs * (isGelu ? NATIVE_GELU_NS : NATIVE_ACTIVATION_NS);
    width = units;
  }
  const calls = Math.ceil(measuredRows / MEASURED_AT_ONCE) * MEASURING_CALLS * model.layers.length;
  return {
    typedMs: (typedNs * speeds.typedNs) / REFERENCE_SPEEDS.typedNs / 1e6,
    nativeMs: ((nativeNs * speeds.nativeNs) / REFERENCE_SPEEDS.nativeNs + calls * speeds.callNs) / 1e6,
  };
}
