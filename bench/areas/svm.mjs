// The linear SVM beside LinearSVC (hinge, dual): each from the typed arrays to a model. Ours trains
// until the objective that it logs is at or below the one that LinearSVC reached, measuring
// included; both at LinearSVC's default tolerance and at one of 1e-6. Growth is to a gap of 1e-3 of the
// objective.
import { join } from 'node:path';
import { svmObjective } from '../lib/objective.mjs';
import { writeNpy } from '../lib/peer.mjs';
import { seeded } from '../lib/random.mjs';
import { toTrainingData } from '../lib/training.mjs';

const NEEDS = ['scikit-learn'];
const LIBLINEAR = ['scipy', 'liblinear-official'];
const TOLERANCES = [
  { tol: 1e-4, maxIter: 1000, words: "LinearSVC's defaults" },
  { tol: 1e-6, maxIter: 20_000, words: 'tol 1e-6' },
];
const TASKS = [
  { name: 'margin points', rows: 1000, width: 2, C: 1, atMost: 1, make: marginPoints },
  { name: 'margin points', rows: 100_000, width: 2, C: 1, atMost: 1, make: marginPoints },
  { name: 'dense, noisy labels', rows: 100_000, width: 100, C: 0.01, atMost: 1.2, make: noisyLabels },
];

