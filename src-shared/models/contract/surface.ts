/** Output of a model over the plane of two features. */
export interface Surface {
  /** Grid coordinates, ascending. */
  readonly x1: Float64Array;
  readonly x2: Float64Array;
  /** values[i * x1.length + j] is the output at (x1[j], x2[i]). */
  readonly values: Float32Array;
}
