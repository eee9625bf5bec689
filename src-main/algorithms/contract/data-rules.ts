import type { Sentence } from '../../../src-shared/language/sentence';
import type { ModelKind, ModelSpec } from '../../../src-shared/models';
import type { FeatureTable } from './feature-table';
import type { TrainingData } from './trainer';

/** How a target column becomes numbers that a model learns. */
type TargetEncoding =
  /** Not learned; a number stays as it is. */
  | { readonly kind: 'none' }
  /** Numbers as they are; `isScaled`: the data set's target scaling applies. */
  | { readonly kind: 'numbers'; readonly isScaled: boolean }
  /** 0 and 1 of two classes; `takesAnyTwo`: any two numbers are classes too, not 0 and 1 alone. */
  | { readonly kind: 'twoClasses'; readonly takesAnyTwo: boolean }
  /**
   * Indices into the distinct values, ascending.
   * `alternative`: what to choose where the numbers are too many for classes; null: `check` says so.
   */
  | { readonly kind: 'classes'; readonly alternative: Sentence | null };

/** How the rows of one kind of model are prepared, and what it refuses. */
export interface DataRules<K extends ModelKind> {
  readonly encodeTarget: (model: ModelSpec<K>) => TargetEncoding;
  /** An array of zeros [rows][width] that the kind trains on where it lies, with whatever it needs behind. */
  readonly allocateFeatures: (model: ModelSpec<K>, table: FeatureTable) => Float64Array;
  /** Whether metrics of runs are comparable only where all features are equal, so that runs keep their hash. */
  readonly hashesFeatures: boolean;
  /**
   * Refuses data that the kind cannot be trained on; numbers and weights are known to be sound.
   * @param rowNumbers 1-based row of the table for each used row
   * @throws BenchtopError `invalid-data` or `invalid-experiment`, naming the field
   */
  readonly check: (model: ModelSpec<K>, data: TrainingData, rowNumbers: ArrayLike<number> | null) => void;
}
