import type { KMeansSpec } from '../../src-shared/experiment/schema';
import { meanVariance, squaredMove, startCenters, type Points } from './kmeans-math';
import type { KMeansKernel, KMeansRounds, Start } from './kmeans-rounds';
import { tensorOf } from './network-state';
import { Rng } from './rng';
import type { ModelState } from './trainer';

/**
 * Rounds over all rows (Lloyd 1982): every row is assigned to its nearest centre, then the centres
 * move to the means. A start ends when no row changes its cluster, or by `tol`.
 * @param resume a state to go on from, with the start that it holds; null starts afresh
 */
export function lloydRounds(
  model: KMeansSpec,
  seed: number,
  points: Points,
  kernel: KMeansKernel,
  resume: { readonly state: ModelState; readonly start: Start } | null,
): KMeansRounds {
  const labels = new Int32Array(points.rows);
  const lastLabels = new Int32Array(points.rows).fill(-1);
  const distances = new Float64Array(points.rows);
  let previous = new Float64Array(model.nClusters * points.width);
  let relocated = 0;
  const byCenters = model.tolOn === 'centers' && model.tol > 0;
  const least = byCenters ? model.tol * meanVariance(points) : 0;
  // A restored start knows its centres, not its labels: its last round, made again, brings them back.
  if (resume !== null && resume.start.iteration > 0) {
    previous = Float64Array.from(tensorOf(resume.state, 'previous/centers').data);
    const again = previous.slice();
    kernel.assign(again, lastLabels, distances);
    kernel.update(again, lastLabels, distances, new Int32Array(model.nClusters));
  }

  return {
    most: model.maxIter,
    logsEach: true,
    draw: (restart) => {
      lastLabels.fill(-1);
      const centers = startCenters(
        model.init,
        points,
        model.nClusters,
        Rng.derive(seed, `kmeans ${restart}`),
      );
      previous.set(centers);
      return centers;
    },
    round(start) {
      previous.set(start.centers);
      const before = start.inertia;
      start.inertia = kernel.assign(start.centers, labels, distances);
      const moved = !sameLabels(labels, lastLabels);
      if (moved) relocated += kernel.update(start.centers, labels, distances, start.sizes);
      lastLabels.set(labels);
      start.iteration++;
      if (!moved || start.iteration >= model.maxIter) return true;
      if (byCenters) return squaredMove(previous, start.centers) <= least;
      return model.tol > 0 && before - start.inertia <= model.tol * before && Number.isFinite(before);
    },
    takeRelocated: () => {
      const count = relocated;
      relocated = 0;
      return count;
    },
    state: () => ({
      tensors: {
        'previous/centers': { shape: [model.nClusters, points.width], data: previous.slice() },
      },
      extra: {},
    }),
  };
}

function sameLabels(a: Int32Array, b: Int32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
