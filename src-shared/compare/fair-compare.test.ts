import { describe, expect, it } from 'vitest';
import { parseExperiment } from '../experiment/schema';
import { datasetFactsSchema, type DatasetFacts } from '../run/record/dataset-facts';
import { fairComparison } from './fair-compare';
import { lowerIsBetter } from '../run/figures/metric-direction';
import type { Compared } from './measured-values';
import { metricDelta } from './metric-direction';

const facts = datasetFactsSchema.parse({
  name: 'hw-data.txt',
  sha256: 'a'.repeat(64),
  rows: 200,
  droppedRows: 0,
  trainRows: 160,
  validationRows: 40,
  features: ['Height', 'Weight'],
  target: 'size',
  classes: [],
  featureRanges: [],
  split: { method: 'random', seed: 1 },
  rowsSha256: 'r1',
  scaler: { kind: 'standard', offset: [0, 0], scale: [1, 1] },
  fingerprint: 'f1',
});

const layers = [{ units: 1, activation: 'sigmoid' }];
function run(
  changes: Partial<DatasetFacts> = {},
  model: Record<string, unknown> = {},
  metrics: readonly string[] = ['loss', 'accuracy'],
): Compared {
  return {
    experiment: parseExperiment({
      schemaVersion: 1,
      name: 'one',
      dataset: { kind: 'generated', generator: 'xnor' },
      model: { kind: 'network', layers, ...model },
    }),
    dataset: { ...facts, ...changes },
    summary: Object.fromEntries(metrics.map((name) => [name, 0.5])),
  };
}

const aspects = (...runs: Compared[]): string[] =>
  fairComparison(runs).differences.map(({ aspect }) => aspect);

