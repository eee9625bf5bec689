import { say } from '../../language/say';
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

/** "not converged: the duality gap is 12.3 % of the objective", for a share of {@link unconvergedShare}. */
export function unconvergedText(share: number): string {
  const percent = Number((100 * share).toPrecision(3));
  return say('not converged: the duality gap is {percent} % of the objective', { percent });
}

/** {@link unconvergedText} of a run by its settings and last metrics; null: it has converged, or nothing tells. */
export function svmNotConverged(
  setting: (path: string) => unknown,
  metric: (name: string) => number | null,
): string | null {
  const tol = setting('model.tol');
  const [gap, objective] = [metric('dualityGap'), metric('objective')];
  if (gap === null || objective === null) return null;
  const share = unconvergedShare(typeof tol === 'number' ? tol : 0, gap, objective);
  return share === null ? null : unconvergedText(share);
}
