import type { ReadProgress, TableLook } from '../../../../src-shared/dataset/look';
import type { InspectReport } from '../../../../src-shared/dataset/report';
import type { ErrorInfo } from '../../../../src-shared/errors';
import type {
  ColumnSettings,
  Dialect,
  FileDatasetSpec,
  FileSource,
} from '../../../../src-shared/experiment/schema';
import { settle, type BenchtopApi } from '../../../api/client';
import { Task } from '../../base/task.svelte';

/** Long enough for a person to type a number of lines to skip. */
const REREAD_MS = 180;

/** A file and all that changes what its cells are read as. */
export interface TableRequest {
  readonly path: string;
  readonly source?: FileSource;
  readonly columns?: string[];
  readonly dialect?: Dialect;
  readonly columnSettings?: ColumnSettings[];
}

type Reading = Pick<FileDatasetSpec, 'path'> &
  Partial<Pick<FileDatasetSpec, 'source' | 'columns' | 'dialect' | 'columnSettings'>>;

/** Settings of a data set that the reader of its file needs: no roles, no preparation. */
export function tableRequest({ path, source, columns, dialect, columnSettings = [] }: Reading): TableRequest {
  const settings = columnSettings.flatMap(({ name, type, na, unit }): ColumnSettings[] => {
    const read = {
      ...(type === undefined ? {} : { type }),
      ...(na === undefined ? {} : { na: [...na] }),
      ...(unit === undefined ? {} : { unit }),
    };
    return Object.keys(read).length === 0 ? [] : [{ name, ...read }];
  });
  return {
    path,
    ...(source === undefined ? {} : { source: { ...source } }),
    ...(columns === undefined ? {} : { columns: [...columns] }),
    ...(dialect === undefined ? {} : { dialect: { ...dialect } }),
    ...(settings.length === 0 ? {} : { columnSettings: settings }),
  };
}

/** Equal where two requests read the same cells: other names for the columns change nothing. */
export function readingKey({ path, source, columns, dialect, columnSettings = [] }: TableRequest): string {
  const settings = columnSettings.map(({ name, ...rest }) => [columns?.indexOf(name) ?? name, rest]);
  return JSON.stringify([path, source ?? {}, dialect ?? {}, settings]);
}

/**
 * One data file in main: a preview at once, the profile of the whole file behind it. Every request
 * overtakes those before it; what was known of the same columns stays until the new answer is there.
 */
export class TableReader {
  readonly #api: BenchtopApi;
  readonly #onpreview: (preview: TableLook) => void;
  readonly #onreport: (report: InspectReport) => void;
  #request = $state.raw<TableRequest | null>(null);
  #preview = $state.raw<TableLook | null>(null);
  /** Request by which the preview was read. */
  #previewRequest = $state.raw<TableRequest | null>(null);
  #report = $state.raw<InspectReport | null>(null);
  #isCurrent = $state(false);
  #error = $state.raw<ErrorInfo | null>(null);
  #profileError = $state.raw<ErrorInfo | null>(null);
  #isPreviewing = $state(false);
  readonly #profile: Task;
  #requestId = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    api: BenchtopApi,
    on: { preview?: (preview: TableLook) => void; report?: (report: InspectReport) => void } = {},
  ) {
    this.#api = api;
    this.#profile = new Task(api, 'profile');
    this.#onpreview = on.preview ?? (() => undefined);
    this.#onreport = on.report ?? (() => undefined);
  }

  /** Path of the file that was last requested; null: none. */
  get path(): string | null {
    return this.#request?.path ?? null;
  }
  get request(): TableRequest | null {
    return this.#request;
  }
  get preview(): TableLook | null {
    return this.#preview;
  }
  get previewRequest(): TableRequest | null {
    return this.#previewRequest;
  }
  /** Report of these columns, maybe read in another way: see `isCurrent`. null: there is none yet. */
  get report(): InspectReport | null {
    return this.#report;
  }
  /** Whether the report is of the table as it is read now. */
  get isCurrent(): boolean {
    return this.#isCurrent;
  }
  /** Error of the last reading; null: there is none. */
  get error(): ErrorInfo | null {
    return this.#error;
  }
  get profileError(): ErrorInfo | null {
    return this.#profileError;
  }
  get previewing(): boolean {
    return this.#isPreviewing;
  }
  get profiling(): boolean {
    return this.#profile.busy;
  }
  /** The person stopped the profile. */
  get cancelled(): boolean {
    return this.#profile.isCancelled;
  }
  get progress(): ReadProgress | null {
    return this.#profile.progress;
  }

  /** Opens a file at once. @returns its preview; null where it cannot be read or another was opened */
  async open(request: TableRequest): Promise<TableLook | null> {
    this.forget();
    this.#request = request;
    const preview = await this.#fetchPreview(this.#requestId);
    return preview;
  }

  /** Reads the same file in another way, after a delay. */
  reread(request: TableRequest, delayMs = REREAD_MS): void {
    this.#next();
    this.#request = request;
    this.#isPreviewing = true;
    const requestId = this.#requestId;
    this.#timer = setTimeout(() => {
      void this.#fetchPreview(requestId);
    }, delayMs);
  }

  /** Takes other names for the columns, which needs no reading. */
  rename(request: TableRequest): void {
    this.#request = request;
  }

  async #fetchPreview(requestId: number): Promise<TableLook | null> {
    const request = this.#request;
    if (request === null) return null;
    this.#isPreviewing = true;
    const answer = await settle(this.#api.datasetsLook({ ...request }));
    if (requestId !== this.#requestId) return null;
    this.#isPreviewing = false;
    if (!answer.ok) {
      this.#error = answer.error;
      return null;
    }
    this.#error = null;
    const preview = answer.value;
    if (!sameNames(preview.columns, this.#report?.columns)) this.#report = null;
    this.#preview = preview;
    this.#previewRequest = request;
    this.#onpreview(preview);
    // Its listener may have asked for another reading already.
    if (requestId === this.#requestId) void this.profile();
    return preview;
  }

  /** Reads the whole file; again where it was cancelled. */
  async profile(): Promise<void> {
    const request = this.#previewRequest;
    if (request === null) return;
    const requestId = this.#requestId;
    this.#profileError = null;
    const answer = await this.#profile.run((task) => this.#api.datasetsInspect({ ...request, task }));
    if (requestId !== this.#requestId) return;
    if (answer.ok) {
      this.#report = answer.value;
      this.#isCurrent = true;
      this.#onreport(answer.value);
    } else if (!this.#profile.isCancelled) {
      this.#profileError = answer.error;
    }
  }

  /** Stops the profile; the preview stays. */
  cancelProfile(): void {
    this.#profile.cancel();
  }

  /** Drops everything, e.g. for another file. */
  forget(): void {
    this.#next();
    this.#request = null;
    this.#preview = null;
    this.#previewRequest = null;
    this.#report = null;
    this.#error = null;
    this.#isPreviewing = false;
  }

  #next(): void {
    this.#requestId += 1;
    clearTimeout(this.#timer);
    this.#profile.drop();
    this.#profileError = null;
    this.#isCurrent = false;
  }
}

function sameNames(
  columns: readonly { readonly name: string }[],
  others: readonly { readonly name: string }[] | undefined,
): boolean {
  return columns.length === others?.length && columns.every(({ name }, c) => others[c]?.name === name);
}
