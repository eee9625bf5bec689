import type { KMeansSpec } from '../../../src-shared/experiment/schema';
import { trainingContext } from '../contract/model-context';
import { clusterPicture } from './answers';
import { chosenCenters } from './start/chosen-rows';
import { lloydRounds } from './rounds/lloyd';
import { trainingPoints } from './math';
import { miniBatchRounds } from './rounds/mini-batch';
import type { KMeansKernel, Start } from './rounds/rounds';
import { sumWeights } from '../numeric/weights';
import { unscaleRows } from '../numeric/scaling';
import { readTensor, type ModelState } from '../contract/state';
import type { Trainer, TrainerOptions } from '../contract/trainer';

export type { KMeansKernel } from './rounds/rounds';

const KMEANS_METRICS = ['inertia', 'meanSquaredDistance', 'nIter'] as const;

/** How a finished start ended. */
interface EndedStart {
  readonly inertia: number;
  readonly nIter: number;
}

/** Starts that an experiment asks for: chosen rows lead to the same end each time. */
function countStarts({ init, nInit }: KMeansSpec): number {
  return init === 'rows' ? 1 : nInit;
}

/**
 * k-means with restarts, over all rows or in mini-batches. `step` counts the rounds of all restarts.
 * J = inertia / rows (with sample weights: both by weight) is the mean squared distance of a row to
 * the centre it was assigned to; over all rows it never grows within a start, unless an empty
 * cluster was given a row. A start ends after `maxIter` rounds, by `tol`, or when no row changes its
 * cluster. The start with the lowest final inertia, over all rows, is the result.
 */
