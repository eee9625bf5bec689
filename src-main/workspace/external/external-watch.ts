import { watch, type FSWatcher } from 'node:fs';
import { TERMINAL } from '../../../src-shared/run/record/status';
import type { RunRow } from '../../../src-shared/run/library/row';

/** After a change the rows that follow it are waited for: a program that logs fast changes its file all the time. */
const SETTLE_MS = 100;
/** Runs that are watched at once: each takes a handle of the system. */
const MAX_WATCHED = 64;
/** Runs that ended so lately may go on, where their folder is filled by a copy of another one. */
const RECENT_MS = 24 * 60 * 60_000;
/** Looks between two at runs that are over. */
const LOOKS_PER_RECENT = 5;

export interface ExternalWatchOptions {
  readonly rows: () => readonly RunRow[];
  readonly findFolder: (id: string) => string;
  /** Reads what a run logged since the last time, and tells it. */
  readonly follow: (id: string) => Promise<unknown>;
  /** Looks at a run's record again. */
  readonly refresh: (id: string) => Promise<void>;
  readonly onProblem: (error: unknown) => void;
}

/**
 * Follows runs that other programs write: told by the system where it tells, looked at about once a second
 * anyway, for network disks tell nothing, and a copy that replaces a file may not be told of either.
 */
export class ExternalWatch {
  readonly #options: ExternalWatchOptions;
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #looks = 0;

  constructor(options: ExternalWatchOptions) {
    this.#options = options;
  }

  /** Looks once at each run that is written, and now and then at those that were lately. */
  async look(): Promise<void> {
    this.#looks += 1;
    const externals = this.#options.rows().filter(({ kind }) => kind === 'external');
    const live = externals.filter(({ status }) => !TERMINAL.has(status)).map(({ id }) => id);
    const isRecent = ({ status, endedAt }: RunRow): boolean =>
      TERMINAL.has(status) && Date.now() - Date.parse(endedAt ?? '') < RECENT_MS;
    const recent = this.#looks % LOOKS_PER_RECENT === 0 ? externals.filter(isRecent).map(({ id }) => id) : [];
    this.#watch(live);
    for (const id of live) await this.#follow(id);
    for (const id of recent) await this.#options.refresh(id);
  }

  /** Watches nothing any more. */
  close(): void {
    this.#watch([]);
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #watch(ids: readonly string[]): void {
    const requested = new Set(ids.slice(0, MAX_WATCHED));
    for (const [id, watcher] of this.#watchers) {
      if (requested.has(id)) continue;
      watcher.close();
      this.#watchers.delete(id);
    }
    for (const id of requested) if (!this.#watchers.has(id)) this.#watchOne(id);
  }

  #watchOne(id: string): void {
    try {
      const watcher = watch(this.#options.findFolder(id), { persistent: false }, () => {
        this.#soon(id);
      });
      watcher.on('error', () => {
        watcher.close();
        this.#watchers.delete(id);
      });
      this.#watchers.set(id, watcher);
    } catch {
      // It is looked at all the same.
    }
  }

  #soon(id: string): void {
    if (this.#timers.has(id)) return;
    const timer = setTimeout(() => {
      this.#timers.delete(id);
      this.#follow(id).catch(this.#options.onProblem);
    }, SETTLE_MS);
    timer.unref();
    this.#timers.set(id, timer);
  }

  async #follow(id: string): Promise<void> {
    await this.#options.follow(id);
    await this.#options.refresh(id);
  }
}
