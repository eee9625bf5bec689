import type { KMeansSpec } from '../../src-shared/experiment/schema';
import { evaluationOf, pictureOf } from './evaluate';
import {
  assign,
  plusPlusCenters,
  randomCenters,
  trainingPoints,
  updateCenters,
  type Points,
} from './kmeans-math';
import { weightOf } from './losses';
import { unscaleRows } from './math';
import { tensorOf } from './network-state';
import { Rng } from './rng';
import type { ModelState, Trainer, TrainerOptions } from './trainer';

export const KMEANS_METRICS = ['inertia', 'meanSquaredDistance', 'nIter'] as const;

/** One assign-and-update round, by whichever engine. */
export interface KMeansKernel {
  /** Labels every training row against `centers`; returns the inertia before the update. */
  assign(centers: Float64Array, labels: Int32Array, distances: Float64Array): number;
  /** Moves `centers` to the means of `labels`' rows and fills `sizes`. */
  update(centers: Float64Array, labels: Int32Array, distances: Float64Array, sizes: Int32Array): void;
  dispose(): void;
}

export function typedKernel(points: Points): KMeansKernel {
  return {
    assign: (centers, labels, distances) => assign(points, centers, labels, distances),
    update: (centers, labels, distances, sizes) => {
      updateCenters(points, labels, distances, centers, sizes);
    },
    dispose: () => undefined,
  };
}

interface Start {
  restart: number;
  /** Rounds of this start. */
  iteration: number;
  inertia: number;
  centers: Float64Array;
  sizes: Int32Array;
}

/**
 * Lloyd's algorithm (1982) with restarts. `step` counts the rounds of all restarts. A round
 * assigns every row to its nearest centre, then moves the centres; J = inertia / rows (with sample
 * weights: both by weight) is the mean squared distance of a row to the centre it was assigned to,
 * so it never grows within a start. A
 * start ends after `maxIter` rounds, when J falls by less than `tol` of itself, or when no row
 * changes its cluster. The start with the lowest final inertia is the result.
 */
