import { describe, expect, it } from 'vitest';
import type { PointSample } from '../../../src-shared/run/live/frames';
import { toTrainingData, drain, networkSpec, svmSpec, trainingSpec, xnorData } from '../../testing/data';
import { drawPicture, predictionTable, predictPoints } from './answers';
import { type PredictionTable } from '../contract/answers';
import type { ModelContext } from '../contract/model-context';
import { computeSurface } from '../network/picture';
import { createTypedTrainer } from './create-trainer';
import { unscaleRows } from '../numeric/scaling';
import type { TrainingData } from '../contract/trainer';
import type { ModelState } from '../contract/state';

const vector = (...values: number[]): ModelState['tensors'][string] => ({
  shape: [values.length],
  data: Float64Array.from(values),
});

function makeTable(context: ModelContext, data: TrainingData, rowNumbers: number[]): PredictionTable {
  return predictionTable(context, data, rowNumbers, unscaleRows(data.features, data.width, data.scaler));
}

/** Raw x1 = 10 + 2 s1, raw x2 = -5 + 4 s2. */
const scaler = { kind: 'standard' as const, offset: [10, -5], scale: [2, 4] };
const common = {
  scaler,
  featureNames: ['a', 'b'],
  featureRanges: [
    [8, 12],
    [-9, -1],
  ] as const,
  target: 'y',
  classes: ['no', 'yes'],
};

/** sigmoid(s1 + 2 s2 + 0.5) */
const network: ModelContext = {
  ...common,
  model: networkSpec({ layers: [{ units: 1, activation: 'sigmoid' }] }),
  state: {
    kind: 'network',
    step: 7,
    tensors: {
      'layer0/kernel': { shape: [2, 1], data: Float64Array.of(1, 2) },
      'layer0/bias': vector(0.5),
    },
    extra: {},
  },
};
const kmeans: ModelContext = {
  ...common,
  target: null,
  classes: [],
  model: {
    kind: 'kmeans',
    nClusters: 2,
    init: 'random',
    nInit: 1,
    maxIter: 10,
    tol: 0,
    initRows: null,
    tolOn: 'inertia',
    batchSize: null,
    reassignmentRatio: 0.01,
    maxNoImprovement: 10,
  },
  state: {
    kind: 'kmeans',
    step: 3,
    tensors: {
      centers: { shape: [2, 2], data: Float64Array.of(0, 0, 3, 4) },
      sizes: { shape: [2], data: Int32Array.of(1, 1) },
    },
    extra: {},
  },
};
/** Scaled decision: s1 - s2 + 0.25. */
const svm: ModelContext = {
  ...common,
  model: svmSpec({ l2: 1, maxIter: 1 }),
  state: { kind: 'svm', step: 1, tensors: { coef: vector(1, -1), intercept: vector(0.25) }, extra: {} },
};

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** Raw rows for scaled (0, 0), (3, 4), (-1, 1). */
const RAW = [
  [10, -5],
  [16, 11],
  [8, -1],
];
const scaledData = {
  ...toTrainingData(
    [
      [0, 0],
      [3, 4],
      [-1, 1],
    ],
    [0, 1, 0],
    2,
  ),
  scaler,
  classes: ['no', 'yes'],
  featureNames: ['a', 'b'],
};
const sample: PointSample = {
  features: ['a', 'b'],
  target: 'y',
  totalRows: 3,
  count: 3,
  values: Float64Array.from(RAW.flat()),
  targets: Float64Array.of(0, 1, 0),
  classes: ['no', 'yes'],
};

