import type { Coefficient } from '../../../src-shared/models/contract/coefficients';
import type { Finding } from '../../../src-shared/run/live/guidance';

/** Names in a sentence. */
const MAX_NAMES = 3;

/**
 * Finding that names the features which are linear combinations of others and so have no coefficient of their
 * own; an empty list where there are none.
 */
export function collinearFindings(coefficients: readonly Coefficient[], step: number): Finding[] {
  const names = coefficients.flatMap(({ aliased, feature }) =>
    aliased === 'dependent' && feature !== null ? [feature] : [],
  );
  if (names.length === 0) return [];
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
  const is = names.length === 1 ? 'is a linear combination' : 'are linear combinations';
  const its =
    names.length === 1 ? 'it has no coefficient of its own' : 'they have no coefficients of their own';
  return [
    {
      kind: 'collinear',
      message: `${names.slice(0, MAX_NAMES).join(', ')}${more} ${is} of other features: ${its}.`,
      step,
      offer: null,
    },
  ];
}
