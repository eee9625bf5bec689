// From the start of a process to its exit: a CSV on disk to a finished run, its evaluation, its answers to a
// file, and short commands. The peers are whole Python scripts that leave the same (bench/peers/ends.py).
// Each case holds time and greatest memory of both sides, stage by stage.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from '../../tools/lib/builds.mjs';
import { COMMAND_LINE_PARTS } from '../../tools/lib/ready.mjs';
import { root } from '../../tools/lib/places.mjs';
import { python } from '../lib/python.mjs';
import { featureNames, writeTable } from '../lib/tables.mjs';
import { timeCommand, timeProcess } from '../lib/process/whole-process.mjs';

const SKLEARN = ['pandas', 'scikit-learn'];
const KERAS = [...SKLEARN, 'tensorflow-cpu'];
/** Rows and columns; what is bound in the table of bounds, and is measured quickly too, is of the last but one. */
const SIZES = [
  [30_000, 3],
  [30_000, 60],
  [30_000, 300],
  [300_000, 3],
  [300_000, 60],
  [300_000, 300],
];
/** Alone: what a person waits longest for, in less than ten minutes. */
const QUICK = [[300_000, 60]];
/** A peak of the runs on 300,000 x 60: 1.3 times their features in float64 and 150 MB. */
const PEAK_MB = 337.2;
/** Where nothing else was asked for: as fast as the script. */
const EQUAL = 1;

const SVM = { kind: 'svm', C: 0.01 };
const network = (batchSize) => ({
  model: {
    kind: 'network',
    layers: [
      { units: 64, activation: 'relu' },
      { units: 2, activation: 'softmax' },
    ],
    loss: 'categoricalCrossentropy',
    optimizer: { kind: 'adam', learningRate: 0.001 },
  },
  training: { epochs: 1, batchSize },
  target: 'label',
});

export default async function ends(bench) {
  await build(COMMAND_LINE_PARTS);
  const sizes = bench.quick ? QUICK : SIZES;
  const large = sizes.filter(([rows, columns]) => rows * columns < 3e7);
  const works = new Works(bench.folder);
  const runs = [
    ...works.commands(),
    ...sizes.map((size) =>
      works.training('k-means, k 10', size, {
        model: { kind: 'kmeans', nClusters: 10, nInit: 1 },
        against: [
          {
            peer: 'scikit-learn, labels and model written',
            atMost: 0.9,
            args: { clusters: 10, columns: 'none' },
          },
          {
            peer: 'scikit-learn, all columns and clusters written',
            atMost: 0.3,
            args: { clusters: 10, columns: 'all' },
          },
        ].map((one) => ({ ...one, script: 'kmeans', needs: SKLEARN })),
        check: closeTo((record) => Number(record.summary.inertia), 'inertia', 0.05),
      }),
    ),
    ...sizes.map((size) =>
      works.training('SVM, C 0.01', size, {
        model: SVM,
        target: 'label',
        against: [
          { peer: "scikit-learn's LinearSVC", script: 'svm', needs: SKLEARN, atMost: 0.9, args: { C: 0.01 } },
        ],
        check: closeTo((record) => Number(record.summary.accuracy), 'accuracy', 0.01),
      }),
    ),
    ...(bench.quick ? [256] : [256, 8192]).flatMap((batch) =>
      large.map((size) =>
        works.training(
          `network ${size[1]}-64-2, an epoch of batches of ${batch.toLocaleString('en')}`,
          size,
          {
            ...network(batch),
            against: [
              {
                peer: 'Keras',
                script: 'network',
                needs: KERAS,
                atMost: 0.8,
                args: { hidden: 64, batch, epochs: 1 },
              },
            ],
            // Of a few large steps, the draw of the first weights decides.
            ...(batch < 1000
              ? { check: closeTo((record) => Number(record.summary.accuracy), 'accuracy', 0.1) }
              : {}),
          },
        ),
      ),
    ),
  ];
  if (bench.quick) return runs;
  return [
    ...runs,
    ...large.map((size) =>
      works.training('linear regression', size, {
        model: { kind: 'linear-regression' },
        target: 'y',
        against: [{ peer: 'scikit-learn', script: 'regression', needs: SKLEARN, atMost: EQUAL, args: {} }],
        check: closeTo((record) => Number(record.summary.r2), 'r2', 1e-6),
      }),
    ),
    ...large.flatMap((size) => [works.evaluation(size), works.answers(size)]),
    works.comparison(),
  ];
}

/** What is wrong where a figure of ours is further from the script's than the share. */
function closeTo(ours, name, share) {
  return ({ record }, { found }) => {
    const [mine, theirs] = [ours(record), found[name]];
    return Math.abs(mine - theirs) <= share * Math.abs(theirs) ? '' : `${name} ${mine} instead of ${theirs}`;
  };
}

function sizeWords([rows, columns]) {
  return `${rows.toLocaleString('en')} x ${columns}`;
}

class Works {
  #folder;
  #count = 0;

  constructor(folder) {
    this.#folder = folder;
  }

