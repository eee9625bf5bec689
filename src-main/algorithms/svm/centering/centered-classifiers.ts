import type { SvmSpec } from '../../../../src-shared/experiment/schema';
import type { CenteredState, RowVectors, SvmKernel, SvmProblem } from '../problem';
import { rowVectors } from '../solver/vectors';
import { centeredKernel } from './centered-kernel';
import { CenteredRows, type RawRows } from './centered-rows';

/** Stored state of classifier k from which passes over centred rows resume; null where they begin. */
export type Centering = (k: number) => CenteredState | null;

/** Solvers of all binary classifiers over the same centred rows, which they share. */
export interface CenteredClassifiers {
  readonly kernels: readonly SvmKernel[];
  /** Frees what they share; each is disposed of by itself. */
  dispose(): void;
}

/**
 * Solvers of binary classifiers whose rows lie far from zero: each works on the rows centred by {@link
 * CenteredRows}, where coordinate descent converges.
 * @param problems of the classifiers, of the rows as they are
 * @param createKernel makes a kernel for classifier k's problem, here of the centred rows
 * @param stored state of each classifier to resume from
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
