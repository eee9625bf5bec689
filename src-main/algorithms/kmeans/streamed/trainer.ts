import { fail } from '../../../../src-shared/errors';
import type { KMeansSpec } from '../../../../src-shared/experiment/schema';
import { trainingContext } from '../../contract/model-context';
import { readTensor, type ModelState } from '../../contract/state';
import type { StepReport, Trainer } from '../../contract/trainer';
import type { StreamedTrainerOptions } from '../../contract/training-rules';
import { Rng } from '../../numeric/rng';
import { unscaleRows } from '../../numeric/scaling';
import { sumWeights } from '../../numeric/weights';
import { EVALUATION, lookedAtRows, StreamedBatches, type StreamedBatch } from '../../streamed/batches';
import { clusterPicture } from '../answers';
import { assign, trainingPoints } from '../math';
import { moveCenters, reassignCenters } from '../rounds/batch-update';
import { typedKernel } from '../rounds/kernel';
import { startCenters } from '../start/seeding';

/** Rows of a batch where the experiment names none: scikit-learn's. */
const BATCH_ROWS = 1024;

/** What changes from step to step. */
interface Progress {
  step: number;
  /** [k][width], scaled. */
  readonly centers: Float64Array;
  /** [k]: weight of the rows that each centre is the mean of. */
  readonly mass: Float64Array;
  /** [k]: rows of each cluster in the last batch; of all rows once they were counted. */
  readonly sizes: Int32Array;
  readonly rng: Rng;
  /** J of the batches, smoothed; NaN before the first. */
  smoothed: number;
  rowsSinceReassigned: number;
  relocated: number;
  /** Inertia of all training rows, once it was measured. */
  inertia: number | null;
}

/**
 * k-means on rows that come in blocks: Sculley's mini-batch update with scikit-learn's reassigning
 * (`MiniBatchKMeans.partial_fit`). A batch is the next rows of a shuffled block, where a table that is held
 * draws with replacement; there is one start, drawn by k-means++ from the held sample, and it ends after so
 * many passes whatever the centres do. `inertia` on the way is estimated from the batches, smoothed; at the
 * end it is that of all training rows to the last centres, as are the sizes.
 */
