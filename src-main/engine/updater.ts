import type { Held, TensorId } from './kernels';

/** A variable and its slots as training begins. */
export interface FirstValues {
  readonly values: Float64Array;
  readonly shape: readonly number[];
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
