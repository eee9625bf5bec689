import type { KMeansSpec } from '../../../../src-shared/experiment/schema';
import { moveCenters, reassignCenters } from './batch-update';
import { batchBlocks, typedKernel } from './kernel';
import { meanVariance, squaredMove, type Points } from '../math';
import type { KMeansRounds, Start } from './rounds';
import { startCenters } from '../start/seeding';
import { chooseScaling, plainRanges, type Scaling } from '../wasm/scaling';
import { readTensor, type ModelState } from '../../contract/state';
import { Rng } from '../../numeric/rng';

/** Rows that a start is drawn from, in batches; as in scikit-learn. */
const INIT_BATCHES = 3;

/** What a start keeps from batch to batch. */
interface Memory {
  rng: Rng;
  /** [k]: weight of the rows that each centre is the mean of. */
  mass: Float64Array;
  smoothed: number;
  lowest: number;
  sinceLowest: number;
  rowsSinceReassigned: number;
}

/**
 * Mini-batch rounds (Sculley, "Web-scale k-means clustering", 2010, with the stopping and
 * reassigning rules of scikit-learn's MiniBatchKMeans): a batch of rows is drawn with replacement,
 * and each centre moves towards its rows of the batch by their share of all it ever got. A start
 * takes `maxIter` passes over the data at most; it ends when the centres move by at most `tol` of
 * the features' mean variance, or after `maxNoImprovement` batches without a lower smoothed J.
 * `inertia` is estimated from the batches, smoothed.
 * @param scaling of the points, where it is known
 * @param resume a state to go on from, with the start that it holds; null starts afresh
 */
export function miniBatchRounds(
  model: KMeansSpec,
  seed: number,
  points: Points,
  totalWeight: number,
  scaling: Scaling | undefined,
  resume: { readonly state: ModelState; readonly start: Start } | null,
): KMeansRounds {
  const k = model.nClusters;
  const { width } = points;
  const size = Math.min(model.batchSize ?? points.rows, points.rows);
  const blocks = batchBlocks(
    {
      values: new Float64Array(size * width),
      rows: size,
      width,
      weights: points.weights === null ? null : new Float64Array(size),
    },
    k,
    () => scaling ?? chooseScaling(plainRanges(points)),
  );
  const { values, weights, labels } = blocks;
  const chosen = new Int32Array(size);
  const previous = new Float64Array(k * width);
  const least = model.tol > 0 ? model.tol * meanVariance(points) : -1;
  const alpha = Math.min(1, (2 * size) / (points.rows + 1));
  const most = Math.max(1, Math.floor((model.maxIter * points.rows) / size));
  let relocated = 0;
  let memory = resume === null || resume.start.iteration === 0 ? fresh(0) : restored(resume.state, k);

  function fresh(restart: number): Memory {
    return {
      rng: Rng.derive(seed, `kmeans ${restart}`),
      mass: new Float64Array(k),
      smoothed: NaN,
      lowest: Infinity,
      sinceLowest: 0,
      rowsSinceReassigned: 0,
    };
  }

  function drawBatch(): number {
    let weight = 0;
    for (let i = 0; i < size; i++) {
      const row = memory.rng.integer(points.rows);
      chosen[i] = row;
      if (weights !== null) weights[i] = points.weights![row];
      weight += weights === null ? 1 : weights[i];
    }
    copyRows(points, chosen, values);
    return weight;
  }

  /** Labels the batch; returns its inertia. */
  function assign(centers: Float64Array): number {
    blocks.renew();
    blocks.setCenters(centers);
    let inertia = 0;
    for (let block = 0; block < blocks.count; block++) {
      blocks.run(block);
      inertia += blocks.readSums(block).inertia;
    }
    return inertia;
  }

  const batch = { values, rows: size, width, labels, weights };

  return {
    most,
    logsEach: false,
    draw: (restart, explicit) => {
      memory = fresh(restart);
      const few = Math.min(points.rows, Math.max(INIT_BATCHES * size, INIT_BATCHES * k));
      const from = few === points.rows ? points : someRows(points, few, memory.rng);
      // Drawn in any case: the batches come from the same stream.
      const { seeding } = typedKernel(from, { ...model, batchSize: null });
      const drawn = startCenters(model.init, from, k, memory.rng, seeding ?? undefined);
      return explicit?.slice() ?? drawn;
    },
    round(start) {
      previous.set(start.centers);
      const weight = drawBatch();
      const j = assign(start.centers) / (weight || 1);
      moveCenters(batch, start.centers, start.sizes, memory.mass, previous);
      memory.rowsSinceReassigned += size;
      if (model.reassignmentRatio > 0 && (memory.rowsSinceReassigned >= 10 * k || memory.mass.includes(0))) {
        memory.rowsSinceReassigned = 0;
        relocated += reassignCenters(batch, start.centers, memory.mass, memory.rng, model.reassignmentRatio);
      }
      start.iteration++;
      // The first batch tells of the draw, not of the model.
      const isFirst = start.iteration === 1;
      memory.smoothed =
        isFirst || Number.isNaN(memory.smoothed) ? j : memory.smoothed * (1 - alpha) + j * alpha;
      start.inertia = memory.smoothed * totalWeight;
      if (start.iteration >= most) return true;
      if (isFirst) {
        memory.smoothed = NaN;
        return false;
      }
      if (squaredMove(previous, start.centers) <= least) return true;
      memory.sinceLowest = memory.smoothed < memory.lowest ? 0 : memory.sinceLowest + 1;
      memory.lowest = Math.min(memory.lowest, memory.smoothed);
      return memory.sinceLowest >= model.maxNoImprovement;
    },
    takeRelocated: () => {
      const count = relocated;
      relocated = 0;
      return count;
    },
    state: () => ({
      tensors: { 'batch/mass': { shape: [k], data: memory.mass.slice() } },
      extra: {
        rng: memory.rng.state(),
        smoothed: Number.isFinite(memory.smoothed) ? memory.smoothed : null,
        lowest: Number.isFinite(memory.lowest) ? memory.lowest : null,
        sinceLowest: memory.sinceLowest,
        rowsSinceReassigned: memory.rowsSinceReassigned,
      },
    }),
  };
}