describe('predictPoints', () => {
  it('answers a network in raw units, with the class where there are two', () => {
    const [first, second] = predictPoints(network, RAW);
    expect(first).toEqual({ input: { a: 10, b: -5 }, output: sigmoid(0.5), class: 'yes' });
    expect(second).toMatchObject({ class: 'yes', output: sigmoid(11.5) });
    expect(predictPoints(network, [[10, -9]])[0]).toMatchObject({
      class: 'no',
      output: expect.closeTo(sigmoid(-1.5), 14) as number,
    });
    expect(predictPoints({ ...network, classes: [] }, RAW)[0]).not.toHaveProperty('class');
  });

  it('answers k-means by the distances in the space it was trained in', () => {
    expect(predictPoints(kmeans, RAW)).toEqual([
      {
        input: { a: 10, b: -5 },
        cluster: 0,
        clusterName: 'A',
        distance: 0,
        secondCluster: 1,
        secondDistance: 5,
        distances: [0, 5],
      },
      {
        input: { a: 16, b: 11 },
        cluster: 1,
        clusterName: 'B',
        distance: 0,
        secondCluster: 0,
        secondDistance: 5,
        distances: [5, 0],
      },
      {
        input: { a: 8, b: -1 },
        cluster: 0,
        clusterName: 'A',
        distance: Math.SQRT2,
        secondCluster: 1,
        secondDistance: 5,
        distances: [Math.SQRT2, 5],
      },
    ]);
  });

  it('answers an SVM by class and logit', () => {
    const answers = predictPoints(svm, RAW);
    expect(answers.map((answer) => answer.class)).toEqual(['yes', 'no', 'no']);
    answers.forEach(({ logit }, i) => {
      expect(logit).toBeCloseTo([0.25, -0.75, -1.75][i], 12);
    });
  });

  it('gives the same for many points as for each alone', () => {
    const points = Array.from({ length: 2500 }, (_, i) => [8 + (i % 50) / 10, -9 + i / 400]);
    const together = predictPoints(network, points);
    for (const i of [0, 1023, 1024, 2047, 2048, 2499]) {
      expect(together[i]).toEqual(predictPoints(network, [points[i]])[0]);
    }
  });
});

describe('the curve of a network of one feature', () => {
  /** sigmoid(3 s - 1), raw x = 10 + 2 s */
  const single: ModelContext = {
    ...network,
    scaler: { kind: 'standard', offset: [10], scale: [2] },
    featureNames: ['a'],
    featureRanges: [[8, 12]],
    state: {
      ...network.state,
      tensors: {
        'layer0/kernel': { shape: [1, 1], data: Float64Array.of(3) },
        'layer0/bias': vector(-1),
      },
    },
  };
  const points: PointSample = {
    features: ['a'],
    target: 'y',
    totalRows: 0,
    count: 0,
    values: new Float64Array(0),
    targets: new Float64Array(0),
    classes: ['no', 'yes'],
  };

  it('is its output from the least to the largest value', () => {
    const frame = drawPicture(single, points);
    if (frame.kind !== 'network' || frame.curve === null) throw new Error('no curve');
    const { x, values } = frame.curve;
    expect(frame.surface).toBeNull();
    expect([x.length, values.length, x[0], x[255]]).toEqual([256, 256, 8, 12]);
    for (const i of [0, 100, 255]) {
      expect(values[i]).toBeCloseTo(1 / (1 + Math.exp(-(3 * ((x[i] - 10) / 2) - 1))), 6);
    }
  });

  it('is not drawn for more features or outputs', () => {
    expect(drawPicture(network, { ...points, features: ['a', 'b'] })).toMatchObject({ curve: null });
    const two: ModelContext = {
      ...single,
      model: networkSpec({ layers: [{ units: 2, activation: 'linear' }] }),
      state: {
        ...single.state,
        tensors: {
          'layer0/kernel': { shape: [1, 2], data: Float64Array.of(1, 2) },
          'layer0/bias': vector(0, 0),
        },
      },
    };
    expect(drawPicture(two, points)).toMatchObject({ curve: null, surface: null });
  });
});

