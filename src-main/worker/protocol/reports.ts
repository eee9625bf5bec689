import type { ReportFormat } from '../../../src-shared/report/format';
import type { NotePage } from '../../../src-shared/report/notes/note-input';
import type { SubjectOf } from '../../../src-shared/report/input';
import type { RunRecord } from '../../../src-shared/run/record/record';
import type { CheckpointLocation } from './locations';

/** A run that a report shows in full, and where what it needs of it lies. */
export interface ShownRun {
  readonly record: RunRecord;
  readonly runFolder: string;
  /** null: it has no checkpoint yet. */
  readonly model: Omit<CheckpointLocation, 'runFolder'> | null;
  /** Where its data files are read instead, the first one first; null: where the experiment says. */
  readonly readFrom: readonly string[] | null;
  /** Why its data cannot be read, as a sentence; null: it can. */
  readonly whyNoData: string | null;
}

/** What a report is of, before anything but the records was read. */
export type ReportRequest = SubjectOf<
  ShownRun,
  {
    readonly runs: readonly { readonly id: string; readonly runFolder: string }[];
    /** Metrics whose curves are drawn. */
    readonly metrics: readonly string[];
  }
>;

/** A page of the notebook, before anything but records was read: of runs whose curves are drawn, their folders. */
export type NoteRequest = NotePage<{ readonly runFolder: string } | null>;

/** Calls about reports. */
export interface ReportCalls {
  /** Reads what the runs wrote, evaluates their models, and makes of it a document in a format. */
  report: {
    params: {
      readonly request: ReportRequest;
      readonly format: ReportFormat;
      readonly madeAt: string;
      readonly benchtop: string;
    };
    answer: string;
  };
  /** Reads what the runs that a page of the notebook embeds have logged, and makes of it an HTML document. */
  notePage: {
    params: { readonly page: NoteRequest; readonly madeAt: string; readonly benchtop: string };
    answer: string;
  };
}
