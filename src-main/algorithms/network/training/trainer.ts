import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import type { NetworkSpec } from '../../../../src-shared/experiment/schema';
import { measuringAll } from '../../../../src-shared/training/measuring';
import type { StreamedRows } from '../streamed/streamed-rows';
import { Batches, batchState, type BatchOrder } from './batches';
import { createDropout, type Dropout } from '../layers/dropout';
import { trainingContext } from '../../contract/model-context';
import { networkFrame } from '../picture';
import { initialWeights } from '../layers/initializers';
import { silenceUnseenInputs } from '../start/unseen-inputs';
import { Measurements, type MeasuredKernels } from '../measurements';
import {
  readBest,
  readLayers,
  networkState,
  readVariables,
  withBest,
  type BestState,
  type NetworkVariables,
} from '../state/state';
import { firstSlotValue, SLOTS } from './optimizers';
import { EarlyStopping, LearningRate } from './schedule';
import { inTargetUnits, withScaledTarget } from '../target-scaling';
import type { StepReport, Trainer, TrainerOptions, TrainingData } from '../../contract/trainer';
import type { ModelState } from '../../contract/state';

/** What a kernel set does of a network's training: it holds the variables and nothing else. */
export interface NetworkKernels extends MeasuredKernels {
  /**
   * One update.
   * @param rows of the batch; null: all training rows
   * @param step 1 for the first since the optimizer's slots were empty
   */
  update(rows: Int32Array | null, step: number, rate: number): void;
  /** Weights and slots as they stand; whoever keeps them copies them. */
  variables(): Pick<NetworkVariables, 'layers' | 'slots'>;
  /** False where a variable has overflowed, if that is cheap to tell. */
  areFinite(): boolean;
  /** Frees its memory; it is not used after it. */
  dispose(): void;
}

/** What is reported of a step that is logged. */
type MeasuredStep = Pick<StepReport, 'isOfSample' | 'ofSample'> & {
  readonly metrics: Record<string, number>;
};

/** Inputs of an engine's kernels: first or resumed variables, the order of batches, dropout. */
export interface NetworkStart {
  readonly variables: NetworkVariables;
  readonly batches: BatchOrder;
  readonly dropout: Dropout | null;
  /** Rows to be measured besides all; null: none. */
  readonly sample: TrainingData | null;
}

/**
 * A network's training, whichever kernels do the work: rates, logs, early stopping, state.
 * @param build makes the kernels for the data, whose target is as the network learns it
 * @param streamed where its rows come in blocks: `data` is a sample of them then, which steps are measured on;
 * null: it is all rows
 */
