import { fail } from '../../src-shared/errors';
import type { NetworkSpec } from '../../src-shared/experiment/schema';
import { Batches, batchState } from './batches';
import { evaluationOf, pictureOf } from './evaluate';
import { initialWeights } from './initializers';
import { LOSS_TABLE, weightOf } from './losses';
import { NetworkMath } from './network-math';
import { networkState, variablesOf, type NetworkVariables } from './network-state';
import { SLOTS, updateVariable } from './optimizers';
import type { StepReport, Trainer, TrainerOptions, TrainingData } from './trainer';

/** Rows of one pass: memory then depends on the layers, not on how many rows a batch has. */
const PASS_ROWS = 1024;

/** Names of the metrics a network logs, in the order of metrics.csv. */
export function networkMetricNames(model: NetworkSpec, data: TrainingData): string[] {
  const kinds = isBinary(model, data) ? ['loss', 'accuracy'] : ['loss'];
  if (data.rows === data.trainRows) return kinds;
  return kinds.flatMap((name) => [name, `val${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`]);
}

/** True where the output is a class: one sigmoid unit and targets of only 0 and 1. */
export function isBinary(model: NetworkSpec, data: TrainingData): boolean {
  const last = model.layers[model.layers.length - 1];
  if (last?.activation !== 'sigmoid' || data.target === null) return false;
  return data.target.every((value) => value === 0 || value === 1);
}

/** Metrics from the outputs of every row, training rows first; each row counts by its weight. */
export function networkMetrics(
  model: NetworkSpec,
  data: TrainingData,
  outputs: Float64Array,
): Record<string, number> {
  const metrics: Record<string, number> = {};
  const binary = isBinary(model, data);
  const part = (from: number, to: number, loss: string, accuracy: string): void => {
    const y = outputs.subarray(from, to);
    const t = (data.target ?? new Float64Array(0)).subarray(from, to);
    const w = data.weights?.subarray(from, to) ?? null;
    metrics[loss] = LOSS_TABLE[model.loss].mean(y, t, to - from, w);
    if (!binary) return;
    let right = 0;
    for (let i = 0; i < y.length; i++) if (y[i]! >= 0.5 === (t[i] === 1)) right += w?.[i] ?? 1;
    metrics[accuracy] = right / weightOf(w, 0, y.length);
  };
  part(0, data.trainRows, 'loss', 'accuracy');
  if (data.rows > data.trainRows) part(data.trainRows, data.rows, 'valLoss', 'valAccuracy');
  return metrics;
}

/** What to throw when a loss is not a number any more; the row of that step is logged before. */
export function divergedAt(step: number, loss: number): Error {
  const what = Number.isFinite(loss) ? 'The weights became infinite' : `The loss became ${loss}`;
  return fail(
    'diverged',
    `${what} at step ${step}: try a smaller learning rate, or scale the features. The last checkpoint is kept.`,
    { field: 'model.optimizer.learningRate' },
  );
}

/** False where a weight or an optimizer's slot has overflowed. */
function areFinite({ layers, slots }: NetworkVariables): boolean {
  const all = [...layers.flatMap(({ kernel, bias }) => [kernel, bias]), ...slots.flat()];
  return all.every((values) => values.every(Number.isFinite));
}

