import { describe, expect, it } from 'vitest';
import { principalComponents, type Pca } from './pca';
import { Rng } from './rng';

function pca(values: Float64Array, rows: number, width: number): Pca {
  const steps = principalComponents(values, rows, width);
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
  }
}

describe('principalComponents', () => {
  it('finds the directions of a rotated cross', () => {
    // Along (3, 4) / 5 at +-10 and across at +-5, around (1, 2): variances 4 : 1.
    const values = Float64Array.of(7, 10, -5, -6, 1 - 4, 2 + 3, 1 + 4, 2 - 3);
    const { mean, components, explainedVarianceRatio } = pca(values, 4, 2);
    expect([...mean]).toEqual([1, 2]);
    expect(components[0][0]).toBeCloseTo(0.6, 12);
    expect(components[0][1]).toBeCloseTo(0.8, 12);
    expect(components[1][0]).toBeCloseTo(0.8, 12);
    expect(components[1][1]).toBeCloseTo(-0.6, 12);
    expect(explainedVarianceRatio[0]).toBeCloseTo(0.8, 12);
    expect(explainedVarianceRatio[1]).toBeCloseTo(0.2, 12);
  });

  it.each([3, 8, 40])(
    'is eigenvectors of the scatter matrix, of length 1 and across: %i columns',
    (width) => {
      const rng = new Rng(width);
      const rows = 200;
      const loads = Array.from({ length: 3 }, () => Float64Array.from({ length: width }, () => rng.normal()));
      const values = new Float64Array(rows * width);
      for (let row = 0; row < rows; row++) {
        const factors = [6 * rng.normal(), 3 * rng.normal(), rng.normal()];
        for (let j = 0; j < width; j++) {
          values[row * width + j] = factors.reduce((sum, f, i) => sum + f * loads[i][j], 0.3 * rng.normal());
        }
      }
      const { mean, components, explainedVarianceRatio } = pca(values, rows, width);
      const scatter = Array.from({ length: width }, (_, a) =>
        Array.from({ length: width }, (__, b) => {
          let sum = 0;
          for (let row = 0; row < rows; row++) {
            sum += (values[row * width + a] - mean[a]) * (values[row * width + b] - mean[b]);
          }
          return sum;
        }),
      );
      const trace = scatter.reduce((sum, row, i) => sum + row[i], 0);
      components.forEach((component, i) => {
        const eigenvalue = explainedVarianceRatio[i] * trace;
        scatter.forEach((row, a) => {
          const product = row.reduce((sum, value, b) => sum + value * component[b], 0);
          expect(Math.abs(product - eigenvalue * component[a])).toBeLessThan(1e-5 * trace);
        });
        expect(component.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 10);
        const largest = [...component].reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
        expect(largest).toBeGreaterThan(0);
      });
      const across = components[0].reduce((sum, value, j) => sum + value * components[1][j], 0);
      expect(Math.abs(across)).toBeLessThan(1e-10);
      expect(explainedVarianceRatio[0]).toBeGreaterThan(explainedVarianceRatio[1]);
    },
  );

  it('knows points without any spread, or with one direction only', () => {
    const same = pca(Float64Array.of(1, 2, 3, 1, 2, 3), 2, 3);
    expect(same.explainedVarianceRatio).toEqual([0, 0]);
    const along = pca(Float64Array.of(0, 0, 0, 1, 2, 2, 2, 4, 4), 3, 3);
    expect(along.explainedVarianceRatio[0]).toBeCloseTo(1, 12);
    expect(along.explainedVarianceRatio[1]).toBeCloseTo(0, 12);
    expect([...along.components[0]].map((x) => x.toFixed(9))).toEqual([
      '0.333333333',
      '0.666666667',
      '0.666666667',
    ]);
    expect([...along.components[1]].every(Number.isFinite)).toBe(true);
  });
});