export function createNetworkTrainer(
  model: NetworkSpec,
  options: TrainerOptions,
  build: (start: NetworkStart, data: TrainingData) => NetworkKernels,
  streamed: StreamedRows | null = null,
): Trainer {
  const { training, seed, resume, measuring = measuringAll(training.logEvery) } = options;
  const data = withScaledTarget(options.data);
  const variables = resume === null ? fresh(model, data, seed) : readVariables(model, resume);
  const batches =
    streamed ?? new Batches(data.trainRows, training.batchSize, seed, batchState(resume?.extra['batches']));
  const dropout = createDropout(model, seed, resume?.extra['dropout']);
  const { learningRate } = model.optimizer;
  const rate = new LearningRate(model.schedule, learningRate, training.steps, resume?.extra['schedule']);
  const early =
    training.earlyStopping === null
      ? null
      : new EarlyStopping(training.earlyStopping, resume?.extra['earlyStopping']);
  let best: BestState | null = early === null || resume === null ? null : readBest(resume);
  const measurements = new Measurements(model, data, measuring, seed);
  const { names, sample } = measurements;
  const kernels = build({ variables, batches, dropout, sample }, streamed?.data ?? data);
  const watched = data.rows > data.trainRows ? 'valLoss' : 'loss';
  let step = variables.step;
  /** The step at which the optimizer's slots were empty: not 0 in a fork with another optimizer. */
  const slotsFrom = Number(resume?.extra['slotsFrom'] ?? 0);
  // Those of a step that the state to resume had behind it are in that state.
  const planned = (options.rateChanges ?? []).filter((change) => change.step >= step);
  /** The best state once training is over, under the step that it ended with. */
  let kept: ModelState | null = null;

  const withRate = (values: Record<string, number>): Record<string, number> =>
    rate.isConstant ? values : { ...values, learningRate: rate.at(Math.max(1, step)) };
  const measureAll = (): Record<string, number> => withRate(measurements.all(kernels));

  /** The figures of a logged step; of the last one, and of some others, those of all rows beside the sample's. */
  function measured(isLast: boolean): MeasuredStep {
    const usual = withRate(measurements.usual(kernels));
    if (sample === null) return { metrics: usual };
    if (streamed !== null) return { metrics: usual, isOfSample: true };
    if (isLast || measurements.isFull(step)) return { metrics: measureAll(), ofSample: usual };
    return { metrics: usual, isOfSample: true };
  }

  /** Metrics of the best model on all rows; it may have been chosen by a sample of them. */
  function bestMetrics({ state: chosen, metrics }: BestState): Readonly<Record<string, number>> {
    if (sample === null) return metrics;
    return { ...metrics, ...measurements.all(kernels, readLayers(model, chosen)) };
  }

  function current(): ModelState {
    const schedule = rate.state();
    return networkState(model, { ...kernels.variables(), step }, batches.state(), {
      ...(dropout === null ? {} : { dropout: dropout.state() }),
      ...(schedule === null ? {} : { schedule }),
      ...(early === null ? {} : { earlyStopping: early.state() }),
      ...(slotsFrom === 0 ? {} : { slotsFrom }),
    });
  }

  function state(): ModelState {
    if (kept !== null) return kept;
    return best === null ? current() : withBest(current(), best);
  }

  /** Shows a logged loss to what watches it, and keeps the state where it is the best so far. */
  function watch(logged: Readonly<Record<string, number>>): void {
    const loss = logged[watched] ?? NaN;
    rate.see(loss, step);
    if (early?.see(loss, step) === true) best = { state: current(), metrics: logged };
  }

  const isOver = (): boolean => early !== null && step % training.logEvery === 0 && early.isOver(step);

  return {
    totalSteps: training.steps,
    metricNames: rate.isConstant ? names : [...names, 'learningRate'],
    historyColumns: [],
    async *train(control) {
      while (step < training.steps && !isOver()) {
        const rows = batches.isFull ? null : batches.next();
        if (rows === null && streamed !== null) {
          await streamed.load();
          continue;
        }
        while (planned[0]?.step === step) rate.change(planned.shift()!.learningRate, step);
        step++;
        kernels.update(rows, step - slotsFrom, rate.at(step));
        const due = control.due();
        const isLast = step === training.steps;
        const isSaved =
          isLast || isCheckpoint(step, training.checkpointEvery) || control.shouldYield?.(step) === true;
        const isDue = step % training.logEvery === 0 || measurements.isFull(step);
        const logged = isLast || isDue ? measured(isLast) : null;
        const report: StepReport = { step, history: null, metrics: null, ...logged };
        const loss = logged?.metrics['loss'] ?? 0;
        if (!Number.isFinite(loss)) {
          yield report;
          throw divergedAt(step, loss, data);
        }
        // Not yielded: a checkpoint of weights that are no numbers would take the good one's place.
        if (isSaved && !kernels.areFinite())
          throw divergedAt(step, measurements.all(kernels)['loss'] ?? NaN, data);
        if (logged !== null) watch(logged.ofSample ?? logged.metrics);
        if ((isLast || isOver()) && streamed === null) yield { ...report, isLast: true };
        else if (logged !== null || isSaved || due) yield report;
      }
      const layers = best === null ? undefined : readLayers(model, best.state);
      const streamedMetrics =
        streamed === null
          ? null
          : withRate(yield* streamed.measure(model, kernels, measurements.ofAll, step, layers));
      if (best === null) {
        if (streamedMetrics !== null) yield { step, metrics: streamedMetrics, history: null, isLast: true };
        return;
      }
      kept = { ...best.state, step };
      const metrics = streamedMetrics ?? bestMetrics(best);
      yield { step, metrics, history: null, restoredFrom: best.state.step };
    },
    ...(sample === null || streamed !== null ? {} : { measureAll }),
    setLearningRate: (next) => {
      while (planned[0]?.step === step) planned.shift();
      rate.change(next, step);
    },
    state,
    frame: (_, picture) => {
      const shown = inTargetUnits(model, kept ?? current(), data.targetScaler);
      return networkFrame(trainingContext<'network'>(model, options.data, shown), picture);
    },
    result: () => ({
      kind: 'network',
      parameterCount: variables.layers.reduce((sum, { inputs, units }) => sum + (inputs + 1) * units, 0),
      shapes: variables.layers.map(({ inputs, units }) => [inputs, units]),
      ...(kept === null || best === null ? {} : { bestStep: best.state.step }),
    }),
    dispose: () => {
      streamed?.close();
      kernels.dispose();
    },
  };
}

/** What to throw when a loss is not a number any more; the row of that step is logged before. */
function divergedAt(step: number, loss: number, { scaler }: TrainingData): Error {
  const isScaled = [scaler.kind, ...(scaler.kinds ?? [])].every((kind) => kind !== 'none');
  const what = Number.isFinite(loss)
    ? sentence('The weights became infinite')
    : sentence('The loss became {loss}', { loss: String(loss) });
  return fail(
    'diverged',
    isScaled
      ? sentence('{what} at step {step}: try a smaller learning rate. The last checkpoint is kept.', {
          what,
          step,
        })
      : sentence(
          '{what} at step {step}: try a smaller learning rate, or scale the features. The last checkpoint is kept.',
          { what, step },
        ),
    { field: 'model.optimizer.learningRate' },
  );
}

function isCheckpoint(step: number, every: number): boolean {
  return every > 0 && step % every === 0;
}

/** First variables of a run: drawn weights, and slots that have seen nothing. */
function fresh(model: NetworkSpec, data: TrainingData, seed: number): NetworkVariables {
  const layers = initialWeights(model, data.width, seed);
  silenceUnseenInputs(layers[0], data);
  const variables = layers.flatMap(({ kernel, bias }) => [kernel, bias]);
  const slots = variables.map(({ length }) =>
    SLOTS[model.optimizer.kind].map(() => new Float64Array(length).fill(firstSlotValue(model.optimizer))),
  );
  return { layers, slots, step: 0 };
}