export function createStreamedKMeans(model: KMeansSpec, options: StreamedTrainerOptions): Trainer {
  const { data, seed, resume, stream, passes, training } = options;
  if (model.init === 'rows')
    throw fail(
      'invalid-experiment',
      'Rows that are streamed cannot be started from by their numbers: choose k-means++ or random.',
      { field: 'model.init' },
    );
  const k = model.nClusters;
  const { width } = data;
  const size = Math.max(k, Math.min(model.batchSize ?? BATCH_ROWS, stream.training.rows));
  const at: Progress = resume === null ? begun(model, options) : restored(resume, k);
  const batches = new StreamedBatches(stream, { size, width, seed, step: at.step });
  const total = passes * batches.perPass;
  const alpha = Math.min(1, (2 * size) / (stream.training.rows + 1));
  const values = new Float64Array(size * width);
  const weights = data.weights === null ? null : new Float64Array(size);
  const labels = new Int32Array(size);
  const distances = new Float64Array(size);
  const previous = new Float64Array(k * width);

  /** Copies a batch to where it is worked on; returns its weight. */
  function copy({ block, rows }: StreamedBatch): number {
    for (let i = 0, to = 0; i < rows.length; i++) {
      const from = rows[i] * width;
      for (let j = 0; j < width; j++) values[to++] = block.features[from + j];
      if (weights !== null && block.weights !== null) weights[i] = block.weights[rows[i]];
    }
    return sumWeights(weights, 0, rows.length);
  }

  function update(batch: StreamedBatch): void {
    const weight = copy(batch);
    const rows = batch.rows.length;
    const points = { values, rows, width, weights };
    const j = assign(points, at.centers, labels, distances) / (weight || 1);
    previous.set(at.centers);
    const labelled = { ...points, labels };
    moveCenters(labelled, at.centers, at.sizes, at.mass, previous);
    at.rowsSinceReassigned += rows;
    if (model.reassignmentRatio > 0 && (at.rowsSinceReassigned >= 10 * k || at.mass.includes(0))) {
      at.rowsSinceReassigned = 0;
      at.relocated += reassignCenters(labelled, at.centers, at.mass, at.rng, model.reassignmentRatio);
    }
    at.smoothed = Number.isNaN(at.smoothed) ? j : at.smoothed * (1 - alpha) + j * alpha;
  }

  const metrics = (): Record<string, number> => {
    const inertia = at.inertia ?? at.smoothed * stream.training.weight;
    return { inertia, meanSquaredDistance: inertia / stream.training.weight, nIter: at.step };
  };
  const historyRow = (): number[] => [1, ...unscaleRows(at.centers, width, data.scaler)];
  const state = (): ModelState => ({
    kind: 'kmeans',
    step: at.step,
    tensors: {
      centers: { shape: [k, width], data: at.centers.slice() },
      sizes: { shape: [k], data: at.sizes.slice() },
      'batch/mass': { shape: [k], data: at.mass.slice() },
    },
    extra: {
      restart: at.inertia === null ? 0 : 1,
      iteration: at.step,
      inertia: at.inertia,
      relocated: at.relocated,
      starts: at.inertia === null ? [] : [[at.inertia, at.step]],
      rng: at.rng.state(),
      smoothed: Number.isFinite(at.smoothed) ? at.smoothed : null,
      rowsSinceReassigned: at.rowsSinceReassigned,
    },
  });

  /** Inertia and sizes of all training rows, block by block. */
  async function* measure(): AsyncGenerator<StepReport, void, void> {
    const counted = new Float64Array(k);
    const most = lookedAtRows(width);
    const label = new Int32Array(most);
    const distance = new Float64Array(most);
    let inertia = 0;
    let seen = 0;
    for await (const block of stream.read('training', { rows: most })) {
      const points = { values: block.features, rows: block.rows, width, weights: block.weights };
      inertia += assign(points, at.centers, label, distance);
      for (let row = 0; row < block.rows; row++) counted[label[row]]++;
      seen += block.rows;
      const stage = { label: EVALUATION, share: seen / stream.training.rows };
      yield { step: at.step, metrics: null, history: null, stage };
    }
    at.sizes.set(counted);
    at.inertia = inertia;
  }

  return {
    totalSteps: total,
    metricNames: ['inertia', 'meanSquaredDistance', 'nIter'],
    historyColumns: [
      'restart',
      ...Array.from({ length: k }, (_, c) => data.featureNames.map((name) => `c${c}.${name}`)).flat(),
    ],
    async *train(control) {
      while (at.step < total) {
        const batch = batches.take();
        if (batch === null) {
          await batches.load();
          continue;
        }
        const start = at.step === 0 ? { start: historyRow() } : {};
        update(batch);
        at.step++;
        const isDue = control.due();
        const { checkpointEvery, logEvery } = training;
        const isLogged = at.step < total && (at.step % logEvery === 0 || at.step === 1);
        const isSaved = checkpointEvery > 0 && at.step % checkpointEvery === 0;
        if (isLogged)
          yield { step: at.step, metrics: metrics(), isOfSample: true, history: historyRow(), ...start };
        else if (isDue || isSaved || at.step === total) yield { step: at.step, metrics: null, history: null };
      }
      if (at.inertia !== null) return;
      yield* measure();
      yield { step: at.step, metrics: metrics(), history: historyRow(), isLast: true };
    },
    state,
    frame: (sample) => clusterPicture(trainingContext<'kmeans'>(model, data, state()), sample),
    result: () => {
      const raw = unscaleRows(at.centers, width, data.scaler);
      return {
        kind: 'kmeans',
        clusterCenters: Array.from({ length: k }, (_, c) => [...raw.subarray(c * width, (c + 1) * width)]),
        clusterSizes: [...at.sizes],
        starts: at.inertia === null ? [] : [{ inertia: at.inertia, nIter: at.step }],
        bestStart: at.inertia === null ? null : 1,
        relocated: at.relocated,
      };
    },
    dispose: () => {
      batches.close();
    },
  };
}

function begun(model: KMeansSpec, { data, seed }: StreamedTrainerOptions): Progress {
  const k = model.nClusters;
  const rng = Rng.derive(seed, 'kmeans 0');
  const points = trainingPoints(data);
  const kernel = typedKernel(points, { ...model, batchSize: null });
  const centers = startCenters(model.init, points, k, rng, kernel.seeding ?? undefined);
  kernel.dispose();
  return {
    step: 0,
    centers,
    mass: new Float64Array(k),
    sizes: new Int32Array(k),
    rng,
    smoothed: NaN,
    rowsSinceReassigned: 0,
    relocated: 0,
    inertia: null,
  };
}

function restored(state: ModelState, k: number): Progress {
  const { extra } = state;
  const number = (name: string, otherwise: number): number => {
    const value = extra[name];
    return typeof value === 'number' ? value : otherwise;
  };
  return {
    step: state.step,
    centers: Float64Array.from(readTensor(state, 'centers').data),
    mass: Float64Array.from(readTensor(state, 'batch/mass').data).subarray(0, k),
    sizes: Int32Array.from(readTensor(state, 'sizes').data),
    rng: Rng.fromState(Array.isArray(extra['rng']) ? extra['rng'].map(Number) : []),
    smoothed: number('smoothed', NaN),
    rowsSinceReassigned: number('rowsSinceReassigned', 0),
    relocated: number('relocated', 0),
    inertia: typeof extra['inertia'] === 'number' ? extra['inertia'] : null,
  };
}
