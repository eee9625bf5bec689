import type { KMeansSpec } from '../../../../src-shared/experiment/schema';
import { meanVariance, squaredMove, type Points } from '../math';
import type { KMeansKernel, KMeansRounds, Start } from './rounds';
import { startCenters } from '../start/seeding';
import { readTensor, type ModelState } from '../../contract/state';
import { Rng } from '../../numeric/rng';

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
  let previous = new Float64Array(model.nClusters * points.width);
  let relocated = 0;
  const byCenters = model.tolOn === 'centers' && model.tol > 0;
  const least = byCenters ? model.tol * meanVariance(points) : 0;
  // A restored start knows its centres, not its labels: its last round, made again, brings them back.
  if (resume !== null && resume.start.iteration > 0) {
    previous = Float64Array.from(readTensor(resume.state, 'previous/centers').data);
    const again = previous.slice();
    const sizes = new Int32Array(model.nClusters);
    kernel.assign(again, sizes);
    kernel.update(again, sizes);
  }

  return {
    most: model.maxIter,
    logsEach: true,
    draw: (restart, explicit) => {
      kernel.forget();
      const rng = Rng.derive(seed, `kmeans ${restart}`);
      const seeding = kernel.seeding ?? undefined;
      const centers = explicit?.slice() ?? startCenters(model.init, points, model.nClusters, rng, seeding);
      previous.set(centers);
      return centers;
    },
    round(start) {
      previous.set(start.centers);
      const before = start.inertia;
      const { inertia, isChanged } = kernel.assign(start.centers, start.sizes);
      start.inertia = inertia;
      if (isChanged) relocated += kernel.update(start.centers, start.sizes);
      start.iteration++;
      if (!isChanged || start.iteration >= model.maxIter) return true;
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
