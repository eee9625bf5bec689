import { say } from '../../../src-shared/language/say';
import type { RunEvent } from '../../../src-shared/run/live/events';
import type { RunEdit } from '../../../src-shared/run/library/edit';
import type { RunRecord, StoredRun } from '../../../src-shared/run/record/record';
import { TERMINAL } from '../../../src-shared/run/record/status';
import type { BenchtopApi } from '../../api/client';
import { History } from '../base/history.svelte';
import { attempt, toasts, type Toasts } from '../base/toasts.svelte';
import { laterNames, readNames } from '../base/later-names.svelte';
import { RunChanges } from './run-changes';

export interface RunProgress {
  readonly step: number;
  readonly totalSteps: number;
}

/** So many of the newest runs main hands out by itself; the library has the others. */
const MAX_UNASKED = 200;
/** Records that main hands out at once. */
const RECORDS_AT_ONCE = 200;

/** The newest runs, and others that were asked for, kept current by main's pushes. */
export class RunsState {
  readonly #api: BenchtopApi;
  readonly #toasts: Toasts;
  readonly #history: History;
  readonly #changes: RunChanges;
  #runs = $state.raw<ReadonlyMap<string, StoredRun>>(new Map());
  #progress = $state.raw<ReadonlyMap<string, RunProgress>>(new Map());
  #loaded = $state(false);
  #hasMore = $state(false);
  /** Runs made from then on are all held. */
  readonly #since = new Date().toISOString();
  /** Runs that a push has told about while the first list was on its way. */
  #early: Set<string> | null = null;

  readonly #sorted = $derived(
    [...this.#runs.values()].sort((a, b) => b.record.createdAt.localeCompare(a.record.createdAt)),
  );
  /** Newest first. */
  readonly live: readonly StoredRun[] = $derived(
    this.#sorted.filter((run) => !TERMINAL.has(run.record.status)),
  );
  /** Newest first. */
  readonly ended: readonly StoredRun[] = $derived(
    this.#sorted.filter((run) => TERMINAL.has(run.record.status)),
  );

  readonly #findName = $derived(laterNames(this.#sorted));

  constructor(api: BenchtopApi, into: Toasts = toasts, history: History = new History(into)) {
    this.#api = api;
    this.#toasts = into;
    this.#history = history;
    this.#changes = new RunChanges(api, into, history);
  }

  get all(): readonly StoredRun[] {
    return this.#sorted;
  }

  /** False until the first list has arrived. */
  get loaded(): boolean {
    return this.#loaded;
  }

  get(id: string): StoredRun | undefined {
    return this.#runs.get(id);
  }

  /** What a run is called in a list of all: runs of one name are told apart by what differs among them. */
  findName(record: Pick<RunRecord, 'id' | 'name'>): string {
    return this.#findName(record);
  }

  /** Share done, 0 to 1; null where it is not known. */
  computeShareDone(id: string): number | null {
    const run = this.#runs.get(id);
    const progress = this.#progress.get(id);
    const total = progress?.totalSteps ?? run?.record.totalSteps ?? 0;
    if (total <= 0) return null;
    return (progress?.step ?? run?.record.steps ?? 0) / total;
  }

  /** Listens first, then fetches the list, so that nothing is missed in between. */
  start(): () => void {
    this.#early = new Set();
    const offs = [
      this.#api.on('run.changed', ({ runId, run }) => {
        this.#early?.add(runId);
        // A change of many old ones (a tag, an archive) does not bring them all into memory.
        const isOld =
          run !== null &&
          this.#runs.size >= MAX_UNASKED &&
          TERMINAL.has(run.record.status) &&
          run.record.createdAt < this.#since;
        if (!isOld || this.#runs.has(runId)) this.#put(runId, run);
      }),
      this.#api.on('run.events', ({ runId, events }) => {
        this.#follow(runId, events);
      }),
    ];
    void this.#load();
    return () => {
      for (const off of offs) off();
    };
  }

  async #load(): Promise<void> {
    const list = await attempt(this.#api.runsList(), this.#toasts);
    if (list !== null) {
      const runs = new Map(list.map((run) => [run.record.id, run]));
      for (const id of this.#early ?? []) {
        const newer = this.#runs.get(id);
        if (newer === undefined) runs.delete(id);
        else runs.set(id, newer);
      }
      this.#runs = runs;
      this.#hasMore = list.length >= MAX_UNASKED;
    }
    this.#early = null;
    this.#loaded = true;
    void readNames();
  }

  /** True where there may be older runs than those held. */
  get hasMore(): boolean {
    return this.#hasMore;
  }

  /** Fetches the records of runs that are not held yet. */
  async ensure(ids: readonly string[]): Promise<void> {
    const missing = ids.filter((id) => !this.#runs.has(id));
    for (let from = 0; from < missing.length; from += RECORDS_AT_ONCE) {
      const part = missing.slice(from, from + RECORDS_AT_ONCE);
      const found = await attempt(this.#api.libraryRecords({ ids: part }), this.#toasts);
      if (found === null) return;
      const runs = new Map(this.#runs);
      for (const run of found) runs.set(run.record.id, run);
      this.#runs = runs;
    }
  }

  /** Takes in a run that an answer brought, ahead of the push. */
  put(run: StoredRun): void {
    this.#early?.add(run.record.id);
    this.#put(run.record.id, run);
  }

  #put(id: string, run: StoredRun | null): void {
    const runs = new Map(this.#runs);
    if (run === null) runs.delete(id);
    else runs.set(id, run);
    this.#runs = runs;
    if ((run === null || TERMINAL.has(run.record.status)) && this.#progress.has(id)) {
      const progress = new Map(this.#progress);
      progress.delete(id);
      this.#progress = progress;
    }
  }

  #follow(id: string, events: readonly RunEvent[]): void {
    let last: RunProgress | null = null;
    for (const event of events) {
      if (event.type === 'progress') last = { step: event.step, totalSteps: event.totalSteps };
    }
    if (last !== null) this.#progress = new Map(this.#progress).set(id, last);
  }

  async rename(id: string, name: string): Promise<void> {
    const trimmed = name.trim();
    if (trimmed === '' || trimmed === this.get(id)?.record.name) return;
    await this.#edit(id, { name: trimmed });
  }

  async setNote(id: string, note: string): Promise<void> {
    if (note !== this.get(id)?.record.note) await this.#edit(id, { note });
  }

  async #edit(id: string, edit: RunEdit): Promise<void> {
    await this.ensure([id]);
    const run = this.get(id);
    await this.#changes.edit(run === undefined ? [] : [run.record], edit, [id]);
  }

  /** Moves a run to the trash at once, with Undo on a toast. @returns whether it went */
  async remove(id: string): Promise<boolean> {
    const run = this.get(id);
    if (run === undefined) return false;
    const what = `“${run.record.name}”`;
    const outcome = await this.#changes.remove(
      [id],
      () => what,
      // Pushes do not bring back an old one that is not held.
      (ids) => void this.ensure(ids),
    );
    const handle = outcome?.handle ?? null;
    if (handle === null) return false;
    this.#put(id, null);
    this.#toasts.info(say('Moved {what} to the trash.', { what }), {
      label: say('Undo'),
      run: () => void this.#history.takeBack(handle),
    });
    return true;
  }
}
