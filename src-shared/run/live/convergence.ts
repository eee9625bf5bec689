import type { RunRow } from '../library/row';
import { decodeNumber, type RunRecord, type StoredNumber } from '../record/record';

/** A linear SVM without a tolerance counts as converged where its gap is at most this share of the objective. */
export const CONVERGED_SHARE = 1e-3;

/**
 * How far a linear SVM may still be above its optimum, as a share of its objective, where that is more
 * than the tolerance, or more than {@link CONVERGED_SHARE} where none is set.
 * @param tol the model's tolerance; 0: none
 * @param gap objective less the dual's value: the optimum is at most so far below
 * @returns null where it has converged
 */
export function unconvergedShare(tol: number, gap: number, objective: number): number | null {
  return gap > (tol > 0 ? tol : CONVERGED_SHARE) * objective ? gap / objective : null;
}

/** {@link unconvergedShare} of a run that has ended; null too for a run of another kind, or on its way. */
export function unconvergedShareOfRun({ status, experiment, summary }: RunRecord): number | null {
  const { model } = experiment;
  if (status !== 'finished' || model.kind !== 'svm') return null;
  return shareOf(model.tol, summary['dualityGap'], summary['objective']);
}

/** {@link unconvergedShareOfRun} of a row of the runs table. */
export function unconvergedShareOfRow({ status, kind, params, metrics }: RunRow): number | null {
  if (status !== 'finished' || kind !== 'svm') return null;
  const tol = params['model.tol'];
  return shareOf(typeof tol === 'number' ? tol : 0, metrics['dualityGap']?.[0], metrics['objective']?.[0]);
}

/** "not converged: the duality gap is 12.3 % of the objective", for a share of {@link unconvergedShare}. */
export function unconvergedText(share: number): string {
  const percent = Number((100 * share).toPrecision(3));
  return `not converged: the duality gap is ${percent} % of the objective`;
}

function shareOf(
  tol: number,
  gap: StoredNumber | null | undefined,
  objective: StoredNumber | null | undefined,
): number | null {
  if (gap === undefined || gap === null || objective === undefined || objective === null) return null;
  return unconvergedShare(tol, decodeNumber(gap), decodeNumber(objective));
}
