import { say } from '../../../src-shared/language/say';
import type { RunRecord } from '../../../src-shared/run/record/record';
import type { CoefficientInput, CoefficientSeries } from '../../charts/coefficients/coefficient-picture';

/**
 * Coefficients of a run for their chart: per standard deviation where features are scaled so, else per unit.
 * @param outcome what changes: "price", "log odds"
 */
export function coefficientInput(
  series: readonly CoefficientSeries[],
  { dataset }: Pick<RunRecord, 'dataset'>,
  outcome: string,
): CoefficientInput {
  const scale = dataset?.scaler.kind === 'standard' ? dataset.scaler.scale : [];
  const per = scale.length > 0 ? say('per standard deviation') : say('per unit');
  return { series, scale, unit: say('change of {outcome} {per}', { outcome, per }) };
}