describe('computeSurface', () => {
  it('lies row by row: values[i * n + j] is the output at (x1[j], x2[i])', () => {
    const { x1, x2, values } = computeSurface(network, 5);
    expect([...x1]).toEqual([8, 9, 10, 11, 12]);
    expect([...x2]).toEqual([-9, -7, -5, -3, -1]);
    for (const i of [0, 2, 4]) {
      for (const j of [0, 1, 4]) {
        const [answer] = predictPoints(network, [[x1[j], x2[i]]]);
        expect(values[i * 5 + j]).toBe(Math.fround(answer.output as number));
      }
    }
  });

  it('shows the four corners of a trained XNOR', async () => {
    const training = trainingSpec({ steps: 5000 });
    const data = xnorData();
    const trainer = createTypedTrainer({ model: networkSpec(), training, seed: 3, data, resume: null });
    await drain(trainer);
    const frame = trainer.frame({ ...sample, values: data.features, count: 4, targets: data.target! });
    if (frame.kind !== 'network' || frame.surface === null) throw new Error('no surface');
    const { values } = frame.surface;
    expect(values).toHaveLength(10000);
    const corners = [0, 99, 9900, 9999].map((at) => values[at]);
    corners.forEach((value, i) => {
      expect(Math.abs(value - [1, 0, 0, 1][i])).toBeLessThan(0.02);
    });
  });

  it('refuses what has no such plane', () => {
    expect(() => computeSurface(kmeans, 10)).toThrow('two features and one output');
    const wide = { ...network, featureNames: ['a', 'b', 'c'] };
    expect(() => computeSurface(wide, 10)).toThrow('two features and one output');
  });
});

describe('drawPicture', () => {
  it('labels the sample by cluster, with raw centres and the sizes over all rows', () => {
    expect(drawPicture(kmeans, sample)).toEqual({
      kind: 'kmeans',
      step: 3,
      centers: Float64Array.of(10, -5, 16, 11),
      sizes: Int32Array.of(1, 1),
      labels: Int32Array.of(0, 1, 0),
    });
  });

  it('gives the raw line, and the rows on or inside the margin', () => {
    const frame = drawPicture(svm, sample);
    if (frame.kind !== 'svm') throw new Error('not an SVM');
    expect([...frame.coef]).toEqual([0.5, -0.25]);
    // 0.25 - 0.5 * 10 + 0.25 * -5
    expect(frame.intercept).toBeCloseTo(-6, 12);
    // Logits 0.25, -0.75, -1.75 against classes no, yes, no: only the last is outside.
    expect([...frame.supportVectors]).toEqual([0, 1]);
  });

  it('works on scaled rows, so that no digits are lost however far the columns lie from zero', () => {
    const far = { ...svm, scaler: { kind: 'standard' as const, offset: [1e12, 1e12], scale: [1, 1] } };
    const raw = [1e12 + 0.25, 1e12 - 0.5];
    const near = { ...svm, scaler: { kind: 'standard' as const, offset: [0, 0], scale: [1, 1] } };
    const [{ logit } = {}] = predictPoints(near, [[0.25, -0.5]]);
    expect(predictPoints(far, [raw])[0].logit).toBe(logit);
    const frame = drawPicture(far, { ...sample, count: 1, values: Float64Array.from(raw) });
    expect(frame.kind === 'svm' ? [...frame.logits!] : []).toEqual([logit]);
  });

  it('draws a large network on fewer points, and leaves its weights out', async () => {
    const units = 300;
    const model = networkSpec({
      layers: [
        { units, activation: 'relu' },
        { units, activation: 'relu' },
        { units: 1, activation: 'sigmoid' },
      ],
    });
    const data = xnorData();
    const options = { model, training: trainingSpec({ steps: 1 }), seed: 1, data, resume: null };
    const trainer = createTypedTrainer(options);
    await drain(trainer);
    const frame = trainer.frame({ ...sample, values: data.features, count: 4, targets: data.target! });
    if (frame.kind !== 'network' || frame.surface === null) throw new Error('no surface');
    const side = frame.surface.x1.length;
    expect(frame.surface.values).toHaveLength(side * side);
    expect(side).toBeGreaterThanOrEqual(8);
    expect(side * side * units * units).toBeLessThan(31e6);
    expect(frame.layers.every(({ kernel }) => kernel === null)).toBe(true);
  });
});