describe(fairComparison, () => {
  it('calls runs on the same rows and metrics comparable, whatever else is set', () => {
    const other = run({}, { optimizer: { kind: 'sgd', learningRate: 1 }, layers: [...layers, ...layers] });
    expect(fairComparison([run(), other])).toMatchObject({ isComparable: true, differences: [] });
    expect(aspects(run())).toEqual([]);
    expect(aspects()).toEqual([]);
  });

  it.each([
    [{ sha256: 'b'.repeat(64), fingerprint: 'f2', rowsSha256: 'r2' }, ['dataset']],
    [{ filter: '"Height" > 60', fingerprint: 'f2', rowsSha256: 'r2' }, ['filter']],
    [
      { sample: { rows: 100, method: 'random' as const, seed: 3 }, rowsSha256: 'r2', fingerprint: 'f2' },
      ['sample'],
    ],
    [{ split: { method: 'random' as const, seed: 2 }, rowsSha256: 'r2', fingerprint: 'f2' }, ['split']],
    [{ rows: 190, trainRows: 160, validationRows: 40, rowsSha256: 'r2', fingerprint: 'f2' }, ['rows']],
    [{ target: 'weight', fingerprint: 'f2' }, ['target']],
    [{ weight: 'w', fingerprint: 'f2' }, ['weight']],
    [{ scaler: { kind: 'none' as const, offset: [0, 0], scale: [1, 1] }, fingerprint: 'f2' }, ['scaler']],
  ])('tells what differs: %j', (change, expected) => {
    const found = fairComparison([run(), run(change)]);
    expect(found.isComparable).toBe(false);
    expect(found.differences.map(({ aspect }) => aspect)).toEqual(expected);
    expect(found.differences[0]?.values).toHaveLength(2);
  });

  it('takes the very same rows for a same split, however they were chosen', () => {
    const chosen = { split: { method: 'last' as const, seed: null }, filter: 'true', fingerprint: 'f2' };
    expect(aspects(run(), run(chosen))).toEqual([]);
    // Of another file they are other rows.
    expect(aspects(run(), run({ ...chosen, sha256: 'c'.repeat(64) }))).toContain('dataset');
  });

  it('lets features differ, but not those that k-means measures in', () => {
    expect(aspects(run(), run({ features: ['Height'], fingerprint: 'f2' }))).toEqual([]);
    const kmeans = (features: string[]): Compared => ({
      ...run({ features, fingerprint: features.join() }, {}, ['inertia']),
      experiment: parseExperiment({
        schemaVersion: 1,
        name: 'k',
        dataset: { kind: 'generated', generator: 'xnor' },
        model: { kind: 'kmeans', nClusters: 3 },
      }),
    });
    const found = fairComparison([kmeans(['Height']), kmeans(['Height', 'Weight'])]);
    expect([...found.metrics.keys()]).toEqual(['inertia']);
    expect(fairComparison([kmeans(['Height']), kmeans(['Height'])]).isComparable).toBe(true);
  });

  it('names the metrics that are not the same figure, and leaves the others', () => {
    const hinge = run({}, { loss: 'meanAbsoluteError' });
    const found = fairComparison([run(), hinge]);
    expect(found.metrics.get('loss')?.values).toEqual(['mean squared error', 'mean absolute error']);
    expect(found.metrics.has('accuracy')).toBe(false);
    const penalised = run({}, { regularizer: { l1: 0, l2: 0.01 } });
    expect(fairComparison([run(), penalised]).metrics.get('loss')?.values[1]).toBe(
      'mean squared error + 0.01 L2',
    );
    // A run without the metric does not differ in it.
    expect(aspects(run(), run({}, { loss: 'hinge' }, ['accuracy']))).toEqual([]);
  });

  it('tells last figures of a sample, as of a run that trains, from those of all rows', () => {
    const measuring = { logEvery: 10, sample: { trainRows: 50, validationRows: 40 }, fullEvery: null };
    const trains = { ...run(), measuring, isSummaryOfSample: true as const };
    expect(aspects(run(), { ...trains, isSummaryOfSample: undefined })).toEqual([]);
    expect(aspects(trains, trains)).toEqual([]);
    expect(fairComparison([run(), trains]).differences).toEqual([
      {
        aspect: 'measured',
        title: 'rows that the figures are of',
        values: ['all rows', 'a sample of 50 of 160 training rows and all 40 validation rows, seed 1'],
      },
    ]);
    const other = { ...trains, experiment: { ...trains.experiment, seed: 7 } };
    expect(aspects(trains, other)).toEqual(['measured']);
  });

  describe('by the values that were measured', () => {
    const hashes = (target: string, changes: Partial<DatasetFacts> = {}): Partial<DatasetFacts> => ({
      fingerprint: target + JSON.stringify(changes),
      valuesSha256: { target, weight: null, features: null },
      ...changes,
    });

    it('tells targets of one name that are other values, and none of other names that are the same', () => {
      const found = fairComparison([run(hashes('1111111122')), run(hashes('3333333344'))]);
      expect(found.differences).toEqual([
        { aspect: 'target', title: 'target', values: ['size (11111111)', 'size (33333333)'] },
      ]);
      expect(aspects(run(hashes('1')), run(hashes('1', { target: 'length' })))).toEqual([]);
    });

    it('tells weights by their values', () => {
      const weighted = (weight: string, hash: string | null): Compared =>
        run({ weight, fingerprint: weight, valuesSha256: { target: 't', weight: hash, features: null } });
      expect(aspects(weighted('w', 'a'), weighted('w', 'b'))).toEqual(['weight']);
      expect(aspects(weighted('w', 'a'), weighted('v', 'a'))).toEqual([]);
      // All weights are 1.
      expect(aspects(weighted('w', null), run(hashes('t')))).toEqual([]);
    });

    it('says nothing of the values of other rows than the same', () => {
      const other = hashes('2', { filter: '"Height" > 60', rowsSha256: 'r2' });
      expect(aspects(run(hashes('1')), run(other))).toEqual(['filter']);
    });

    const file = (changes: object, facts: Partial<DatasetFacts> = {}): Compared => ({
      ...run({ schema: [{ name: 'size', type: 'number', role: 'target' }], ...facts }),
      experiment: parseExperiment({
        schemaVersion: 1,
        name: 'one',
        dataset: { kind: 'file', path: '/hw.csv', features: ['Height'], target: 'size', ...changes },
        model: { kind: 'network', layers },
      }),
    });

    it('takes what was read alike for the same in older records, and says what cannot be known', () => {
      const plain = file({}, { fingerprint: 'f1' });
      expect(aspects(plain, file({ features: ['Weight'] }, { fingerprint: 'f2' }))).toEqual([]);
      const comma = file({ dialect: { decimal: ',' } }, { fingerprint: 'f3' });
      const found = fairComparison([plain, comma]);
      expect(found.differences).toEqual([
        {
          aspect: 'target',
          title: 'target',
          values: ['size (values not recorded)', 'size (values not recorded)'],
        },
      ]);
      const own = { columnSettings: [{ name: 'size', na: ['-9'] }] };
      expect(aspects(plain, file(own, { fingerprint: 'f4' }))).toEqual(['target']);
      const newer = file({}, hashes('1'));
      expect(aspects(plain, newer)).toEqual([]);
    });

    it('measures k-means in the values of its features', () => {
      const clustered = (features: string[], hash: string): Compared => ({
        ...run(
          { features, fingerprint: hash, valuesSha256: { target: null, weight: null, features: hash } },
          {},
          ['inertia', 'nIter'],
        ),
        experiment: parseExperiment({
          schemaVersion: 1,
          name: 'k',
          dataset: { kind: 'generated', generator: 'xnor' },
          model: { kind: 'kmeans', nClusters: 3 },
        }),
      });
      const found = fairComparison([
        clustered(['x', 'y'], 'aaaaaaaaaa'),
        clustered(['x', 'y'], 'bbbbbbbbbb'),
      ]);
      expect(found.metrics.get('inertia')?.values).toEqual(['over x, y (aaaaaaaa)', 'over x, y (bbbbbbbb)']);
      expect(found.metrics.has('nIter')).toBe(false);
      expect(fairComparison([clustered(['x', 'y'], 'a'), clustered(['v', 'u'], 'a')]).isComparable).toBe(
        true,
      );
    });

    it('knows what a scaled target makes of a loss', () => {
      const scaled = (scale: number, model: Record<string, unknown>): Compared =>
        run({ targetScaler: { offset: 0, scale } }, model);
      // Squared errors are in the target's own units either way.
      expect(aspects(run(), scaled(2, {}))).toEqual([]);
      const huber = { loss: 'huber', huberDelta: 1 };
      expect(fairComparison([run({}, huber), scaled(2, huber)]).metrics.get('loss')?.values).toEqual([
        'Huber loss (delta 1)',
        'Huber loss (delta 2)',
      ]);
      expect(aspects(run({}, { loss: 'huber', huberDelta: 2 }), scaled(2, huber))).toEqual([]);
      const l2 = { regularizer: { l1: 0, l2: 0.01 } };
      expect(fairComparison([run({}, l2), scaled(2, l2)]).metrics.has('loss')).toBe(true);
    });
  });

  it('does not vouch for a run that has not read its data', () => {
    const found = fairComparison([run(), { ...run(), dataset: null }]);
    expect(found.isComparable).toBe(false);
    expect(found.differences[0]?.values[1]).toBe('not read yet');
  });
});

