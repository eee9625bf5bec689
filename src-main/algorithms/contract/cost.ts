import type { ModelKind, ModelSpec } from '../../../src-shared/models';
import { MULTIPLY_ADD_NS } from '../../../src-shared/models/network/work';
import type { Measuring } from '../../../src-shared/training/measuring';
import type { PlannedTraining } from '../../../src-shared/training/schema';

/**
 * Inputs of a cost estimate: the model, how it is trained, the size of the training data and the speeds
 * of the machine.
 */
export interface CostQuestion<K extends ModelKind = ModelKind> {
  readonly model: ModelSpec<K>;
  readonly training: PlannedTraining;
  /** Training rows. */
  readonly rows: number;
  /** Training and validation rows: all that the metrics can be measured on. */
  readonly measuredRows: number;
  /** How many of them are; left out: all at each logged step. */
  readonly measuring?: Pick<Measuring, 'sample' | 'fullEvery'>;
  /** Features. */
  readonly width: number;
  /** Speeds of the machine. */
  readonly speeds: EngineSpeeds;
}

/**
 * Estimated cost of a training on both engines, by which `engine: "auto"` chooses; see
 * `models/engine-choice.ts`.
 */
export type CostEstimate =
  /** Typed arrays are as quick or quicker whatever the size; `reason` is a clause for people. */
  | { readonly kind: 'typed'; readonly reason: string }
  | {
      readonly kind: 'measured';
      /** Milliseconds of a step on typed arrays, its share of measuring the metrics included. */
      readonly typedMs: number;
      /** Milliseconds of a step in TensorFlow, likewise. */
      readonly nativeMs: number;
      /** Steps that are expected. */
      readonly steps: number;
      /**
       * What a step works on, for people: "32 rows × 9 weights a step", and where it tells, "300,000 rows
       * measured every 10 steps".
       */
      readonly size: string;
      /** Whether the estimate follows the speeds of the question, not those of the reference machine alone. */
      readonly dependsOnSpeeds: boolean;
    };

/** Speeds of a machine on which the estimates of a network's step are based, in nanoseconds. */
export interface EngineSpeeds {
  /** A multiply-add on typed arrays. */
  readonly typedNs: number;
  /** A multiply-add in TensorFlow. */
  readonly nativeNs: number;
  /** One native call, with the tensors that it makes and frees. */
  readonly callNs: number;
}

/**
 * Speeds of the machine Benchtop was built on (two cores), where this machine's were not measured.
 * `typedNs` holds for layers that WebAssembly multiplies (`network/layers/products.ts`).
 */
export const REFERENCE_SPEEDS: EngineSpeeds = { typedNs: MULTIPLY_ADD_NS, nativeNs: 0.016, callNs: 10_000 };
