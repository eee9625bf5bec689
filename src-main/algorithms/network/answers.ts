import { networkTask } from '../../../src-shared/experiment/schema';
import type { Prediction } from '../../../src-shared/run/live/frames';
import type { ModelContext } from '../contract/model-context';
import { NetworkMath } from './layers/passes';
import { trainingProducts } from './layers/products';
import { findLargest } from '../numeric/largest';
import { readLayers } from './state/state';
import type { Answer, AnswerColumns } from '../contract/answers';

const CHUNK = 1024;
/** From so many rows on the products in WebAssembly pay, which have the same bits. */
const MANY = 256;

/**
 * Answers to rows, by row number: the outputs in the target's units, or the probability of each class, and
 * the class where there are classes.
 * @param scaled [n][features]
 */
export function networkAnswers(
  context: ModelContext<'network'>,
  scaled: Float64Array,
): (row: number) => Answer {
  const readOutputs = outputReader(context, scaled);
  const readClass = classReader(context);
  const isOfClasses = networkTask(context.model).kind === 'classes';
  return (row) => {
    const outputs = readOutputs(row);
    const named = readClass === null ? {} : { class: readClass(outputs) };
    if (!isOfClasses) return { output: outputs.length === 1 ? outputs[0] : [...outputs], ...named };
    const probabilities = context.classes.map((name, u) => [String(name), outputs[u] ?? NaN] as const);
    return { ...named, probabilities: Object.fromEntries(probabilities) };
  };
}

/** Columns of predictions.csv and their values in a row: outputs, and the class where there is one. */
export function networkColumns(context: ModelContext<'network'>, scaled: Float64Array): AnswerColumns {
  const readOutputs = outputReader(context, scaled);
  const readClass = classReader(context);
  if (readClass === null) return { columns: ['output'], values: (row) => [...readOutputs(row)] };
  const isOfClasses = networkTask(context.model).kind === 'classes';
  return {
    columns: isOfClasses ? ['class', ...context.classes.map((name) => `p(${name})`)] : ['output', 'class'],
    values: (row) => {
      const outputs = readOutputs(row);
      return isOfClasses ? [readClass(outputs), ...outputs] : [...outputs, readClass(outputs)];
    },
  };
}

/** How the outputs name a class of the target; null where they stand for numbers. */
function classReader({
  classes,
  model,
}: ModelContext<'network'>): ((outputs: Float64Array) => number | string) | null {
  const task = networkTask(model);
  if (task.kind === 'classes') return (outputs) => classes[findLargest(outputs, 0, outputs.length)] ?? '';
  if (task.kind === 'numbers' || classes.length !== 2) return null;
  return (outputs) => classes[outputs[0] >= task.threshold ? 1 : 0];
}

/** The outputs for rows: the row's own, [units], which the next call may overwrite. */
export type RowOutputs = (row: number) => Float64Array;

/** Computes them in parts as rows are asked for in turn: many rows of many classes need no room at once. */
export function outputReader(context: ModelContext<'network'>, scaled: Float64Array): RowOutputs {
  const { model } = context;
  const width = context.featureNames.length;
  const layers = readLayers(model, context.state);
  const rows = scaled.length / width;
  const capacity = Math.min(CHUNK, rows);
  const activations = model.layers.map(({ activation }) => activation);
  const units = layers[layers.length - 1]?.units ?? 1;
  const plain = rows < MANY ? new NetworkMath(layers, activations, capacity) : null;
  const outputs = new Float64Array(capacity * units);
  let from = 0;
  let to = 0;
  return (row) => {
    if (row < from || row >= to) {
      from = row - (row % capacity);
      to = Math.min(rows, from + capacity);
      // Held only while it is needed: nobody says when the last row was asked for.
      const math =
        plain ?? new NetworkMath(layers, activations, capacity, trainingProducts(layers, capacity));
      outputs.set(math.forward(scaled, from, to - from).subarray(0, (to - from) * units));
      if (math !== plain) math.dispose();
    }
    return outputs.subarray((row - from) * units, (row - from + 1) * units);
  };
}

/** How an answer comes of the outputs: the largest of them, the output itself, or its side of a threshold. */
export function explainNetworkAnswer({ model, target }: ModelContext<'network'>, answer: Prediction): string {
  const named = answer.class === undefined ? '' : `"${answer.class}"`;
  const task = networkTask(model);
  if (task.kind === 'classes') return `The predicted class has the highest probability: ${named}.`;
  if (task.kind === 'numbers' || named === '')
    return `The output is the prediction${target === null ? '' : `, in units of "${target}"`}.`;
  const isSecond = typeof answer.output === 'number' && answer.output >= task.threshold;
  const { threshold } = task;
  return `The output is ${isSecond ? `at least ${threshold}` : `below ${threshold}`}: the class is ${named}.`;
}
