import { say } from '../../language/say';
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
export const ACCURACY: MetricDefinition = { label: say('accuracy'), isOfRows: true, lowerIsBetter: false };

/** What trials of a sweep are ordered by, unless a person says otherwise. */
export interface ModelObjective {
  /** Name on disk of the training rows' metric. */
  readonly metric: string;
  readonly goal: 'min' | 'max';
  /** Whether the validation rows' one is taken where there are such rows. */
  readonly isValidated: boolean;
  /** Value past which a run counts as a success; null: not known. */
  readonly success: number | null;
  /** Metrics that a sweep may be scored by, by their names on disk, validation first. */
  readonly choices: readonly string[];
}

/** A column of the table of runs. */
export interface RunColumn {
  readonly id: string;
  readonly widthPx: number;
  readonly pinned: boolean;
}

/** Columns of the table of runs while nobody has chosen them, validation first. */
export interface RunColumns {
  /** Where all runs are of this kind. */
  readonly alone: readonly RunColumn[];
  /** What its runs are scored by among others. */
  readonly beside: readonly RunColumn[];
}

/** A column of the table of runs that is not pinned. @param id such as `metric:valLoss:best` */
export function runColumn(id: string, widthPx: number): RunColumn {
  return { id, widthPx, pinned: false };
}

export const ACCURACY_COLUMN = runColumn('metric:accuracy:best', 190);
export const VALIDATION_ACCURACY_COLUMN = runColumn('metric:valAccuracy:best', 200);
