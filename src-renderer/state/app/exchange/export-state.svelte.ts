import { say } from '../../../../src-shared/language/say';
import type { ReportOf, ReportPreview } from '../../../../src-shared/ipc/answers/reports';
import type { Result } from '../../../../src-shared/errors';
import { api as windowApi, type BenchtopApi } from '../../../api/client';
import { fileName } from '../../../text/format';
import { Task } from '../../base/task.svelte';
import { attempt, type Toasts } from '../../base/toasts.svelte';
import type { ExportFormat } from './export-dialog.svelte';

type ExportApi = Pick<
  BenchtopApi,
  | 'on'
  | 'datasetsCancel'
  | 'datasetsShowFile'
  | 'reportsPreview'
  | 'reportsSave'
  | 'runsExportModel'
  | 'libraryExportTracked'
  | 'libraryPack'
>;

/** What is wanted of an export. */
interface ExportChoice {
  readonly format: ExportFormat;
  readonly of: ReportOf;
  /** Ids of the runs: of a group all of its own. */
  readonly ids: readonly string[];
  /** Step of the checkpoint whose model is taken out; null: the last one. */
  readonly step: number | null;
  /** Whether a capsule has the data files too. */
  readonly withData: boolean;
  /** With the notebook's pages that show the runs. */
  readonly withNotes: boolean;
}

/** Runs that are taken out, one export at a time; and how a report will look. */
export class ExportState {
  readonly #api: ExportApi;
  readonly #toasts: Toasts;
  readonly #task: Task;
  #preview = $state.raw<ReportPreview | null>(null);
  #problem = $state.raw<string | null>(null);

  constructor(toasts: Toasts, api: ExportApi = windowApi) {
    this.#api = api;
    this.#toasts = toasts;
    this.#task = new Task(api, 'export');
  }

  get isBusy(): boolean {
    return this.#task.busy;
  }

  /** 0 to 1; null while nobody knows. */
  get share(): number | null {
    const { progress } = this.#task;
    if (progress?.part !== undefined) return progress.part.done / progress.part.of;
    return progress === null || progress.totalBytes === 0 ? null : progress.bytes / progress.totalBytes;
  }

  /** How the report will look; null: it is not made yet. */
  get preview(): ReportPreview | null {
    return this.#preview;
  }

  /** Why it could not be done, as a sentence. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Makes the page of a report, and pictures of it. */
  async makePreview(of: ReportOf, theme: 'light' | 'dark'): Promise<void> {
    this.#preview = null;
    const answer = await this.#run((task) => this.#api.reportsPreview({ of, theme, task }));
    this.#preview = answer;
  }

  /** Writes where main's dialog says. @returns whether it was written */
  async save(choice: ExportChoice): Promise<boolean> {
    const done = await this.#run((task) => this.#write(choice, task));
    if (done === null) return false;
    const { path } = done;
    this.#toasts.show(
      'good',
      say('Saved as {path}', { path: fileName(path) }),
      ...this.#offer(choice.format, path),
    );
    return true;
  }

  cancel(): void {
    this.#task.cancel();
  }

  #write(choice: ExportChoice, task: string): Promise<Result<{ readonly path: string } | null>> {
    const { format, of, ids, step, withData, withNotes } = choice;
    switch (format) {
      case 'report':
        return this.#api.reportsSave({ of, task });
      case 'capsule':
        return this.#api.libraryPack({ ids: [...ids], withData, withNotes });
      case 'tensorboard':
      case 'mlflow':
        return this.#api.libraryExportTracked({ ids: [...ids], format, task });
      default:
        return this.#api.runsExportModel({ id: ids[0] ?? '', step, format, task });
    }
  }

  /** What was granted to be shown in its folder. */
  #offer(format: ExportFormat, path: string): { label: string; run: () => void }[] {
    if (format !== 'report' && format !== 'tensorboard' && format !== 'mlflow') return [];
    return [
      {
        label: say('Show in folder'),
        run: () => void attempt(this.#api.datasetsShowFile({ path })),
      },
    ];
  }

  async #run<T>(work: (task: string) => Promise<Result<T>>): Promise<T | null> {
    this.#problem = null;
    const answer = await this.#task.run(work);
    if (answer.ok) return answer.value;
    if (!this.#task.isCancelled) this.#problem = answer.error.message;
    return null;
  }
}
