import type { Coefficient } from '../../../src-shared/models/contract/coefficients';
import type { TrainingData } from '../contract/trainer';

/** Statistics of coefficients, [1 + width] each with the intercept first; NaN where they are not defined. */
export interface CoefficientStatistics {
  readonly standardErrors: Float64Array;
  readonly statistics: Float64Array;
  readonly pValues: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/**
 * Rows of a coefficient table, the intercept first, then each feature in order.
 * @param coef [width], raw units
 * @param statistics null: none are defined
 * @param aliases reasons of the features without a coefficient of their own, by index
 */
export function coefficientTable(
  names: readonly string[],
  intercept: number,
  coef: Float64Array,
  statistics: CoefficientStatistics | null,
  aliases: ReadonlyMap<number, NonNullable<Coefficient['aliased']>>,
): Coefficient[] {
  const at = (values: Float64Array | undefined, index: number): number | null =>
    finiteOrNull(values?.[index] ?? NaN);
  return [null, ...names].map((feature, index) => ({
    feature,
    estimate: index === 0 ? intercept : coef[index - 1],
    standardError: at(statistics?.standardErrors, index),
    statistic: at(statistics?.statistics, index),
    pValue: at(statistics?.pValues, index),
    lower: at(statistics?.lower, index),
    upper: at(statistics?.upper, index),
    aliased: aliases.get(index - 1) ?? null,
  }));
}

/** The value, or null where it is NaN or infinite, which JSON cannot hold. */
export function finiteOrNull(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

/**
 * Why features have no coefficient of their own: the same value in all training rows, the category that
 * the others of its column are compared with, or a combination of features before them.
 * @param aliased indices of those features
 */
export function aliasReasons(
  aliased: Int32Array,
  { featureNames, features, width, trainRows }: TrainingData,
): Map<number, NonNullable<Coefficient['aliased']>> {
  const isAliased = new Set(aliased);
  const isFittedCategory = (column: string): boolean =>
    featureNames.some((name, j) => !isAliased.has(j) && name.startsWith(column));
  const findReason = (j: number): NonNullable<Coefficient['aliased']> => {
    if (isConstant(features, width, trainRows, j)) return 'constant';
    const name = featureNames[j];
    const column = name.slice(0, name.indexOf('=') + 1);
    return column !== '' && isFittedCategory(column) ? 'reference' : 'dependent';
  };
  return new Map([...isAliased].map((j) => [j, findReason(j)]));
}

function isConstant(features: Float64Array, width: number, rows: number, j: number): boolean {
  for (let row = 1; row < rows; row++) if (features[row * width + j] !== features[j]) return false;
  return true;
}
