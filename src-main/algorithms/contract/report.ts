import type { ModelKind, RunResult } from '../../../src-shared/models';
import type { RunRecord } from '../../../src-shared/run/record/record';

/** A finished run as text tells of it. */
interface ReportedRun<K extends ModelKind> {
  readonly result: RunResult<K>;
  readonly record: RunRecord;
  /** Writes a number for people. */
  readonly format: (value: number) => string;
}

/** A line with a table under it. */
interface ReportTable {
  readonly title: string;
  readonly columns: readonly string[];
  /** null: a value that is not defined. */
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** What text says of the outcome of one kind of model, besides its metrics. */
export interface ModelReport<K extends ModelKind> {
  /** The model that a run ended with, a line each part: clusters, weights, coefficients. */
  readonly describeModel: (run: ReportedRun<K>) => readonly string[];
  /** The outcome, below an evaluation where there is one; null: the evaluation tells of it. */
  readonly tabulate: ((run: ReportedRun<K>) => ReportTable) | null;
  /** Step of the model that was kept; null: the last one. */
  readonly keptStep: (result: RunResult<K>) => number | null;
}
