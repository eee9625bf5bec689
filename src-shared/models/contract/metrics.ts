/** A metric by which a model or its training is measured. */
export interface MetricDefinition {
  /** Within a sentence, without the rows that it is of: "mean absolute error". */
  readonly label: string;
  /** What people abbreviate it to where there is little room: "MAE". */
  readonly short?: string;
  /** Whether it is measured on rows, of which there are those for training and those for validation. */
  readonly isOfRows: boolean;
  /** null: neither less nor more of it is better. */
  readonly lowerIsBetter: boolean | null;
}

/** Metrics by their names on disk; that of validation rows is called `valLoss` beside `loss`. */
export type MetricDefinitions = Readonly<Record<string, MetricDefinition>>;

/** Share of rows whose class is predicted right. */
export const ACCURACY: MetricDefinition = { label: 'accuracy', isOfRows: true, lowerIsBetter: false };

/** What trials of a sweep are ordered by, unless a person says otherwise. */
export interface ModelObjective {
  /** Name on disk of the training rows' metric. */
  readonly metric: string;
  readonly goal: 'min' | 'max';
  /** Whether the validation rows' one is taken where there are such rows. */
  readonly isValidated: boolean;
  /** Value past which a run counts as a success; null: not known. */
  readonly success: number | null;
}