export default async function svm(bench) {
  const { createTypedTrainer, featuresFor, svmSchema, generateDataset, generatedDatasetSchema } =
    await bench.bundle('svm', {
      'src-main/algorithms/models/create-trainer.ts': ['createTypedTrainer'],
      'src-main/algorithms/svm/solver/store.ts': ['featuresFor'],
      'src-main/algorithms/generators/index.ts': ['generateDataset'],
      'src-shared/models/svm/schema.ts': ['svmSchema'],
      'src-shared/experiment/schema.ts': ['generatedDatasetSchema'],
    });
  const generate = (params) =>
    generateDataset(
      generatedDatasetSchema.parse({ kind: 'generated', generator: 'linear-margin', params }),
      1,
    );

  /** The features where a run's data is loaded to. */
  function asLoaded({ features, target }, rows, width) {
    const own = featuresFor({ rows, width, trainRows: rows, classifiers: 1 });
    own.set(features);
    return { features: own, target };
  }

  /** Trains until the objective, C times what is logged, is at most `target`. */
  async function train(data, C, target) {
    const model = svmSchema.parse({ kind: 'svm', C, tol: 1e-14, maxIter: 100_000 });
    const training = { steps: 1, batchSize: null, logEvery: 4, checkpointEvery: 0, engine: 'typed' };
    const began = performance.now();
    const trainer = createTypedTrainer({ model, training, seed: 1, data, resume: null });
    for await (const { metrics } of trainer.train({ due: () => false })) {
      if (metrics !== null && C * metrics.objective <= target) break;
    }
    const ms = performance.now() - began;
    const { coef, intercept } = trainer.result();
    trainer.dispose();
    return { ms, coef, intercept };
  }

  const makeCase = (task, { tol, maxIter, words }) => {
    const { name, width, C, atMost, make } = task;
    const sizes = new Map();
    /** The rows at so many times their number, and the objective that LinearSVC reaches on them. */
    const problem = async (factor) => {
      if (!sizes.has(factor)) {
        // One at a time of the large ones: sixteen times 100,000 x 100 are 1.3 GB.
        if (width > 2) sizes.clear();
        const rows = task.rows * factor;
        const { features, target } = asLoaded(make(rows, width, generate), rows, width);
        const data = toTrainingData({ features, rows, width, target, classes: [0, 1] });
        const file = join(bench.folder, `${rows}x${width}`);
        const given = {
          features: writeNpy(`${file}.x.npy`, features, [rows, width]),
          target: writeNpy(`${file}.y.npy`, target),
          C,
          tol,
          max_iter: maxIter,
        };
        sizes.set(factor, { data, given, ...(await fit(given, data)) });
      }
      return sizes.get(factor);
    };
    const fit = async (given, data) => {
      const peer = await bench.peer('svm', NEEDS);
      const answer = await peer.call('fit', given);
      return { ms: answer.ms, reached: computeObjective(answer, data, C) };
    };
    const ours = async (factor) => {
      const { data, reached } = await problem(factor);
      const trained = await train(data, C, reached);
      return { ms: trained.ms, reached: computeObjective(trained, data, C) };
    };
    // Beside a thousand rows the calls around it would be all.
    const liblinear = {
      peer: 'liblinear, the training alone',
      atMost: 1.2,
      needs: LIBLINEAR,
      async theirs() {
        const { data, given } = await problem(1);
        const answer = await (await bench.peer('svm-liblinear', LIBLINEAR)).call('fit', given);
        return { ms: answer.ms, reached: computeObjective(answer, data, C) };
      },
      // Its rows come in another order: it stops at another place within the tolerance.
      check: (own, theirs) =>
        own.reached <= theirs.reached * (1 + 10 * tol)
          ? ''
          : `objective ${own.reached}, liblinear ${theirs.reached}`,
    };
    const linearSVC = {
      peer: 'LinearSVC',
      atMost,
      needs: NEEDS,
      theirs: async (factor) => {
        const { data, given } = await problem(factor);
        return fit(given, data);
      },
      // Ours sums in another order: the last digits may differ.
      check: (own, theirs) =>
        own.reached <= theirs.reached * (1 + 1e-12)
          ? ''
          : `objective ${own.reached}, LinearSVC ${theirs.reached}`,
    };
    return {
      work: `SVM, ${task.rows.toLocaleString('en')} x ${width} ${name}, C ${C}, to the objective of ${words}`,
      ours,
      against: task.rows <= 1000 ? [linearSVC] : [linearSVC, liblinear],
      // A run of a millisecond is compiled while it runs; liblinear was when it was packed. The first
      // twenty trainings in a thread take up to ten times as long.
      ...(task.rows <= 1000 ? { prepare: warmUp, note: 'after 20 trainings in the thread' } : {}),
      // What LinearSVC reaches is another share above the optimum at each size: growth is to a gap.
      ...(tol === 1e-4 ? { growth: [1, 4, 16], grow: (factor) => grow(factor) } : {}),
      end: () => sizes.clear(),
    };

    async function warmUp() {
      for (let i = 0; i < 20; i++) await ours(1);
    }

    async function grow(factor) {
      if (!sizes.has(`grown ${factor}`)) {
        if (width > 2) sizes.clear();
        const rows = task.rows * factor;
        const { features, target } = asLoaded(make(rows, width, generate), rows, width);
        sizes.set(`grown ${factor}`, toTrainingData({ features, rows, width, target, classes: [0, 1] }));
      }
      const data = sizes.get(`grown ${factor}`);
      const model = svmSchema.parse({ kind: 'svm', C, tol: 1e-3, maxIter: 100_000 });
      const training = { steps: 1, batchSize: null, logEvery: 10, checkpointEvery: 0, engine: 'typed' };
      const began = performance.now();
      const trainer = createTypedTrainer({ model, training, seed: 1, data, resume: null });
      for await (const _ of trainer.train({ due: () => false }));
      const ms = performance.now() - began;
      trainer.dispose();
      return ms;
    }
  };
  return TASKS.flatMap((task) => TOLERANCES.map((tolerance) => makeCase(task, tolerance)));
}

function computeObjective({ coef, intercept }, { features, target }, C) {
  return svmObjective(coef, intercept, { features, target, loss: 'hinge', C });
}

function marginPoints(n, _, generate) {
  const { features, target } = generate({ n });
  return { features: Float64Array.from(features), target: Float64Array.from(target) };
}

/** Standard normal features; the sign of a plane and half as much noise. */
function noisyLabels(rows, width) {
  const { normal } = seeded(7);
  const plane = Array.from({ length: width }, normal);
  const features = new Float64Array(rows * width);
  const target = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let value = 0;
    for (let j = 0; j < width; j++) {
      const x = normal();
      features[row * width + j] = x;
      value += plane[j] * x;
    }
    target[row] = value / Math.sqrt(width) + 0.5 * normal() > 0 ? 1 : 0;
  }
  return { features, target };
}
