import type { SvmSpec } from '../../../../src-shared/experiment/schema';
import type { CenteredState, RowVectors, SvmKernel, SvmProblem } from '../problem';
import { rowVectors } from '../solver/vectors';
import { centeredKernel } from './centered-kernel';
import { CenteredRows, type RawRows } from './centered-rows';

/** Classifier k's line where passes over centred rows go on; null: they begin. */
export type Centering = (k: number) => CenteredState | null;

/** Kernels that pass over the same centred rows. */
export interface CenteredClassifiers {
  readonly kernels: readonly SvmKernel[];
  /** Frees what they share; each is disposed of by itself. */
  dispose(): void;
}

/**
 * Kernels of classifiers whose rows lie far from zero.
 * @param problems of the classifiers, of the rows as they are
 * @param createKernel makes a kernel for classifier k's problem, here of the centred rows
 */
export function createCenteredClassifiers(
  model: SvmSpec,
  data: RawRows,
  problems: readonly SvmProblem[],
  createKernel: (problem: SvmProblem, k: number) => SvmKernel,
  stored: Centering,
): CenteredClassifiers {
  const classifiers = problems.length;
  const rows = new CenteredRows(data, classifiers, model.l2);
  const shape = { rows: rows.trainRows, width: rows.width, trainRows: rows.trainRows, classifiers };
  let shared: { readonly rows: RowVectors | null } | null = null;
  const vectors = (): RowVectors | null =>
    (shared ??= { rows: rowVectors(rows.features, shape, false) }).rows;
  const kernels = problems.map((problem, k) =>
    centeredKernel(model, { ...problem, vectors }, rows, (inner) => createKernel(inner, k), stored(k)),
  );
  return {
    kernels,
    dispose: () => {
      shared?.rows?.dispose();
      shared = null;
    },
  };
}