/** A network trained on typed arrays by backpropagation (Rumelhart, Hinton and Williams 1986). */
export function createTypedNetwork(model: NetworkSpec, options: TrainerOptions): Trainer {
  const { data, training, seed, resume } = options;
  const target = data.target ?? new Float64Array(0);
  const activations = model.layers.map(({ activation }) => activation);
  const start: NetworkVariables = resume === null ? fresh(model, data, seed) : variablesOf(model, resume);
  const batches = new Batches(data.trainRows, training.batchSize, seed, batchState(resume?.extra['batches']));
  const math = new NetworkMath(start.layers, activations, Math.min(data.rows, PASS_ROWS));
  const batchX = batches.isFull ? data.features : new Float64Array(batches.size * data.width);
  const batchY = batches.isFull ? target : new Float64Array(batches.size);
  const { weights } = data;
  const batchW = weights === null || batches.isFull ? weights : new Float64Array(batches.size);
  const outputs = new Float64Array(data.rows);
  let step = start.step;

  function gather(): number {
    if (batches.isFull) return data.trainRows;
    const rows = batches.next();
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      for (let j = 0; j < data.width; j++) batchX[i * data.width + j] = data.features[row * data.width + j]!;
      batchY[i] = target[row]!;
      if (weights !== null && batchW !== null) batchW[i] = weights[row]!;
    }
    return rows.length;
  }

  function update(): void {
    const rows = gather();
    const total = weightOf(batchW, 0, rows);
    for (let from = 0; from < rows; from += math.capacity) {
      const part = Math.min(math.capacity, rows - from);
      math.forward(batchX, from, part);
      math.backward(batchX, batchY, part, model.loss, from, total, batchW);
    }
    step++;
    for (let l = 0; l < start.layers.length; l++) {
      const { kernel, bias } = start.layers[l]!;
      updateVariable(model.optimizer, kernel, math.kernelGradients[l]!, start.slots[2 * l]!, step);
      updateVariable(model.optimizer, bias, math.biasGradients[l]!, start.slots[2 * l + 1]!, step);
    }
  }

  function metrics(): Record<string, number> {
    for (let from = 0; from < data.rows; from += math.capacity) {
      const rows = Math.min(math.capacity, data.rows - from);
      outputs.set(math.forward(data.features, from, rows).subarray(0, rows), from);
    }
    return networkMetrics(model, data, outputs);
  }

  const current = (): ReturnType<typeof networkState> =>
    networkState(model, { layers: start.layers, slots: start.slots, step }, batches.state());

  return {
    totalSteps: training.steps,
    metricNames: networkMetricNames(model, data),
    historyColumns: [],
    async *train(control) {
      while (step < training.steps) {
        update();
        const due = control.due();
        const isLast = step === training.steps;
        const isSaved = isLast || isCheckpoint(step, training.checkpointEvery);
        const logged = isLast || step % training.logEvery === 0 ? metrics() : null;
        const report: StepReport = { step, metrics: logged, history: null };
        if (logged !== null && !Number.isFinite(logged['loss'])) {
          yield report;
          throw divergedAt(step, logged['loss'] ?? NaN);
        }
        // Not yielded: a checkpoint of weights that are no numbers would take the good one's place.
        if (isSaved && !areFinite(start)) throw divergedAt(step, metrics()['loss'] ?? NaN);
        if (logged !== null || isSaved || due) yield report;
      }
    },
    state: current,
    frame: (sample) => pictureOf(evaluationOf(options, current()), sample),
    result: () => networkResult(start.layers),
    dispose: () => undefined,
  };
}

export function networkResult(
  layers: readonly { readonly inputs: number; readonly units: number }[],
): ReturnType<Trainer['result']> {
  return {
    kind: 'network',
    parameterCount: layers.reduce((sum, { inputs, units }) => sum + (inputs + 1) * units, 0),
    shapes: layers.map(({ inputs, units }) => [inputs, units]),
  };
}

export function isCheckpoint(step: number, every: number): boolean {
  return every > 0 && step % every === 0;
}

/** First variables of a run: drawn weights and empty slots. */
export function fresh(model: NetworkSpec, data: TrainingData, seed: number): NetworkVariables {
  const layers = initialWeights(model, data.width, seed);
  const variables = layers.flatMap(({ kernel, bias }) => [kernel, bias]);
  const slots = variables.map(({ length }) =>
    SLOTS[model.optimizer.kind].map(() => new Float64Array(length)),
  );
  return { layers, slots, step: 0 };
}
