// k-means beside scikit-learn's Lloyd, scikit-learn-intelex and faiss, from the same centres to the same
// tolerance: the trainer as a run uses it, its rows where a run loads them, with the threads that the host
// would give it.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { build } from '../../tools/lib/builds.mjs';
import { root } from '../../tools/lib/places.mjs';
import { writeNpy } from '../lib/peer.mjs';
import { seeded } from '../lib/random.mjs';
import { toTrainingData, trainToEnd } from '../lib/training.mjs';

const SKLEARN = ['scikit-learn'];
const INTELEX = [...SKLEARN, 'scikit-learn-intelex'];
const FAISS = ['faiss-cpu'];
/** scikit-learn's default. */
const TOL = 1e-4;
const MAX_ITER = 300;
/** Rounds whose growth is measured: how many it takes to settle is another matter. */
const GROWTH_ROUNDS = 5;

export default async function kmeans(bench) {
  await build(['helper']);
  const ours = await bench.bundle('kmeans-speed', {
    'src-main/algorithms/models/create-trainer.ts': ['createTypedTrainer'],
    'src-main/worker/helpers/kmeans-helpers.ts': ['helpersFor'],
    'src-main/algorithms/kmeans/rounds/kernel.ts': ['allocateFeatures'],
    'src-shared/models/kmeans/schema.ts': ['kmeansSchema'],
  });
  const helper = join(root, 'out', 'helper', 'index.cjs');
  const spawnHelpers = ours.helpersFor(availableParallelism() - 1, helper);

  /** From the problem's centres, or from its own where `changes` say how they are drawn. */
  async function fit(problem, tol, maxIter, changes) {
    const { centers, rows, width, k } = problem;
    const spec = { kind: 'kmeans', nClusters: k, nInit: 1, tol, tolOn: 'centers', maxIter, ...changes };
    const model = ours.kmeansSchema.parse(spec);
    // Where a run's data is loaded to.
    const features = ours.allocateFeatures(model, { rows, width, trainRows: rows });
    features.set(problem.features);
    // The memory of the run before is not freed in this one's time.
    global.gc?.();
    const began = performance.now();
    const trainer = ours.createTypedTrainer({
      model,
      training: { steps: 1, batchSize: null, logEvery: 1, checkpointEvery: 0, engine: 'typed' },
      seed: 1,
      data: toTrainingData({ features, rows, width }),
      resume: null,
      ...(changes === undefined ? { initialCenters: centers } : {}),
      spawnHelpers,
    });
    const { inertia } = await trainToEnd(trainer);
    const [{ nIter }] = trainer.result().starts;
    const ms = performance.now() - began;
    trainer.dispose();
    return { ms, inertia, nIter };
  }

  /** Calls a function of a peer, which gets the problem's rows and centres before the first. */
  function callsOn(problem, name, packages) {
    let peer;
    return async (what, given) => {
      if (peer === undefined) {
        const { features, centers, rows, width, k } = problem();
        peer = await bench.peer(name, packages);
        await peer.call('load', {
          rows: writeNpy(join(bench.folder, 'rows.npy'), features, [rows, width]),
          centers: writeNpy(join(bench.folder, 'centers.npy'), centers, [k, width]),
        });
      }
      return peer.call(what, given);
    };
  }

  function row({ rows, width, k, spread, atMost, growth, of = 'clouds' }) {
    let problem;
    let grown;
    let rounds;
    const sameEnd = (mine, theirs) =>
      mine.nIter === theirs.nIter && Math.abs(mine.inertia / theirs.inertia - 1) < 1e-9
        ? ''
        : `inertia ${mine.inertia} after ${mine.nIter} rounds, scikit-learn's ${theirs.inertia} after ${theirs.nIter}`;
    const fitOf = (name, packages) => {
      const call = callsOn(() => problem, name, packages);
      return () => call('fit', { tol: TOL, max_iter: MAX_ITER });
    };
    const faiss = callsOn(() => problem, 'kmeans-faiss', FAISS);
    return {
      work: `k-means, ${rows.toLocaleString('en')} x ${width}, k ${k}, ${of}`,
      note: 'the same initial centres, to the same tolerance; faiss in float32, as many rounds as ours; growth: five rounds',
      prepare() {
        problem = clouds(rows, width, k, spread);
      },
      async ours() {
        const own = await fit(problem, TOL, MAX_ITER);
        rounds = own.nIter;
        return own;
      },
      against: [
        {
          peer: "scikit-learn's KMeans, lloyd, its default threads",
          needs: SKLEARN,
          atMost,
          theirs: fitOf('kmeans', SKLEARN),
          check: sameEnd,
        },
        {
          peer: 'scikit-learn-intelex',
          needs: INTELEX,
          atMost: 1,
          theirs: fitOf('kmeans-intelex', INTELEX),
          // It counts rounds in another way.
          check: nearlyAs('scikit-learn-intelex', 1e-3),
        },
        {
          peer: 'faiss',
          needs: FAISS,
          atMost: 1,
          theirs: () => faiss('fit', { rounds }),
          check: nearlyAs('faiss', 1e-3),
        },
      ],
      growth,
      grow(factor) {
        grown ??= clouds(growth.at(-1) * rows, width, k, spread);
        const features = grown.features.subarray(0, factor * rows * width);
        return fit({ ...grown, features, rows: factor * rows }, 0, GROWTH_ROUNDS);
      },
      end() {
        problem = undefined;
        grown = undefined;
      },
    };
  }

  /** Centres drawn by either side; how far their draws lead is another matter, but not by much. */
  function drawn({ rows, width, k, spread, words, peers, method, changes, arguments: given }) {
    let problem;
    return {
      work: `k-means, ${rows.toLocaleString('en')} x ${width}, k ${k}, ${words}`,
      note: 'one start, each with its own draw',
      prepare() {
        problem = clouds(rows, width, k, spread);
      },
      ours: () => fit(problem, changes.tol, changes.maxIter, changes),
      against: peers.map(({ peer, name, needs, atMost }) => {
        const call = callsOn(() => problem, name, needs);
        return {
          peer,
          needs,
          atMost,
          theirs: () => call(method, given),
          check: (mine, theirs) =>
            mine.inertia < theirs.inertia * 1.1 ? '' : `inertia ${mine.inertia}, ${peer}'s ${theirs.inertia}`,
        };
      }),
      end() {
        problem = undefined;
      },
    };
  }
  const both = (sklearn, atMost, byIntelex) => [
    { peer: sklearn, name: 'kmeans', needs: SKLEARN, atMost },
    { peer: 'scikit-learn-intelex', name: 'kmeans-intelex', needs: INTELEX, atMost: byIntelex },
  ];
  /** The draw and one round. */
  const draw = ({ atMost, ...size }) =>
    drawn({
      ...size,
      words: 'k-means++ and one round',
      peers: both("scikit-learn's KMeans, lloyd, max_iter 1", atMost, 1.2),
      method: 'draw',
      changes: { tol: 0, maxIter: 1, init: 'k-means++' },
      arguments: {},
    });
  const batches = ({ atMost, ...size }) =>
    drawn({
      ...size,
      words: 'batches of 1,024 for one pass',
      peers: both("scikit-learn's MiniBatchKMeans", atMost, 1),
      method: 'batches',
      changes: { tol: 0, maxIter: 1, init: 'k-means++', batchSize: 1024, maxNoImprovement: 100_000 },
      arguments: { size: 1024, max_iter: 1 },
    });

  const growth = [1, 4, 16];
  return [
    row({ rows: 25_000, width: 2, k: 4, spread: 3, atMost: 0.7, growth }),
    row({ rows: 1_000_000, width: 2, k: 4, spread: 3, atMost: 0.8, growth }),
    row({ rows: 200_000, width: 50, k: 100, spread: 5, atMost: 1.0, growth }),
    // Nothing to tell apart: bounds help least.
    row({ rows: 200_000, width: 50, k: 100, spread: 1000, atMost: 1.0, of: 'one cloud' }),
    draw({ rows: 1_000_000, width: 2, k: 4, spread: 3, atMost: 1.0 }),
    draw({ rows: 200_000, width: 50, k: 20, spread: 5, atMost: 1.0 }),
    batches({ rows: 200_000, width: 50, k: 100, spread: 5, atMost: 1.0 }),
  ];
}

/** Ours ends where the peer does, but for the share `by`, or lower. */
function nearlyAs(peer, by) {
  return (mine, theirs) =>
    mine.inertia <= theirs.inertia * (1 + by) ? '' : `inertia ${mine.inertia}, ${peer}'s ${theirs.inertia}`;
}

/** Rows normally spread around k places in a cube of side 20; the first centres are rows. */
function clouds(rows, width, k, spread) {
  const { uniform, normal } = seeded(7);
  const places = Float64Array.from({ length: k * width }, () => 20 * uniform());
  const features = new Float64Array(rows * width);
  for (let row = 0, at = 0; row < rows; row++) {
    const place = Math.floor(k * uniform());
    for (let j = 0; j < width; j++, at++) features[at] = places[place * width + j] + spread * normal();
  }
  return { features, centers: features.slice(0, k * width), rows, width, k };
}
