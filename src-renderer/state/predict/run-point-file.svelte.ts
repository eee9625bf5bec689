import type { ReadProgress } from '../../../src-shared/dataset/look';
import type { ErrorInfo, Result } from '../../../src-shared/errors';
import type { SavedTable } from '../../../src-shared/ipc/answers/predict';
import type { PointFileCheck, PointFileResult } from '../../../src-shared/run/points/point-file';
import { settle, type BenchtopApi } from '../../api/client';
import { Task } from '../base/task.svelte';
import { PredictedPages, type PointFileRequest } from './predicted-pages.svelte';

/**
 * A file of points of one run: first how its columns stand to the model's, then, once a person says
 * so, its answers. Nothing of a large file is held here but the visible rows.
 */
export class RunPointFile {
  readonly #api: BenchtopApi;
  readonly #id: string;
  /** Task of this run alone: progress of another run's file is not ours. */
  readonly #task: Task;
  #step: number | null = null;
  #path = $state<string | null>(null);
  #header = $state<number | null>(null);
  #matches = $state.raw<Readonly<Record<string, string | null>>>({});
  #check = $state.raw<PointFileCheck | null>(null);
  #result = $state.raw<PointFileResult | null>(null);
  #pages = $state.raw<PredictedPages | null>(null);
  #work = $state<'checking' | 'predicting' | 'saving' | null>(null);
  #error = $state.raw<ErrorInfo | null>(null);
  #requestId = 0;

  constructor(api: BenchtopApi, id: string) {
    this.#api = api;
    this.#id = id;
    this.#task = new Task(api, `points-${id}`);
  }

  get path(): string | null {
    return this.#path;
  }
  get check(): PointFileCheck | null {
    return this.#check;
  }
  get result(): PointFileResult | null {
    return this.#result;
  }
  /** The rows with their answers, once they were requested. */
  get pages(): PredictedPages | null {
    return this.#pages;
  }
  get work(): 'checking' | 'predicting' | 'saving' | null {
    return this.#work;
  }
  get progress(): ReadProgress | null {
    return this.#task.progress;
  }
  get error(): ErrorInfo | null {
    return this.#error;
  }
  get canRun(): boolean {
    return this.#work === null && this.#check !== null && (this.#check.rows?.usable ?? 0) > 0;
  }

  /** Asks for a file; nothing happens where the dialog is cancelled. */
  async choose(): Promise<void> {
    const answer = await settle(this.#api.runsChoosePoints());
    if (!answer.ok) this.#error = answer.error;
    else if (answer.value !== null) await this.take(answer.value.path);
  }

  /** Takes rows as they come from a spreadsheet, or as CSV. */
  async paste(text: string): Promise<void> {
    const answer = await settle(
      this.#api.runsPastePoints({ text: text.endsWith('\n') ? text : `${text}\n` }),
    );
    if (!answer.ok) this.#error = answer.error;
    else await this.take(answer.value.path);
  }

  /** Takes a file that main has handed out. */
  take(path: string): Promise<void> {
    this.close();
    this.#path = path;
    return this.#checkAgain();
  }

  /** Says which column of the file stands for one of the model; null: none, it is filled; undefined: as found. */
  match(column: string, source: string | null | undefined): Promise<void> {
    const { [column]: _, ...others } = this.#matches;
    this.#matches = source === undefined ? others : { ...others, [column]: source };
    return this.#checkAgain();
  }

  /** Says how many rows are names. */
  setHeader(rows: number): Promise<void> {
    this.#header = rows;
    this.#matches = {};
    return this.#checkAgain();
  }

  /** Asks about every row. */
  async run(): Promise<void> {
    const file = this.#request();
    if (file === null || !this.canRun) return;
    const step = this.#step;
    const answer = await this.#do('predicting', (task) =>
      this.#api.runsPredictFile({ id: this.#id, step, file, task }),
    );
    if (answer === null) return;
    this.#result = answer;
    this.#pages = new PredictedPages(this.#api, { id: this.#id, step, file }, answer.rows.total);
  }

  /** Writes the file's columns with the answers; null: the dialog was cancelled, or it failed. */
  async save(): Promise<SavedTable | null> {
    const file = this.#request();
    if (file === null) return null;
    return this.#do('saving', (task) =>
      this.#api.runsSavePredicted({ id: this.#id, step: this.#step, file, task }),
    );
  }

  /** Ends what is under way. */
  cancel(): void {
    this.#task.cancel();
  }

  /** Puts the file away. */
  close(): void {
    this.#task.drop();
    this.#requestId += 1;
    this.#path = null;
    this.#header = null;
    this.#matches = {};
    this.#forget();
    this.#check = null;
    this.#work = null;
    this.#error = null;
  }

  /** Another model of the run: its answers are others, its columns the same. */
  use(step: number | null): void {
    if (step === this.#step && this.#result === null) return;
    this.#step = step;
    if (this.#work === 'predicting' || this.#work === 'saving') this.cancel();
    this.#forget();
  }

  #forget(): void {
    this.#result = null;
    this.#pages = null;
  }

  #request(): PointFileRequest | null {
    if (this.#path === null || this.#check === null) return null;
    return {
      path: this.#path,
      header: this.#header,
      matches: { ...this.#matches },
      stamp: this.#check.stamp,
    };
  }

  async #checkAgain(): Promise<void> {
    if (this.#path === null) return;
    this.#forget();
    const file = { path: this.#path, header: this.#header, matches: { ...this.#matches } };
    const check = await this.#do('checking', (task) =>
      this.#api.runsCheckPoints({ id: this.#id, step: this.#step, file, task }),
    );
    if (check !== null) this.#check = check;
  }

  /** One piece of work at a time: a newer one overtakes. null: it failed, or was overtaken. */
  async #do<T>(
    work: 'checking' | 'predicting' | 'saving',
    ask: (task: string) => Promise<Result<T>>,
  ): Promise<T | null> {
    this.#requestId += 1;
    const requestId = this.#requestId;
    this.#work = work;
    this.#error = null;
    const answer = await this.#task.run(ask);
    if (requestId !== this.#requestId) return null;
    this.#work = null;
    if (answer.ok) return answer.value;
    if (!this.#task.isCancelled || answer.error.kind !== 'conflict') this.#error = answer.error;
    return null;
  }
}
