import { expect, it } from 'vitest';
import { studentTTails } from '../distributions/student-t';
import { posteriorDensity } from './posterior';

it('is Student’s t, moved and stretched', () => {
  // Cauchy: 1 / π in the middle, half of that one error away; over an error of 2 half as high.
  expect(posteriorDensity({ mean: 3, error: 1, df: 1 }, 3)).toBeCloseTo(1 / Math.PI, 14);
  expect(posteriorDensity({ mean: 3, error: 1, df: 1 }, 4)).toBeCloseTo(0.5 / Math.PI, 14);
  expect(posteriorDensity({ mean: 3, error: 2, df: 1 }, 3)).toBeCloseTo(0.5 / Math.PI, 14);
  // Two degrees of freedom: 1 / (2 sqrt 2); very many: the normal density.
  expect(posteriorDensity({ mean: 0, error: 1, df: 2 }, 0)).toBeCloseTo(1 / (2 * Math.SQRT2), 14);
  expect(posteriorDensity({ mean: 0, error: 1, df: 1e9 }, 1)).toBeCloseTo(
    Math.exp(-0.5) / Math.sqrt(2 * Math.PI),
    8,
  );
});

it.each([3, 9, 49, 199, 200, 201, 1000])('is the slope of its distribution, df %i', (df) => {
  const h = 1e-4;
  for (const t of [-2, 0.3, 1.5]) {
    const slope = (studentTTails(t + h, df).lower - studentTTails(t - h, df).lower) / (2 * h);
    expect(posteriorDensity({ mean: 0, error: 1, df }, t)).toBeCloseTo(slope, 7);
  }
});