describe('predictionTable', () => {
  const rowNumbers = [1, 4, 9];

  it('has each used row in raw units, by its number in the file, with what the model says', () => {
    const table = makeTable(network, scaledData, rowNumbers);
    expect(table.columns).toEqual(['row', 'a', 'b', 'y', 'split', 'output', 'class']);
    expect(table.rows).toBe(3);
    expect(table.row(0)).toEqual([1, 10, -5, 'no', 'train', sigmoid(0.5), 'yes']);
    expect(table.row(2)).toEqual([9, 8, -1, 'no', 'validation', sigmoid(1.5), 'yes']);
  });

  it('has cluster and distance for k-means', () => {
    const data = { ...scaledData, target: null, classes: [], trainRows: 3 };
    const table = makeTable(kmeans, data, rowNumbers);
    expect(table.columns).toEqual([
      'row',
      'a',
      'b',
      'cluster',
      'clusterName',
      'distance',
      'secondCluster',
      'secondDistance',
    ]);
    expect(table.row(1)).toEqual([4, 16, 11, 1, 'B', 0, 0, 5]);
    expect(table.row(2)).toEqual([9, 8, -1, 0, 'A', Math.SQRT2, 1, 5]);
  });

  it('has class and logit for an SVM', () => {
    const table = makeTable(svm, scaledData, rowNumbers);
    expect(table.columns).toEqual(['row', 'a', 'b', 'y', 'split', 'predicted', 'logit']);
    expect(table.row(1)).toEqual([4, 16, 11, 'yes', 'train', 'no', expect.closeTo(-0.75, 12)]);
  });
});

describe('the columns of predictionTable', () => {
  const called = (featureNames: string[], target: string): [ModelContext, typeof scaledData] => [
    { ...network, featureNames, target },
    { ...scaledData, featureNames },
  ];

  it('have each name once where the target or a feature is called as ours are', () => {
    const target = makeTable(...called(['a', 'b'], 'class'), [1, 2, 3]);
    expect(target.columns).toEqual(['row', 'a', 'b', 'class', 'split', 'output', 'class_2']);
    expect(target.notes).toEqual([
      'The data has a column "class" of its own: Benchtop\'s column "class" is called "class_2".',
    ]);
    expect(target.row(0)).toEqual([1, 10, -5, 'no', 'train', sigmoid(0.5), 'yes']);
    const features = makeTable(...called(['output', 'row'], 'split'), [1, 2, 3]);
    expect(features.columns).toEqual(['row_2', 'output', 'row', 'split', 'split_2', 'output_2', 'class']);
    expect(features.notes).toHaveLength(3);
    expect(makeTable(network, scaledData, [1, 2, 3]).notes).toEqual([]);
  });

  it('have each name once for the other kinds too', () => {
    const clusters = makeTable(
      { ...kmeans, featureNames: ['cluster', 'distance'] },
      { ...scaledData, target: null, classes: [], trainRows: 3, featureNames: ['cluster', 'distance'] },
      [1, 2, 3],
    );
    expect(clusters.columns).toEqual([
      'row',
      'cluster',
      'distance',
      'cluster_2',
      'clusterName',
      'distance_2',
      'secondCluster',
      'secondDistance',
    ]);
    const margins = makeTable({ ...svm, target: 'predicted' }, scaledData, [1, 2, 3]);
    expect(margins.columns).toEqual(['row', 'a', 'b', 'predicted', 'split', 'predicted_2', 'logit']);
  });
});