  /** A run in a new workspace each time: nothing of the one before is known. */
  training(name, size, { model, training = {}, target = null, against, check }) {
    const experiment = join(this.#folder, `experiment-${this.#count++}.json`);
    return {
      work: `${name}, ${sizeWords(size)}, from CSV to its end`,
      rounds: size[0] * size[1] > 3e6 ? 3 : 5,
      ...(size[0] === 300_000 && size[1] === 60 ? { atMostMB: PEAK_MB } : {}),
      prepare: () =>
        writeFileSync(experiment, JSON.stringify(this.#experiment(size, { model, training, target }))),
      ours: async () => {
        const workspace = mkdtempSync(join(this.#folder, 'workspace-'));
        try {
          const run = await this.#command(['run', experiment, '--json'], workspace);
          return { ...run, record: JSON.parse(run.output) };
        } finally {
          rmSync(workspace, { recursive: true, force: true });
        }
      },
      against: against.map(({ script, args, ...peer }) => ({
        ...peer,
        theirs: () => this.#script(peer.needs, script, { ...this.#table(size), ...args }),
        check,
      })),
    };
  }

  evaluation(size) {
    const workspace = join(this.#folder, `evaluated-${sizeWords(size)}`);
    return {
      work: `evaluation of an SVM, ${sizeWords(size)}, with its curves`,
      rounds: 3,
      prepare: () => this.#train(size, workspace),
      ours: async () => {
        const told = await this.#command(['evaluate', 'last', '--json'], workspace);
        return { ...told, accuracy: JSON.parse(told.output).training?.accuracy };
      },
      peer: 'scikit-learn',
      atMost: EQUAL,
      needs: SKLEARN,
      theirs: () => this.#script(SKLEARN, 'evaluate', this.#table(size)),
      end: () => rmSync(workspace, { recursive: true, force: true }),
    };
  }

  answers(size) {
    const workspace = join(this.#folder, `answers-${sizeWords(size)}`);
    const to = join(this.#folder, 'answers-ours.csv');
    const { csv } = this.#table(size);
    return {
      work: `an SVM's answers to a file, ${sizeWords(size)}, all its columns written`,
      rounds: 3,
      prepare: () => this.#train(size, workspace),
      ours: () => {
        rmSync(to, { force: true });
        return this.#command(['predict', 'last', csv, '--to', to], workspace);
      },
      peer: 'scikit-learn',
      atMost: EQUAL,
      needs: SKLEARN,
      theirs: () => this.#script(SKLEARN, 'predict', this.#table(size)),
      end: () => rmSync(workspace, { recursive: true, force: true }),
    };
  }

  comparison() {
    const workspace = join(this.#folder, 'compared');
    let folders = [];
    return {
      work: 'comparison of 50 runs of 5,000 steps',
      prepare: async () => {
        const drawn = 'model.optimizer.learningRate=1e-3..1log';
        await this.#command(['sweep', 'xnor', '--random', drawn, '--trials', '50'], workspace);
        folders = readdirSync(join(workspace, 'runs')).map((id) => join(workspace, 'runs', id));
      },
      ours: () => this.#command(['compare', ...folders.map((path) => basename(path))], workspace),
      peer: 'pandas',
      atMost: EQUAL,
      needs: ['pandas'],
      theirs: () => this.#script(['pandas'], 'compare', { runs: folders, metric: 'loss' }),
      end: () => rmSync(workspace, { recursive: true, force: true }),
    };
  }

  /** Commands that do little: what they take is their start and their end. */
  commands() {
    const workspace = join(this.#folder, 'short');
    const small = join(this.#folder, 'small.csv');
    return [
      ['run xnor', ['run', 'xnor']],
      ['predict last, a point', ['predict', 'last', '--points', '0,1']],
      ['inspect, 100 rows', ['inspect', small]],
    ].map(([work, args]) => ({
      work: `benchtop ${work}`,
      note: 'node out/cli/index.cjs, which the package starts; tools/benchtop.mjs looks first whether all is set up',
      rounds: 9,
      atMostMs: 500,
      prepare: async () => {
        const lines = Array.from({ length: 100 }, (_, i) => `${i},${i % 7},${i % 2 ? 'a' : 'b'}`);
        writeFileSync(small, `id,size,kind\n${lines.join('\n')}\n`);
        await this.#command(['run', 'xnor'], workspace);
      },
      ours: () => this.#command(args, workspace),
    }));
  }

  async #train(size, workspace) {
    const experiment = join(this.#folder, 'trained.json');
    writeFileSync(
      experiment,
      JSON.stringify(this.#experiment(size, { model: SVM, training: {}, target: 'label' })),
    );
    await this.#command(['run', experiment], workspace);
    await this.#script(SKLEARN, 'svm', { ...this.#table(size), C: 0.01 });
  }

  #experiment(size, { model, training, target }) {
    const { csv, features } = this.#table(size);
    const dataset = { kind: 'file', path: csv, features, target, scaling: 'standard' };
    return { schemaVersion: 1, name: 'end to end', seed: 1, dataset, model, training };
  }

  #table([rows, columns]) {
    const csv = writeTable(this.#folder, rows, columns);
    return { csv, features: featureNames(columns), folder: this.#folder };
  }

  #command(args, workspace) {
    mkdirSync(workspace, { recursive: true });
    return timeCommand(args, { folder: this.#folder, workspace });
  }

  async #script(needs, name, args) {
    const script = join(root, 'bench', 'peers', 'ends.py');
    const quiet = { PYTHONDONTWRITEBYTECODE: '1', PYTHONWARNINGS: 'ignore', TF_CPP_MIN_LOG_LEVEL: '2' };
    const told = await timeProcess(
      await python(needs),
      [script, name, JSON.stringify(args)],
      this.#folder,
      quiet,
    );
    return { ...told, found: JSON.parse(told.output) };
  }
}
