/** Which rows of a stream are wanted. */
export type StreamPart = 'training' | 'validation' | 'both';

/** Some rows of a stream, in the order of its files. They may be overwritten once the next block is asked for. */
export interface RowBlock {
  readonly part: 'training' | 'validation';
  readonly rows: number;
  /** [rows][width] at least, scaled. */
  readonly features: Float64Array;
  /** [rows] at least, as in `TrainingData`; null without a target. */
  readonly target: Float64Array | null;
  /** [rows] at least; null: all the same. */
  readonly weights: Float64Array | null;
}

/** What is known of the rows of one part. */
export interface StreamedPart {
  readonly rows: number;
  /** Sum of their weights; the number of rows where they have none. */
  readonly weight: number;
  /** [classes]: sum of the weights of each class's rows; empty where there are no classes. */
  readonly classWeights: readonly number[];
  /** Of a target of numbers: its mean, and the sum of squared distances from it, by weight; else null. */
  readonly target: { readonly mean: number; readonly squares: number } | null;
}

/**
 * Rows that do not fit into memory: they are read from their files in blocks, as often as asked, always in
 * the same order, which no number of threads changes.
 */
export interface RowStream {
  readonly training: StreamedPart;
  readonly validation: StreamedPart;
  /**
   * Reads rows from the first to the last. The file is read ahead while a block is worked on.
   * @param options.rows of a block; the last of each part has fewer
   * @param options.from blocks of the part that are passed over; 0 where both parts are read
   */
  read(
    part: StreamPart,
    options: { readonly rows: number; readonly from?: number },
  ): AsyncGenerator<RowBlock, void, void>;
}