describe('a softmax network of three classes', () => {
  /** z = (s1, s2, 0): the class of the larger scaled feature, the third where both are below 0. */
  const threeClasses: ModelContext = {
    ...common,
    classes: ['a', 'b', 'c'],
    model: networkSpec({
      layers: [{ units: 3, activation: 'softmax' }],
      loss: 'categoricalCrossentropy',
    }),
    state: {
      kind: 'network',
      step: 4,
      tensors: {
        'layer0/kernel': { shape: [2, 3], data: Float64Array.of(1, 0, 0, 0, 1, 0) },
        'layer0/bias': vector(0, 0, 0),
      },
      extra: {},
    },
  };

  it('predicts the class with the largest probability, and all of them', () => {
    // Raw rows for scaled (ln 2, 0), (0, ln 6), (-50, -50).
    const rows = [
      [10 + 2 * Math.log(2), -5],
      [10, -5 + 4 * Math.log(6)],
      [-90, -205],
    ];
    const answers = predictPoints(threeClasses, rows);
    expect(answers.map((answer) => answer.class)).toEqual(['a', 'b', 'c']);
    expect(answers[0].probabilities).toEqual({
      a: expect.closeTo(0.5, 12) as number,
      b: expect.closeTo(0.25, 12) as number,
      c: expect.closeTo(0.25, 12) as number,
    });
    expect(answers[1].probabilities!['b']).toBeCloseTo(6 / 8, 12);
    expect(answers[0].input).toEqual({ a: rows[0][0], b: -5 });
    expect(answers[0].output).toBeUndefined();
  });

  it('is a table with the class and a column for each probability', () => {
    const data = {
      ...toTrainingData(
        [
          [0, 0],
          [3, 4],
          [-9, -9],
        ],
        [0, 1, 2],
        3,
        null,
        ['a', 'b', 'c'],
      ),
      scaler,
    };
    const table = makeTable(threeClasses, { ...data, featureNames: ['a', 'b'] }, [1, 2, 3]);
    expect(table.columns).toEqual(['row', 'a', 'b', 'y', 'class', 'p(a)', 'p(b)', 'p(c)']);
    expect(table.row(1).slice(3, 5)).toEqual(['b', 'b']);
    expect(table.row(1)[6]).toBeCloseTo(Math.exp(4) / (Math.exp(3) + Math.exp(4) + 1), 12);
    expect(table.row(2).slice(3, 5)).toEqual(['c', 'c']);
    // Rows may be asked for in any order.
    expect(table.row(0).slice(3, 5)).toEqual(['a', 'a']);
  });

  it('is drawn as the regions of its classes', () => {
    const sample: PointSample = {
      features: ['a', 'b'],
      target: 'y',
      totalRows: 0,
      count: 0,
      values: new Float64Array(0),
      targets: new Float64Array(0),
      classes: ['a', 'b', 'c'],
    };
    const frame = drawPicture(threeClasses, sample);
    if (frame.kind !== 'network' || frame.regions === null) throw new Error('no regions');
    expect(frame.surface).toBeNull();
    const { x1, x2, labels, probabilities } = frame.regions;
    // The ranges 8 to 12 and -9 to -1, with a margin of 4 % around.
    const last = x1.length - 1;
    for (const [place, corner] of [x1[0], x1[last], x2[0], x2[last]].entries())
      expect(corner).toBeCloseTo([7.84, 12.16, -9.32, -0.68][place], 12);
    // Scaled corners: (-1.08, -1.08), (1.08, -1.08) and (-1.08, 1.08).
    expect([labels[0], labels[last], labels[last * x1.length]]).toEqual([2, 0, 1]);
    expect(probabilities[0]).toBeCloseTo(1 / (1 + 2 * Math.exp(-1.08)), 6);
    expect(() => computeSurface(threeClasses, 5)).toThrow('two features and one output');
  });

  it('of hinge loss says the second class from 0 on', () => {
    const hinge: ModelContext = {
      ...network,
      model: networkSpec({ layers: [{ units: 1, activation: 'linear' }], loss: 'hinge' }),
    };
    // s1 + 2 s2 + 0.5 at the raw rows for scaled (0, 0) and (-1, 0).
    const answers = predictPoints(hinge, [
      [10, -5],
      [8, -5],
    ]);
    expect(answers.map(({ output, class: named }) => [output, named])).toEqual([
      [0.5, 'yes'],
      [-0.5, 'no'],
    ]);
  });
});
