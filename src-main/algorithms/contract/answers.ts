/** What a model says of rows, as columns of a table: their names, and the cells of a row. */
export interface AnswerColumns {
  readonly columns: readonly string[];
  readonly values: (row: number) => readonly (number | string)[];
}

/** A table to be written as predictions.csv: every row with what the model says of it. */
export interface PredictionTable {
  /** Each name once. */
  readonly columns: readonly string[];
  /** Sentences for a person, on columns that had to be called otherwise. */
  readonly notes?: readonly string[];
  readonly rows: number;
  row(index: number): readonly (number | string)[];
}
