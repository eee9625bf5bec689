import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExperimentInput } from '../../../src-shared/experiment/schema';

/** Draws from 0 to 1, the same for a seed. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

type Row = readonly (number | string)[];

/** Tables by name: their header, and a row of random numbers. */
const TABLES: Readonly<Record<string, { header: Row; row: (random: () => number) => Row }>> = {
  gate: {
    header: ['x1', 'x2', 'y'],
    row: (random) => [(3 * random() - 1).toFixed(3), (3 * random() - 1).toFixed(3), 0],
  },
  penguins: {
    header: ['island', 'bill (mm)', 'flipper', 'mass', 'sex', 'day', 'species'],
    row(random) {
      const kind = Math.floor(3 * random());
      const spread = (): number => random() + random() + random() - 1.5;
      const orNA = (value: string): string => (random() < 0.06 ? 'NA' : value);
      const day = new Date(Date.UTC(2007, 10, 11) + Math.floor(800 * random()) * 86_400_000);
      return [
        [['Dream', 'Biscoe'], ['Dream'], ['Biscoe']][kind]![Math.floor(random() * (kind === 0 ? 2 : 1))]!,
        orNA((38.8 + (kind > 0 ? 10 : 0) + 4 * spread()).toFixed(1)),
        orNA(([190, 196, 217][kind]! + 9 * spread()).toFixed(0)),
        (3700 + (kind === 2 ? 1376 : 0) + 500 * spread()).toFixed(0),
        orNA(random() < 0.5 ? 'male' : 'female'),
        day.toISOString().slice(0, 10),
        ['Adelie', 'Chinstrap', 'Gentoo'][kind]!,
      ];
    },
  },
  blobs: {
    header: ['x', 'y', 'z', 'label'],
    row(random) {
      const kind = Math.floor(5 * random());
      const place = (axis: number): string => (7 * Math.sin(kind * 2 + axis) + 3 * random()).toFixed(3);
      return [place(0), place(1), place(2), 'abcde'[kind]!];
    },
  },
  // A feature is called as an output of ONNX is.
  houses: {
    header: ['value', 'built', 'state', 'price'],
    row(random) {
      const [area, built] = [20 + 180 * random(), 1950 + 70 * random()];
      const state = ['old', 'new', 'ruin'][Math.floor(3 * random())]!;
      const price = 120_000 + 2100 * area + 500 * (built - 1980) + (state === 'ruin' ? -60_000 : 0);
      return [area.toFixed(1), built.toFixed(0), state, (price + 9000 * random()).toFixed(0)];
    },
  },
  rings: {
    header: ['u', 'v', 'ring'],
    row(random) {
      const [ring, angle] = [Math.floor(2 * random()), 6.283 * random()];
      const radius = [1, 2.2][ring]! + 0.6 * random();
      return [(radius * Math.cos(angle)).toFixed(4), (radius * Math.sin(angle)).toFixed(4), ring];
    },
  },
};

/** Writes a table. @returns its path */
export function writeTable(folder: string, table: string, rows: number, seed: number): string {
  const { header, row } = TABLES[table]!;
  const random = createRandom(seed);
  const lines = [header, ...Array.from({ length: rows }, () => row(random))].map((cells) => cells.join());
  const path = join(folder, `${table}-${seed}.csv`);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

const PENGUIN = ['island', 'bill (mm)', 'flipper', 'mass', 'sex', 'day'];
const PENGUIN_COLUMNS = [
  { name: 'bill (mm)', missing: 'median' },
  { name: 'flipper', missing: 'mean' },
  { name: 'mass', scaling: 'minmax' },
  { name: 'sex', missing: 'mostFrequent' },
  { name: 'day', dateParts: ['year', 'month', 'day', 'weekday', 'elapsed'] },
] as const;
type Layers = readonly (readonly [number, string])[];

const network = (loss: string, layers: Layers): object => ({
  kind: 'network',
  loss,
  layers: layers.map(([units, activation]) => ({ units, activation })),
  optimizer: { kind: 'adam', learningRate: 0.01 },
});

/** Experiments of every kind of model and answer, each with the table that its new rows are drawn from. */
export function exportedExperiments(
  folder: string,
): Readonly<Record<string, { table: string; experiment: ExperimentInput }>> {
  const of = (
    name: string,
    table: string,
    target: string | null,
    model: object,
    dataset: object = {},
  ): { table: string; experiment: ExperimentInput } => {
    const features = TABLES[table]!.header.slice(0, -1);
    const path = writeTable(folder, table, 400, 1);
    const file = {
      kind: 'file',
      path,
      features,
      target,
      scaling: 'standard',
      validationSplit: 0.25,
      ...dataset,
    };
    const experiment = {
      schemaVersion: 1,
      name,
      seed: 1,
      dataset: file,
      model,
      training: { steps: 200, engine: 'typed' },
    };
    return { table, experiment: experiment as unknown as ExperimentInput };
  };
  const penguins = { features: PENGUIN, columnSettings: PENGUIN_COLUMNS };
  const gate = {
    schemaVersion: 1,
    name: 'gate',
    seed: 3,
    dataset: { kind: 'generated', generator: 'xnor' },
    model: network('meanSquaredError', [
      [2, 'sigmoid'],
      [1, 'sigmoid'],
    ]),
    training: { steps: 1500, engine: 'typed' },
  };
  return {
    gate: { table: 'gate', experiment: gate as unknown as ExperimentInput },
    penguins: of(
      'penguins',
      'penguins',
      'species',
      network('categoricalCrossentropy', [
        [8, 'gelu'],
        [6, 'elu'],
        [3, 'softmax'],
      ]),
      penguins,
    ),
    blobs: of(
      'blobs',
      'blobs',
      'label',
      network('categoricalCrossentropy', [
        [8, 'relu'],
        [8, 'leakyRelu'],
        [5, 'softmax'],
      ]),
      { scaling: 'robust' },
    ),
    houses: of(
      'houses',
      'houses',
      'price',
      network('huber', [
        [8, 'tanh'],
        [1, 'linear'],
      ]),
      { targetScaling: 'standard' },
    ),
    hinge: of(
      'hinge',
      'rings',
      'ring',
      network('hinge', [
        [8, 'relu'],
        [1, 'linear'],
      ]),
      { scaling: 'none' },
    ),
    kmeans: of('kmeans', 'blobs', null, { kind: 'kmeans', nClusters: 5 }),
    fourier: of('fourier', 'rings', 'ring', {
      kind: 'svm',
      fourier: { gamma: 1, nComponents: 200 },
      calibration: 'validation',
    }),
    platt: of(
      'platt',
      'penguins',
      'sex',
      { kind: 'svm', calibration: 'crossValidation', folds: 4 },
      {
        features: [...PENGUIN.filter((name) => name !== 'sex'), 'species'],
        columnSettings: PENGUIN_COLUMNS.filter(({ name }) => name !== 'sex'),
      },
    ),
    many: of('many', 'blobs', 'label', { kind: 'svm', calibration: 'crossValidation', folds: 3 }),
    linear: of('linear', 'houses', 'price', { kind: 'linear-regression' }, { encoding: 'ordinal' }),
    logistic: of(
      'logistic',
      'houses',
      'state',
      { kind: 'logistic-regression' },
      { features: ['value', 'built', 'price'] },
    ),
  };
}