/** Doubles of a line of the processor's cache. */
const LINE = 8;

/**
 * Copies the chosen rows into `into`, one after the other. Rows that lie anywhere in gigabytes are waited
 * for: a number of each line is looked at first, of which many are fetched at a time.
 */
function copyRows({ values, width }: Points, chosen: Int32Array, into: Float64Array): void {
  let seen = 0;
  for (let i = 0; i < chosen.length; i++) {
    const from = chosen[i] * width;
    for (let at = from; at < from + width; at += LINE) seen += values[at];
  }
  // What was seen is used, so that looking is no dead code.
  into[0] = seen;
  for (let i = 0, at = 0; i < chosen.length; i++) {
    const from = chosen[i] * width;
    for (let j = from; j < from + width; j++, at++) into[at] = values[j];
  }
}

/** Different rows, drawn at random. */
function someRows(points: Points, count: number, rng: Rng): Points {
  const { width, weights } = points;
  const order = new Int32Array(points.rows);
  for (let row = 0; row < order.length; row++) order[row] = row;
  rng.shuffle(order);
  const values = new Float64Array(count * width);
  copyRows(points, order.subarray(0, count), values);
  return {
    values,
    rows: count,
    width,
    weights: weights === null ? null : Float64Array.from({ length: count }, (_, i) => weights[order[i]]),
  };
}

function restored(state: ModelState, k: number): Memory {
  const number = (name: string, otherwise: number): number => {
    const value = state.extra[name];
    return typeof value === 'number' ? value : otherwise;
  };
  const rngState = state.extra['rng'];
  return {
    rng: Rng.fromState(Array.isArray(rngState) ? rngState.map(Number) : []),
    mass: Float64Array.from(readTensor(state, 'batch/mass').data).subarray(0, k),
    smoothed: number('smoothed', NaN),
    lowest: number('lowest', Infinity),
    sinceLowest: number('sinceLowest', 0),
    rowsSinceReassigned: number('rowsSinceReassigned', 0),
  };
}
