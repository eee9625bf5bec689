import type { ReportOf } from '../../../../src-shared/ipc/answers/reports';
import type { ModelFormat, TrackerFormat } from '../../../../src-shared/run/model-file';

/** What runs are taken out as. */
export type ExportFormat = 'report' | 'capsule' | ModelFormat | TrackerFormat;

/** What is about to be taken out, and as what at first. */
export interface ExportRequest {
  readonly of: ReportOf;
  /** Run whose model can be taken out; null: several runs, or one without a model. */
  readonly modelOf: string | null;
  readonly format: ExportFormat;
}

/** The dialog that takes runs out; null: it is closed. */
class ExportDialogState {
  shown = $state.raw<ExportRequest | null>(null);
}

export const exportDialog = new ExportDialogState();
