/** How sure clusterings of one k are, over resamples of the rows. */
export interface StabilityPoint {
  readonly k: number;
  /** Adjusted Rand index of models of 80 % of the rows with the model of all, on all rows: mean, and standard deviation. */
  readonly ari: { readonly mean: number; readonly sd: number };
  /** Prediction strength over halves: mean, and its standard error; null of more clusters than half the rows. */
  readonly predictionStrength: { readonly mean: number; readonly error: number } | null;
  /** Gap statistic against rows without clusters, and the standard error that its rule takes. */
  readonly gap: { readonly value: number; readonly error: number } | null;
}

/** k-means over a range of k, in the space that the model sees. */
export interface Stability {
  readonly points: readonly StabilityPoint[];
  /** The least k whose gap is not below that of the next less its error (Tibshirani, Walther and Hastie); null: none in the range. */
  readonly gapK: number | null;
  /** The largest k whose prediction strength and error come to 0.8 (Tibshirani and Walther); null: none. */
  readonly strengthK: number | null;
  /** Training rows that it is of, and how many there are. */
  readonly rows: number;
  readonly allRows: number;
  readonly resamples: number;
  readonly halves: number;
  readonly references: number;
}
