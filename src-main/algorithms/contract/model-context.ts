import type { ModelSpec } from '../../../src-shared/experiment/schema';
import type { Scaler } from '../../../src-shared/run/record/record';
import type { ModelState } from './trainer';

/** A stored model with what turns raw rows into its inputs. */
export interface ModelContext {
  readonly model: ModelSpec;
  /** Of a network with outputs in the target's own units. */
  readonly state: ModelState;
  readonly scaler: Scaler;
  readonly featureNames: readonly string[];
  /** Raw [min, max] of each feature over the used rows, validation included. */
  readonly featureRanges: readonly (readonly [number, number])[];
  readonly target: string | null;
  readonly classes: readonly (number | string)[];
  /** What a person calls the clusters, by their numbers; none: letters. */
  readonly clusterNames?: readonly string[];
}
