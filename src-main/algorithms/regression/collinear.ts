import { sentence } from '../../../src-shared/language/sentence';
import type { Coefficient } from '../../../src-shared/models/contract/coefficients';
import type { Finding } from '../../../src-shared/run/live/guidance';
import { listed } from '../guidance/format';
import { finding } from '../guidance/offers';

/**
 * Finding that names the features which are linear combinations of others and so have no coefficient of their
 * own; an empty list where there are none.
 */
export function collinearFindings(coefficients: readonly Coefficient[], step: number): Finding[] {
  const names = coefficients.flatMap(({ aliased, feature }) =>
    aliased === 'dependent' && feature !== null ? [feature] : [],
  );
  if (names.length === 0) return [];
  const known = { names: listed(names) };
  const said =
    names.length === 1
      ? sentence(
          '{names} is a linear combination of other features: it has no coefficient of its own.',
          known,
        )
      : sentence(
          '{names} are linear combinations of other features: they have no coefficients of their own.',
          known,
        );
  return [finding('collinear', said, step, null)];
}
