/** Memory for the values of the first columns that are read, one column behind the other. */
export interface ColumnRoom {
  readonly values: Float64Array;
  /** Values of a column. */
  readonly stride: number;
  /** Columns that lie in it. */
  readonly columns: number;
}