export function createKMeans(model: KMeansSpec, options: TrainerOptions, kernel: KMeansKernel): Trainer {
  const { data, seed, resume, rowNumbers } = options;
  const initialCenters =
    options.initialCenters ?? (rowNumbers === undefined ? undefined : chosenCenters(model, data, rowNumbers));
  const points = trainingPoints(data);
  const totalWeight = sumWeights(points.weights, 0, points.rows);
  const k = model.nClusters;
  const starts = countStarts(model);
  const resumed = resume === null ? null : { state: resume, start: restored(resume) };
  const rounds =
    model.batchSize === null
      ? lloydRounds(model, seed, points, kernel, resumed)
      : miniBatchRounds(model, seed, points, totalWeight, kernel.scaling, resumed);
  let step = resume?.step ?? 0;
  let relocated = typeof resume?.extra['relocated'] === 'number' ? resume.extra['relocated'] : 0;
  const ended: EndedStart[] = resume === null ? [] : endedStarts(resume);
  // A fork may go on from the best centres, as a start that has made no round of its own.
  const goesOn = resume?.extra['goesOn'] === true ? (resumed?.start.restart ?? null) : null;
  let current =
    resumed === null || (resumed.start.iteration === 0 && goesOn === null)
      ? begin(resumed?.start.restart ?? 0)
      : resumed.start;
  let best: Start | null = resume === null ? null : restoredBest(resume);

  function begin(restart: number): Start {
    const centers = rounds.draw(restart, restart === 0 ? initialCenters : undefined);
    return { restart, iteration: 0, inertia: Infinity, centers, sizes: new Int32Array(k) };
  }

  /** One round; true when the start is over. */
  function round(): boolean {
    const isOver = rounds.round(current);
    relocated += rounds.takeRelocated();
    step++;
    return isOver;
  }

  /** The last centres' own inertia and sizes over all rows, after the start's last update. */
  function settle(): void {
    current.inertia = kernel.assign(current.centers, current.sizes).inertia;
    ended.push({ inertia: current.inertia, nIter: current.iteration });
    if (best === null || current.inertia < best.inertia) {
      best = { ...current, centers: current.centers.slice(), sizes: current.sizes.slice() };
    }
  }

  const shown = (): Start => {
    const isOver = current.restart >= starts;
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
        ...rounds.state().tensors,
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
        relocated,
        starts: ended.map(({ inertia, nIter }) => [inertia, nIter]),
        ...rounds.state().extra,
        ...(current.restart === goesOn && current.iteration === 0 ? { goesOn: true } : {}),
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

  function historyRow({ restart, centers }: Start): number[] {
    const row = [restart + 1];
    for (const value of unscaleRows(centers, points.width, data.scaler)) row.push(value);
    return row;
  }

  const isCheckpoint = (at: number): boolean => {
    const { checkpointEvery } = options.training;
    return checkpointEvery > 0 && at % checkpointEvery === 0;
  };

  return {
    totalSteps: starts * rounds.most,
    metricNames: KMEANS_METRICS,
    historyColumns: [
      'restart',
      ...Array.from({ length: k }, (_, c) => data.featureNames.map((name) => `c${c}.${name}`)).flat(),
    ],
    async *train(control) {
      while (current.restart < starts) {
        // The file has the centres that a start begins with in front of its first round.
        const first = current.iteration === 0 ? historyRow(current) : undefined;
        const isOver = round();
        const isDue = control.due();
        const restart = current.restart;
        if (isOver) settle();
        const isLogged = rounds.logsEach || isOver || current.iteration % options.training.logEvery === 0;
        const history = isLogged ? historyRow(current) : null;
        const logged = metrics(current);
        if (isOver)
          current = restart + 1 < starts ? begin(restart + 1) : { ...current, restart: restart + 1 };
        const isEnd = current.restart >= starts;
        // The last row is the result's, so that the file and run.json end on the same metrics.
        const shownMetrics = isEnd && best !== null ? metrics(best) : logged;
        const shownHistory = isEnd && best !== null ? historyRow(best) : history;
        const start = first === undefined ? {} : { start: first };
        const last = isEnd ? { isLast: true as const } : {};
        if (isLogged) yield { step, metrics: shownMetrics, history: shownHistory, ...start, ...last };
        else if (first !== undefined) yield { step, metrics: null, history: first };
        else if (isDue || isCheckpoint(step)) yield { step, metrics: null, history: null };
      }
    },
    state,
    frame: (sample) => clusterPicture(trainingContext<'kmeans'>(model, data, state()), sample),
    result: () => {
      const at = shown();
      const raw = unscaleRows(at.centers, points.width, data.scaler);
      return {
        kind: 'kmeans',
        clusterCenters: Array.from({ length: k }, (_, c) => [
          ...raw.subarray(c * points.width, (c + 1) * points.width),
        ]),
        clusterSizes: [...at.sizes],
        starts: ended.map(({ inertia, nIter }) => ({ inertia, nIter })),
        bestStart: best === null ? null : best.restart + 1,
        relocated,
      };
    },
    dispose: () => {
      kernel.dispose();
    },
  };
}

function restored(from: ModelState): Start {
  return {
    restart: Number(from.extra['restart']),
    iteration: Number(from.extra['iteration']),
    inertia: typeof from.extra['inertia'] === 'number' ? from.extra['inertia'] : Infinity,
    centers: Float64Array.from(readTensor(from, 'current/centers').data),
    sizes: Int32Array.from(readTensor(from, 'sizes').data),
  };
}

function restoredBest(from: ModelState): Start | null {
  if (typeof from.extra['bestInertia'] !== 'number') return null;
  return {
    restart: Number(from.extra['bestRestart']),
    iteration: Number(from.extra['bestIteration']),
    inertia: from.extra['bestInertia'],
    centers: Float64Array.from(readTensor(from, 'best/centers').data),
    sizes: Int32Array.from(readTensor(from, 'best/sizes').data),
  };
}

/** Starts that ended before a checkpoint; none in checkpoints from before they were kept. */
function endedStarts(from: ModelState): EndedStart[] {
  const kept = from.extra['starts'];
  if (!Array.isArray(kept)) return [];
  return kept.map((pair: unknown) => {
    const [inertia, nIter] = Array.isArray(pair) ? (pair as unknown[]) : [];
    return { inertia: Number(inertia), nIter: Number(nIter) };
  });
}
