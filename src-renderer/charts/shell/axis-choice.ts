/** Columns that one axis of a chart may show. */
export interface AxisChoice {
  /** Name of the axis: "x", "y". */
  readonly axis: string;
  readonly features: readonly string[];
  /** Index of the feature that is shown. */
  readonly value: number;
  readonly onchange: (feature: number) => void;
}
