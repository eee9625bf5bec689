import { describe, expect, it } from 'vitest';
import { present } from '../../../src-shared/present';
import { drain, networkSpec, trainingSpec, xnorData } from '../../testing/data';
import { network, kmeans, svm, sigmoid, RAW, scaledData, sample } from '../../testing/models/small-models';
import { drawPicture, predictionTable, predictPoints } from './answers';
import type { PredictionTable } from '../contract/answers';
import type { ModelContext } from '../contract/model-context';
import { createTypedTrainer } from './create-trainer';
import { Rng } from '../numeric/rng';
import { unscaleRows } from '../numeric/scaling';
import type { TrainingData } from '../contract/trainer';

function makeTable(context: ModelContext, data: TrainingData, rowNumbers: number[]): PredictionTable {
  const raw = unscaleRows(data.features, data.width, data.scaler);
  return predictionTable(context, data, rowNumbers, (from, to) =>
    raw.subarray(from * data.width, to * data.width),
  );
}

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
    expect(frame.kind === 'svm' ? [...present(frame.logits)] : []).toEqual([logit]);
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
    const frame = trainer.frame({
      ...sample,
      values: data.features,
      count: 4,
      targets: present(data.target),
    });
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

  it.each([
    ['network', network],
    ['kmeans', kmeans],
    ['svm', svm],
  ] as const)('says of many rows, asked in turn or not, what %s says of each', (kind, context) => {
    const rows = 9000;
    const rng = new Rng(5);
    const features = Float64Array.from({ length: 2 * rows }, () => 3 * rng.normal());
    const numbers = Array.from({ length: rows }, (_, row) => row + 1);
    const own = kind === 'kmeans' ? { target: null, classes: [] } : { target: new Float64Array(rows) };
    const data = { ...scaledData, ...own, rows, trainRows: rows, features };
    const table = makeTable(context, data, numbers);
    const asked = [0, 1, 4095, 4096, 8999, 17, 4097, 5000];
    const read = (row: number): number => Number(table.row(row)[table.columns.length - 1]);
    const cells = asked.map((row) => [...table.row(row)]);
    expect(cells.map(([number]) => number)).toEqual(asked.map((row) => row + 1));
    for (const [i, row] of asked.entries()) {
      const few = { ...data, rows: 1, trainRows: 1, features: features.slice(2 * row, 2 * row + 2) };
      expect(makeTable(context, few, [row + 1]).row(0)).toEqual(cells[i]);
    }
    expect(numbers.map((number) => read(number - 1)).some(Number.isNaN)).toBe(kind === 'network');
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
