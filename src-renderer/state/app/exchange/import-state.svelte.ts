import { say } from '../../../../src-shared/language/say';
import type { FoundRuns } from '../../../../src-shared/ipc/imports';
import type { ResponseOf } from '../../../../src-shared/ipc/map';
import type { BenchtopApi } from '../../../api/client';
import { settle } from '../../../api/client';
import { fileName, formatQuantity } from '../../../text/format';
import { Task } from '../../base/task.svelte';
import type { Toasts } from '../../base/toasts.svelte';

type ImportApi = Pick<
  BenchtopApi,
  'on' | 'datasetsCancel' | 'importsChoose' | 'importsFind' | 'importsTake' | 'importsFollow'
>;
type Taken = ResponseOf<'imports.take'>;

/** What the import is busy with. */
type ImportStage = 'choosing' | 'counting' | 'found' | 'taking';

/** Runs that are taken in: chosen, counted, and only then taken. */
export class ImportState {
  readonly #api: ImportApi;
  readonly #toasts: Toasts;
  readonly #task: Task;
  #path = $state.raw<string | null>(null);
  #found = $state.raw<FoundRuns | null>(null);
  #problem = $state.raw<string | null>(null);
  #isTaking = $state(false);

  constructor(api: ImportApi, toasts: Toasts) {
    this.#api = api;
    this.#toasts = toasts;
    this.#task = new Task(api, 'import');
  }

  get path(): string | null {
    return this.#path;
  }

  get found(): FoundRuns | null {
    return this.#found;
  }

  /** Why nothing can be taken in, as a sentence. */
  get problem(): string | null {
    return this.#problem;
  }

  get stage(): ImportStage {
    if (this.#isTaking) return 'taking';
    if (this.#task.busy) return 'counting';
    return this.#found === null ? 'choosing' : 'found';
  }

  /** Bytes read so far. */
  get bytes(): number {
    return this.#task.progress?.bytes ?? 0;
  }

  /** 0 to 1; null while nobody knows: a folder's size is known once it was counted. */
  get share(): number | null {
    const { progress } = this.#task;
    if (progress === null) return null;
    // Trials of a job are counted one by one.
    if (progress.part !== undefined) return progress.part.done / progress.part.of;
    const total =
      progress.totalBytes > 0 ? progress.totalBytes : this.#isTaking ? (this.#found?.bytes ?? 0) : 0;
    return total > 0 ? Math.min(1, progress.bytes / total) : null;
  }

  /** Asks by main's dialog, and counts what was chosen. */
  async choose(what: 'file' | 'folder'): Promise<void> {
    const answer = await settle(this.#api.importsChoose({ what }));
    if (!answer.ok) this.#problem = answer.error.message;
    else if (answer.value !== null) await this.count(answer.value.path);
  }

  /** Counts what a file or folder holds. */
  async count(path: string): Promise<void> {
    this.#path = path;
    this.#found = null;
    this.#problem = null;
    const answer = await this.#task.run((task) => this.#api.importsFind({ path, task }));
    if (answer.ok) this.#found = answer.value;
    else if (!this.#task.isCancelled) this.#problem = answer.error.message;
  }

  /** Takes in what was found. @returns what became of it; null where it was cancelled or could not be done */
  async take(): Promise<Taken | null> {
    const path = this.#path;
    if (path === null || this.#found === null || this.#task.busy) return null;
    this.#isTaking = true;
    this.#problem = null;
    const answer = await this.#task.run((task) => this.#api.importsTake({ path, task }));
    this.#isTaking = false;
    if (answer.ok) return answer.value;
    if (this.#task.isCancelled) this.#toasts.info(say('The import was cancelled: no run was taken in.'));
    else this.#problem = answer.error.message;
    return null;
  }

  /** Takes in what is there and what comes. @returns whether it has begun */
  async follow(): Promise<boolean> {
    const path = this.#path;
    if (path === null) return false;
    const answer = await settle(this.#api.importsFollow({ path }));
    if (!answer.ok) this.#problem = answer.error.message;
    return answer.ok;
  }

  cancel(): void {
    this.#task.cancel();
  }
}

/** What became of an import: of its runs in one sentence, and of the pages that came with them. */
export function describeTaken(taken: Pick<Taken, 'runs' | 'notes'>, path: string): string {
  return [describeRuns(taken, path), ...describePages(taken)].join(' ');
}

/** Pages that are new here; where another page has its name, what it is called. */
function describePages({ notes = [] }: Pick<Taken, 'notes'>): string[] {
  const fresh = notes.filter(({ isNew }) => isNew);
  const [only] = fresh;
  if (only === undefined) return [];
  if (fresh.length > 1)
    return [say('{count} pages came with them: {names}.', { count: fresh.length, names: listNames(fresh) })];
  return only.name === only.from
    ? [say('The page “{name}” came with them.', { name: only.name })]
    : [
        say('The page “{from}” came with them as “{name}”, for another one is called so.', {
          from: only.from,
          name: only.name,
        }),
      ];
}

function listNames(pages: readonly { readonly name: string }[]): string {
  return pages.map(({ name }) => `“${name}”`).join(', ');
}

function describeRuns({ runs }: Pick<Taken, 'runs'>, path: string): string {
  const fresh = runs.filter(({ how }) => how === 'new' || how === 'renamed').length;
  const updated = runs.filter(({ how }) => how === 'updated').length;
  const from = fileName(path);
  if (fresh + updated === 0) return say('All runs of {path} are here already.', { path: from });
  const added = formatQuantity(fresh, 'run');
  if (updated === 0) return say('{fresh} taken in from {path}.', { fresh: added, path: from });
  const grown = formatQuantity(updated, 'run');
  if (fresh === 0) return say('{grown} of {path} had new rows.', { grown, path: from });
  return say('{fresh} taken in from {path}, {grown} had new rows.', { fresh: added, path: from, grown });
}
