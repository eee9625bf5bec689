import { cos, sin } from '../../../src-shared/portable-math/sin-cos';
import type { RowMaker, Source } from './source';

/**
 * Classes in the plane, and clouds in any number of dimensions. Where scikit-learn has a generator
 * of the kind (sklearn.datasets, "Samples generator"), its definition holds: the points are the
 * same but for the stream of random numbers.
 */

/**
 * Isotropic normal clouds (make_blobs): `centers` centres uniform in [-range, range]^features, as many rows around each
 * as around any other but for one, with standard deviation `noise`; the class is the centre.
 */
export function blobs({ param, points, jitter }: Source): RowMaker {
  const width = param('features');
  const count = param('centers');
  const range = param('range');
  const centers = Float64Array.from({ length: count * width }, () => (2 * points.uniform() - 1) * range);
  return {
    isOrdered: true,
    draw: (row, x, at) => {
      const center = row % count;
      for (let c = 0; c < width; c++) x[at + c] = centers[center * width + c] + jitter();
      return center;
    },
  };
}

/**
 * Two interleaving half circles (make_moons): class 0 at (cos t, sin t), class 1 at
 * (1 - cos t, 0.5 - sin t), t evenly spaced in [0, pi]; the first class has floor(n / 2) rows.
 */
export function moons({ param, jitter }: Source): RowMaker {
  const rows = param('n');
  const outer = rows >> 1;
  return {
    isOrdered: true,
    draw: (row, x, at) => {
      const isInner = row >= outer;
      const angle = Math.PI * (isInner ? spaced(row - outer, rows - outer) : spaced(row, outer));
      x[at] = (isInner ? 1 - cos(angle) : cos(angle)) + jitter();
      x[at + 1] = (isInner ? 0.5 - sin(angle) : sin(angle)) + jitter();
      return isInner ? 1 : 0;
    },
  };
}

/** Number `i` of `count` evenly spaced in [0, 1], both ends included. */
function spaced(i: number, count: number): number {
  return count === 1 ? 0 : i / (count - 1);
}

/**
 * A circle within a circle (make_circles): class 0 on radius 1, class 1 on radius `factor`, evenly
 * spaced by angle; the first class has floor(n / 2) rows.
 */
export function circles({ param, jitter }: Source): RowMaker {
  const rows = param('n');
  const outer = rows >> 1;
  const factor = param('factor');
  return {
    isOrdered: true,
    draw: (row, x, at) => {
      const isInner = row >= outer;
      const turn = isInner ? (row - outer) / (rows - outer) : row / outer;
      const radius = isInner ? factor : 1;
      x[at] = radius * cos(2 * Math.PI * turn) + jitter();
      x[at + 1] = radius * sin(2 * Math.PI * turn) + jitter();
      return isInner ? 1 : 0;
    },
  };
}

/**
 * Archimedean spirals, after the two spirals of Lang and Witbrock, "Learning to tell two spirals
 * apart" (1988), for any number of arms: at radius r in (0, 1] arm c of k has the angle
 * 2 pi (turns r + c / k). Radii are the square roots of even steps, so that the points are about as
 * dense outside as they are inside.
 */
export function spirals({ param, jitter }: Source): RowMaker {
  const rows = param('n');
  const arms = param('classes');
  const turns = param('turns');
  return {
    isOrdered: true,
    draw: (row, x, at) => {
      const arm = row % arms;
      const onArm = Math.ceil((rows - arm) / arms);
      const radius = Math.sqrt((Math.floor(row / arms) + 1) / onArm);
      const angle = 2 * Math.PI * (turns * radius + arm / arms);
      x[at] = radius * cos(angle) + jitter();
      x[at + 1] = radius * sin(angle) + jitter();
      return arm;
    },
  };
}

/**
 * Four normal clouds around (-1, -1) (-1, 1) (1, -1) (1, 1), of standard deviation `noise`;
 * class 1 where the signs of the centre differ, wherever the point itself has come to lie.
 */
export function xorClouds({ jitter }: Source): RowMaker {
  return {
    isOrdered: true,
    draw: (row, x, at) => {
      const right = (row >> 1) & 1;
      const top = row & 1;
      x[at] = 2 * right - 1 + jitter();
      x[at + 1] = 2 * top - 1 + jitter();
      return right ^ top;
    },
  };
}
