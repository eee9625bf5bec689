import { describe, expect, it } from 'vitest';
import { present } from '../../../src-shared/present';
import { planeSpace, projectQueryPoints, sampleIn, scaledSpace } from '../shell/space';
import { frameIn, historyIn } from './cluster-space';

const scaler = { kind: 'standard' as const, offset: [10, 100, 0], scale: [2, 50, 1] };
const features = ['a', 'b', 'c'];
const sample = {
  features,
  target: null,
  totalRows: 2,
  count: 2,
  values: Float64Array.of(12, 150, 3, 10, 100, 0),
  targets: new Float64Array(0),
  classes: [],
};
const history = {
  step: Float64Array.of(1, 2),
  columns: ['restart', 'c0.a', 'c0.b', 'c0.c'],
  values: Float64Array.of(1, 12, 150, 3, 2, 10, 100, 0),
};

describe('scaledSpace', () => {
  const space = scaledSpace(features, scaler);
  it('maps points, centres, their history and asked points alike', () => {
    expect([...sampleIn(sample, space).values]).toEqual([1, 1, 3, 0, 0, 0]);
    const frame = {
      kind: 'kmeans' as const,
      step: 1,
      centers: sample.values,
      sizes: Int32Array.of(1, 1),
      labels: Int32Array.of(0, 1),
    };
    expect([...frameIn(frame, 3, space).centers]).toEqual([1, 1, 3, 0, 0, 0]);
    expect([...present(historyIn(history, 3, space)).values]).toEqual([1, 1, 1, 3, 2, 0, 0, 0]);
    expect(projectQueryPoints([{ input: { a: 12, b: 150, c: 3 }, cluster: 1 }], features, space)).toEqual([
      { input: { 'a, scaled': 1, 'b, scaled': 1, 'c, scaled': 3 }, cluster: 1 },
    ]);
  });
});

describe('planeSpace', () => {
  const plane = {
    mean: Float64Array.of(0, 0, 1),
    components: [Float64Array.of(0, 0, 1), Float64Array.of(0.6, 0.8, 0)] as const,
    explainedVarianceRatio: [0.7231, 0.2] as const,
  };
  const space = planeSpace(features, scaler, plane);
  it('says how much of the variance each axis has, and projects', () => {
    expect(space.features).toEqual(['PC 1, 72.3 % of the variance', 'PC 2, 20.0 % of the variance']);
    expect([...sampleIn(sample, space).values].map((x) => Number(x.toFixed(12)))).toEqual([2, 1.4, -1, 0]);
    const mapped = present(historyIn(history, 3, space));
    expect(mapped.columns).toHaveLength(3);
    expect([...mapped.values].map((x) => Number(x.toFixed(12)))).toEqual([1, 2, 1.4, 2, -1, 0]);
  });
  it('refuses a history of other features', () => {
    expect(historyIn({ ...history, columns: [...history.columns, 'x'] }, 3, space)).toBeNull();
  });
});
