import {
  DROPOUT_NS,
  FORWARD_SHARE,
  MULTIPLY_ADD_NS,
  networkWork,
} from '../../../src-shared/models/network/work';
import { type CostQuestion, REFERENCE_SPEEDS, type CostEstimate } from '../contract/cost';

/** Nanoseconds of an activation through TensorFlow. */
const NATIVE_ACTIVATION_NS = 3;
const NATIVE_GELU_NS = 7;

/** Calls beside the ten of a layer: GELU is composed, dropout multiplies twice, a penalty has two or three. */
const GELU_CALLS = 10;
const DROPOUT_CALLS = 3;
const L2_CALLS = 2;
const L1_CALLS = 3;

/** Rows that TensorFlow measures in one pass, and the calls of a layer in it. */
const MEASURED_AT_ONCE = 8192;
const MEASURING_CALLS = 4;
/** From this part of a step's time on, measuring is named where the choice of an engine is explained. */
const NAMED_SHARE = 0.25;

const ON_ALL_ROWS = { sample: null, fullEvery: null } as const;

type NetworkCostQuestion = Omit<CostQuestion<'network'>, 'measuredRows' | 'measuring'>;

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
  const rows = batchRows(question);
  const { weights, multiplyAdds, restNs } = networkWork(model, question.width, rows);
  let calls = 3;
  let nativeNs = 0;
  const { l1, l2 } = model.regularizer;
  for (const { units, activation, dropout } of model.layers) {
    const outputs = units * rows;
    const isGelu = activation === 'gelu';
    nativeNs += outputs * (isGelu ? NATIVE_GELU_NS : NATIVE_ACTIVATION_NS);
    calls += 10 + (isGelu ? GELU_CALLS : 0) + (l1 > 0 ? L1_CALLS : 0) + (l2 > 0 ? L2_CALLS : 0);
    if (dropout > 0) {
      calls += DROPOUT_CALLS;
      nativeNs += outputs * DROPOUT_NS;
    }
  }
  // A machine that multiplies faster is taken to be as much faster in the rest.
  const typedFactor = typedSpeed / MULTIPLY_ADD_NS;
  const nativeFactor = nativeSpeed / REFERENCE_SPEEDS.nativeNs;
  return {
    weights,
    typedMs: (typedFactor * (multiplyAdds * MULTIPLY_ADD_NS + restNs)) / 1e6,
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
  const { measuredRows, training, measuring } = question;
  const { steps } = training;
  const batch = batchRows(question);
  // The last step is always measured, and on all rows.
  const each = Math.min(training.logEvery, steps);
  const { sample, fullEvery } = measuring ?? ON_ALL_ROWS;
  const logged = sample === null ? measuredRows : sample.trainRows + sample.validationRows;
  const looks = [{ rows: logged, each }];
  if (sample !== null) looks.push({ rows: measuredRows, each: Math.min(fullEvery ?? steps, steps) });
  const spent = looks.map(({ rows, each: every }) => {
    const look = measuringCost(question, rows);
    return { typedMs: look.typedMs / every, nativeMs: look.nativeMs / every };
  });
  const typedShare = spent.reduce((sum, look) => sum + look.typedMs, 0);
  const nativeShare = spent.reduce((sum, look) => sum + look.nativeMs, 0);
  const isNamed = typedShare > NAMED_SHARE * typedMs && logged > batch;
  const everyStep = each === 1 ? 'step' : `${each.toLocaleString('en')} steps`;
  const atEnd = sample === null ? '' : ` and ${countRows(measuredRows)} at the end`;
  const measured = `, ${countRows(logged)} measured every ${everyStep}${atEnd}`;
  return {
    kind: 'measured',
    typedMs: typedMs + typedShare,
    nativeMs: nativeMs + nativeShare,
    steps,
    size: `${countRows(batch)} × ${weights.toLocaleString('en')} weights a step${isNamed ? measured : ''}`,
    dependsOnSpeeds: true,
  };
}

function countRows(rows: number): string {
  return `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`;
}

/** Milliseconds of measuring the metrics of `rows` once on either kernel set: the way forward over them. */
function measuringCost(
  { model, speeds, width }: CostQuestion<'network'>,
  rows: number,
): Pick<NetworkCost, 'typedMs' | 'nativeMs'> {
  const { weights, measuredRowNs } = networkWork(model, width, rows);
  let nativeNs = weights * rows * REFERENCE_SPEEDS.nativeNs;
  for (const { units, activation } of model.layers) {
    nativeNs +=
      FORWARD_SHARE * units * rows * (activation === 'gelu' ? NATIVE_GELU_NS : NATIVE_ACTIVATION_NS);
  }
  const calls = Math.ceil(rows / MEASURED_AT_ONCE) * MEASURING_CALLS * model.layers.length;
  return {
    typedMs: (measuredRowNs * rows * speeds.typedNs) / MULTIPLY_ADD_NS / 1e6,
    nativeMs: ((nativeNs * speeds.nativeNs) / REFERENCE_SPEEDS.nativeNs + calls * speeds.callNs) / 1e6,
  };
}
