/** One metric of the runs of a group, at steps that they share. */
export interface GroupTraces {
  readonly metric: string;
  /** All metrics that any of the runs has logged. */
  readonly metrics: readonly string[];
  /** Ascending: those of the run that logged most, evenly thinned. */
  readonly step: Float64Array;
  readonly runs: readonly string[];
  /** [runs][steps] flattened; NaN where a run has no row of that step. */
  readonly values: Float64Array;
}
