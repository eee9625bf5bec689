import { hypot } from '../../../src-shared/portable-math/hypot';
import { sin } from '../../../src-shared/portable-math/sin-cos';
import type { RowMaker, Source } from './source';

/** Numbers to predict: straight, bent along one axis, bent over a plane, and in many dimensions. */

/**
 * A linear model (make_regression): standard normal features, y = sum of w x plus normal noise. The
 * weights are uniform in [-1, 1), not in [0, 100), so that y is of the size of the features.
 */
export function regression({ param, points, jitter }: Source): RowMaker {
  const weights = Float64Array.from({ length: param('features') }, () => 2 * points.uniform() - 1);
  return {
    isOrdered: false,
    draw: (_, x, at) => {
      let y = 0;
      for (let c = 0; c < weights.length; c++) {
        const value = points.normal();
        x[at + c] = value;
        y += weights[c] * value;
      }
      return y + jitter();
    },
  };
}

/** Noisy sine: y = sin(x) plus normal noise, x uniform in [-range, range], in radians. One feature. */
export function sine({ param, points, jitter }: Source): RowMaker {
  const range = param('range');
  return {
    isOrdered: false,
    draw: (_, x, at) => {
      const value = (2 * points.uniform() - 1) * range;
      x[at] = value;
      return sin(value) + jitter();
    },
  };
}

/**
 * The radial sinc ("Mexican hat"), a usual test of smooth regression: y = sin(r) / r plus normal
 * noise, r the distance from the origin, points uniform in [-range, range]^2.
 */
export function ripple({ param, points, jitter }: Source): RowMaker {
  const range = param('range');
  return {
    isOrdered: false,
    draw: (_, x, at) => {
      const x1 = (2 * points.uniform() - 1) * range;
      const x2 = (2 * points.uniform() - 1) * range;
      x[at] = x1;
      x[at + 1] = x2;
      const r = hypot(x1, x2);
      return (r === 0 ? 1 : sin(r) / r) + jitter();
    },
  };
}

/**
 * Friedman's first problem (make_friedman1; Friedman, "Multivariate adaptive regression splines",
 * 1991): features uniform in [0, 1), y = 10 sin(pi x1 x2) + 20 (x3 - 0.5)^2 + 10 x4 + 5 x5 plus
 * normal noise; features beyond the fifth have nothing to do with y.
 */
export function friedman1({ param, points, jitter }: Source): RowMaker {
  const width = param('features');
  return {
    isOrdered: false,
    draw: (_, x, at) => {
      for (let c = 0; c < width; c++) x[at + c] = points.uniform();
      const bent = x[at + 2] - 0.5;
      return (
        10 * sin(Math.PI * x[at] * x[at + 1]) + 20 * bent * bent + 10 * x[at + 3] + 5 * x[at + 4] + jitter()
      );
    },
  };
}
