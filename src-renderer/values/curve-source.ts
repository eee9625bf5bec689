/** What is known of a curve's points beside their place. */
interface CurvePoints {
  readonly step: Float64Array;
  /** Milliseconds trained until then. */
  readonly elapsedMs: Float64Array;
  /** Steps of one pass over the training rows. */
  readonly stepsPerEpoch: number;
}

/** One metric of one run, as it was logged. */
export interface CurveSource {
  /** Run and metric. */
  readonly id: string;
  readonly runId: string;
  readonly label: string;
  /** A CSS colour, or a token as `var(--run-1)`. */
  readonly colour: string;
  /** Validation is dashed in the hue of its training line. */
  readonly dashed: boolean;
  /** Whether it led to this run: drawn half as strong. */
  readonly pale?: boolean;
  /** Ascending. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** One entry a point; left out where only x is known. */
  readonly points?: CurvePoints;
}
