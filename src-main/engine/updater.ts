import type { Held, TensorId } from './kernels';

/** First values of a variable and its optimizer slots, drawn or from a checkpoint. */
export interface FirstValues {
  readonly values: Float64Array;
  /** Shape of the variable and of each slot. */
  readonly shape: readonly number[];
  /** One array a slot, in the order of `SLOTS` of the optimizer. */
  readonly slots: readonly Float64Array[];
}

/** What is trained, with its optimizer. Its tensors are freed with their {@link Kernels}. */
export interface Updater {
  readonly variables: readonly Held[];
  /** slots[variable][slot], as in the typed engine. */
  readonly slots: readonly (readonly Held[])[];
  /**
   * @param step 1 for the first update
   * @param rate the learning rate of this update
   */
  apply(gradients: readonly TensorId[], step: number, rate: number): void;
  /** Comes after that of the kernels; a second time it does nothing. */
  dispose(): void;
}
