import { describe, expect, it } from 'vitest';
import { generatedDatasetSchema } from '../../src-shared/experiment/schema';
import { generateDataset } from './generators';

const spec = (generator: string, params = {}): ReturnType<typeof generatedDatasetSchema.parse> =>
  generatedDatasetSchema.parse({ kind: 'generated', generator, params });

describe('generators', () => {
  it('pushes the classes of the linear margin apart by the margin along the normal', () => {
    const table = generateDataset(
      generatedDatasetSchema.parse({
        kind: 'generated',
        generator: 'linear-margin',
        params: { n: 500, range: 5, margin: 0.5 },
      }),
      4,
    );
    let nearest = Infinity;
    for (let row = 0; row < 500; row++) {
      const signed = (table.features[2 * row + 1]! - table.features[2 * row]!) / Math.SQRT2;
      expect(Math.sign(signed)).toBe(table.target![row] === 1 ? 1 : -1);
      nearest = Math.min(nearest, Math.abs(signed));
    }
    expect(nearest).toBeGreaterThanOrEqual(0.5 - 1e-12);
    expect(nearest).toBeLessThan(0.6);
  });

  it('draws heights and weights with the published moments', () => {
    const n = 50000;
    const { features } = generateDataset(
      generatedDatasetSchema.parse({
        kind: 'generated',
        generator: 'heights-weights',
        params: { n },
      }),
      1,
    );
    let h = 0;
    let w = 0;
    let hw = 0;
    for (let i = 0; i < n; i++) {
      const a = (features[2 * i]! - 67.993) / 1.902;
      const b = (features[2 * i + 1]! - 127.079) / 11.661;
      h += a;
      w += b;
      hw += a * b;
    }
    expect(Math.abs(h / n)).toBeLessThan(0.02);
    expect(Math.abs(w / n)).toBeLessThan(0.02);
    expect(hw / n).toBeCloseTo(0.503, 1);
  });

  it.each([
    ['xnor', [1, 0, 0, 1]],
    ['xor', [0, 1, 1, 0]],
    ['and', [0, 0, 0, 1]],
    ['or', [0, 1, 1, 1]],
  ] as const)('has the truth table of %s', (name, values) => {
    const table = generateDataset(spec(name), 5);
    expect([...table.features]).toEqual([0, 0, 0, 1, 1, 0, 1, 1]);
    expect([...table.target!]).toEqual(values);
    expect(table).toMatchObject({ rows: 4, width: 2, featureNames: ['x1', 'x2'], targetName: 'y' });
  });

  it('takes its sizes from the fields, and its points from the seed', () => {
    const margin = generateDataset(spec('linear-margin'), 1);
    expect(margin).toMatchObject({ rows: 500, featureNames: ['x', 'y'], targetName: 'class' });
    expect(Math.max(...margin.features)).toBeLessThanOrEqual(5 + 0.5 / Math.SQRT2);
    const people = generateDataset(spec('heights-weights'), 1);
    expect(people).toMatchObject({ rows: 200, featureNames: ['Height', 'Weight'], target: null });
    expect(generateDataset(spec('heights-weights'), 1)).toEqual(people);
    expect(generateDataset(spec('heights-weights'), 2).features).not.toEqual(people.features);
  });
});