describe(metricDelta, () => {
  it('knows the direction of the metrics there are, and says so where it does not', () => {
    expect(['loss', 'valRmse', 'inertia', 'dualityGap'].map((metric) => lowerIsBetter(metric))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['accuracy', 'valAccuracy', 'r2', 'valR2'].map((metric) => lowerIsBetter(metric))).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(['nIter', 'learningRate'].map((metric) => lowerIsBetter(metric))).toEqual([null, null]);
  });

  it('is the difference, the ratio where there is one, and what is better', () => {
    expect(metricDelta('loss', 1, 4)).toEqual({ difference: -3, ratio: 0.25, isBetter: true });
    expect(metricDelta('accuracy', 0.5, 1)).toEqual({ difference: -0.5, ratio: 0.5, isBetter: false });
    expect(metricDelta('nIter', 3, 1)).toEqual({ difference: 2, ratio: 3, isBetter: null });
    expect(metricDelta('loss', 2, 2)).toEqual({ difference: 0, ratio: 1, isBetter: null });
    expect(metricDelta('r2', 0.5, -0.5)).toEqual({ difference: 1, ratio: null, isBetter: true });
    expect(metricDelta('loss', 2, 0)?.ratio).toBeNull();
    expect(metricDelta('loss', NaN, 1)).toBeNull();
    expect(metricDelta('loss', 1, Infinity)).toBeNull();
  });
});
