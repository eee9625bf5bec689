// k-means beside scikit-learn's Lloyd, from the same centres to the same tolerance: the trainer as a
// run uses it, with the threads that the host would give it.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { build } from '../../tools/lib/builds.mjs';
import { root } from '../../tools/lib/places.mjs';
import { writeNpy } from '../lib/peer.mjs';
import { seeded } from '../lib/random.mjs';
import { toTrainingData, trainToEnd } from '../lib/training.mjs';

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
    'src-shared/models/kmeans/schema.ts': ['kmeansSchema'],
  });
  const helper = join(root, 'out', 'helper', 'index.cjs');
  const spawnHelpers = ours.helpersFor(availableParallelism() - 1, helper);

  /** From the problem's centres, or from its own where `changes` say how they are drawn. */
  async function fit(problem, tol, maxIter, changes) {
    const { features, centers, rows, width, k } = problem;
    const spec = { kind: 'kmeans', nClusters: k, nInit: 1, tol, tolOn: 'centers', maxIter, ...changes };
    // The memory of the run before is not freed in this one's time.
    global.gc?.();
    const began = performance.now();
    const trainer = ours.createTypedTrainer({
      model: ours.kmeansSchema.parse(spec),
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

  function row({ rows, width, k, spread, atMost, growth, of = 'clouds' }) {
    let problem;
    let peer;
    let grown;
    return {
      work: `k-means, ${rows.toLocaleString('en')} x ${width}, k ${k}, ${of}`,
      note: 'the same initial centres, to the same tolerance; growth: five rounds',
      peer: "scikit-learn's KMeans, lloyd, its default threads",
      needs: ['scikit-learn'],
      atMost,
      prepare() {
        problem = clouds(rows, width, k, spread);
      },
      ours: () => fit(problem, TOL, MAX_ITER),
      async theirs() {
        if (peer === undefined) {
          peer = await bench.peer('kmeans', ['scikit-learn']);
          await peer.call('load', {
            rows: writeNpy(join(bench.folder, 'rows.npy'), problem.features, [rows, width]),
            centers: writeNpy(join(bench.folder, 'centers.npy'), problem.centers, [k, width]),
          });
        }
        return peer.call('fit', { tol: TOL, max_iter: MAX_ITER });
      },
      check: (mine, theirs) =>
        mine.nIter === theirs.nIter && Math.abs(mine.inertia / theirs.inertia - 1) < 1e-9
          ? ''
          : `inertia ${mine.inertia} after ${mine.nIter} rounds, scikit-learn's ${theirs.inertia} after ${theirs.nIter}`,
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
  function drawn({
    rows,
    width,
    k,
    spread,
    atMost,
    words,
    peer: peerName,
    method,
    changes,
    arguments: given,
  }) {
    let problem;
    let peer;
    return {
      work: `k-means, ${rows.toLocaleString('en')} x ${width}, k ${k}, ${words}`,
      note: 'one start, each with its own draw',
      peer: peerName,
      needs: ['scikit-learn'],
      atMost,
      prepare() {
        problem = clouds(rows, width, k, spread);
      },
      ours: () => fit(problem, changes.tol, changes.maxIter, changes),
      async theirs() {
        if (peer === undefined) {
          peer = await bench.peer('kmeans', ['scikit-learn']);
          await peer.call('load', {
            rows: writeNpy(join(bench.folder, 'rows.npy'), problem.features, [rows, width]),
            centers: writeNpy(join(bench.folder, 'centers.npy'), problem.centers, [k, width]),
          });
        }
        return peer.call(method, given);
      },
      check: (mine, theirs) =>
        mine.inertia < theirs.inertia * 1.1
          ? ''
          : `inertia ${mine.inertia}, scikit-learn's ${theirs.inertia}`,
      end() {
        problem = undefined;
      },
    };
  }
  /** The draw and one round. */
  const draw = (size) =>
    drawn({
      ...size,
      words: 'k-means++ and one round',
      peer: "scikit-learn's KMeans, lloyd, max_iter 1",
      method: 'draw',
      changes: { tol: 0, maxIter: 1, init: 'k-means++' },
      arguments: {},
    });
  const batches = (size) =>
    drawn({
      ...size,
      words: 'batches of 1,024 for one pass',
      peer: "scikit-learn's MiniBatchKMeans",
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
