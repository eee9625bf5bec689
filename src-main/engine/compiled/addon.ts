/** The addon of `native/`, which set-up builds where there is a compiler; it knows nothing of TensorFlow. */
export interface StepAddon {
  /** Whether this processor has fused multiply-adds on vectors; without, nothing else may be called. */
  readonly isSupported: boolean;
  /** Numbers from the array's begin to the first that lies where vectors best begin. */
  skip(array: Float32Array): number;
  /**
   * One update of all weights in the arena.
   * @param plan what `plan.ts` lays out
   * @param rates `Rates` of `native/plan.h`
   * @param features all rows that are trained on, [rows][width]
   * @param target by row
   * @param weights by row; null: all alike
   * @param order rows of the batch; null: the first `count`
   * @throws TypeError where an argument is of another type or has too few numbers
   */
  train(
    plan: Int32Array,
    rates: Float64Array,
    arena: Float32Array,
    features: Float32Array,
    target: Float64Array,
    weights: Float64Array | null,
    order: Int32Array | null,
    count: number,
  ): void;
  /** Outputs of the first rows of `features`, [rows][units]: as many as `into` has places for. */
  answers(plan: Int32Array, arena: Float32Array, features: Float32Array, into: Float32Array): void;
}