export function createKMeans(model: KMeansSpec, options: TrainerOptions, kernel: KMeansKernel): Trainer {
  const { data, seed, resume } = options;
  const points = trainingPoints(data);
  const totalWeight = weightOf(points.weights, 0, points.rows);
  const k = model.nClusters;
  const labels = new Int32Array(points.rows);
  const lastLabels = new Int32Array(points.rows).fill(-1);
  const distances = new Float64Array(points.rows);
  let step = resume?.step ?? 0;
  let current =
    resume === null
      ? begin(0)
      : // A fork with more starts goes on with one that has no centres yet.
        resume.extra['isFresh'] === true
        ? begin(Number(resume.extra['restart']))
        : restored(resume);
  let best: Start | null = resume === null ? null : restoredBest(resume);
  let previousCenters =
    resume === null ? current.centers.slice() : Float64Array.from(tensorOf(resume, 'previous/centers').data);
  // A restored start knows its centres, not its labels: its last round, made again, brings them back.
  if (current.iteration > 0) {
    const again = previousCenters.slice();
    kernel.assign(again, lastLabels, distances);
    kernel.update(again, lastLabels, distances, new Int32Array(k));
  }

  function begin(restart: number): Start {
    const rng = Rng.derive(seed, `kmeans ${restart}`);
    const drawn =
      model.init === 'k-means++' ? plusPlusCenters(points, k, rng) : randomCenters(points, k, rng);
    const centers =
      restart === 0 && options.initialCenters !== undefined ? options.initialCenters.slice() : drawn;
    lastLabels.fill(-1);
    return { restart, iteration: 0, inertia: Infinity, centers, sizes: new Int32Array(k) };
  }

  /** One round; true when the start is over. */
  function round(): boolean {
    previousCenters = current.centers.slice();
    const before = current.inertia;
    current.inertia = kernel.assign(current.centers, labels, distances);
    const moved = !sameLabels(labels, lastLabels);
    if (moved) kernel.update(current.centers, labels, distances, current.sizes);
    lastLabels.set(labels);
    current.iteration++;
    step++;
    if (!moved || current.iteration >= model.maxIter) return true;
    return model.tol > 0 && before - current.inertia <= model.tol * before && Number.isFinite(before);
  }

  /** The last centres' own inertia and sizes, after the start's last update. */
  function settle(): void {
    current.inertia = kernel.assign(current.centers, labels, distances);
    current.sizes.fill(0);
    for (let row = 0; row < labels.length; row++) current.sizes[labels[row]!]!++;
    if (best === null || current.inertia < best.inertia) {
      best = { ...current, centers: current.centers.slice(), sizes: current.sizes.slice() };
    }
  }

  const shown = (): Start => {
    const isOver = current.restart >= model.nInit;
    return isOver || current.iteration === 0 ? (best ?? current) : current;
  };

  function state(): ModelState {
    const at = shown();
    const shape = [k, points.width];
    return {
      kind: 'kmeans',
      step,
      tensors: {
        centers: { shape, data: at.centers.slice() },
        sizes: { shape: [k], data: at.sizes.slice() },
        'current/centers': { shape, data: current.centers.slice() },
        'previous/centers': { shape, data: previousCenters.slice() },
        ...(best === null
          ? {}
          : {
              'best/centers': { shape, data: best.centers.slice() },
              'best/sizes': { shape: [k], data: best.sizes.slice() },
            }),
      },
      extra: {
        restart: current.restart,
        iteration: current.iteration,
        inertia: Number.isFinite(current.inertia) ? current.inertia : null,
        ...(best === null
          ? {}
          : { bestRestart: best.restart, bestIteration: best.iteration, bestInertia: best.inertia }),
      },
    };
  }

  const metrics = ({ inertia, iteration }: Start): Record<string, number> => ({
    inertia,
    meanSquaredDistance: inertia / totalWeight,
    nIter: iteration,
  });

  return {
    totalSteps: model.nInit * model.maxIter,
    metricNames: KMEANS_METRICS,
    historyColumns: [
      'restart',
      ...Array.from({ length: k }, (_, c) => data.featureNames.map((name) => `c${c}.${name}`)).flat(),
    ],
    async *train(control) {
      while (current.restart < model.nInit) {
        const isOver = round();
        control.due();
        const restart = current.restart;
        if (isOver) settle();
        const history = [restart + 1, ...unscaleRows(current.centers, points.width, data.scaler)];
        const logged = metrics(current);
        if (isOver)
          current = restart + 1 < model.nInit ? begin(restart + 1) : { ...current, restart: restart + 1 };
        const isEnd = current.restart >= model.nInit;
        // The last row is the result's, so that the file and run.json end on the same figures.
        const shownMetrics = isEnd && best !== null ? metrics(best) : logged;
        const shownHistory =
          isEnd && best !== null
            ? [best.restart + 1, ...unscaleRows(best.centers, points.width, data.scaler)]
            : history;
        yield { step, metrics: shownMetrics, history: shownHistory };
      }
    },
    state,
    frame: (sample) => pictureOf(evaluationOf(options, state()), sample),
    result: () => {
      const at = shown();
      const raw = unscaleRows(at.centers, points.width, data.scaler);
      return {
        kind: 'kmeans',
        clusterCenters: Array.from({ length: k }, (_, c) => [
          ...raw.subarray(c * points.width, (c + 1) * points.width),
        ]),
        clusterSizes: [...at.sizes],
      };
    },
    dispose: () => {
      kernel.dispose();
    },
  };

  function restored(from: ModelState): Start {
    return {
      restart: Number(from.extra['restart']),
      iteration: Number(from.extra['iteration']),
      inertia: typeof from.extra['inertia'] === 'number' ? from.extra['inertia'] : Infinity,
      centers: Float64Array.from(tensorOf(from, 'current/centers').data),
      sizes: Int32Array.from(tensorOf(from, 'sizes').data),
    };
  }

  function restoredBest(from: ModelState): Start | null {
    if (typeof from.extra['bestInertia'] !== 'number') return null;
    return {
      restart: Number(from.extra['bestRestart']),
      iteration: Number(from.extra['bestIteration']),
      inertia: from.extra['bestInertia'],
      centers: Float64Array.from(tensorOf(from, 'best/centers').data),
      sizes: Int32Array.from(tensorOf(from, 'best/sizes').data),
    };
  }
}

function sameLabels(a: Int32Array, b: Int32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
