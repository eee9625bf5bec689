import { join } from 'node:path';
import { isLive, type Group } from '../../src-shared/group/group';
import type { StoredRun } from '../../src-shared/run/record/record';
import { TERMINAL } from '../../src-shared/run/record/status';
import type { Settings } from '../../src-shared/settings';
import type { GroupStore } from './group-store';
import { recoverInterrupted } from './run-folders/interrupted-runs';
import { ExternalWatch } from './external/external-watch';
import type { RunStore } from './run-folders/run-store';
import { readStamp } from '../files/stamp';

/** Between two looks, at least. */
const LOOK_MS = 1000;
/** A look that takes long comes so much more seldom: at most a hundredth of the time is spent looking. */
const IDLE_PER_LOOK = 100;
/** Looks between two at whether the processes of other live runs still live. */
const LOOKS_PER_RECOVERY = 5;

/** What another process did in the workspace. */
interface ForeignChanges {
  settings(settings: Settings): void;
  experiments(): void;
  datasets(): void;
  /** Pages of the notebook. */
  notes(): void;
  /** null: it went. */
  group(id: string, group: Group | null): void;
  /** null: it went. */
  run(id: string, run: StoredRun | null): void;
}

/** What is watched of a workspace. */
interface WatchedWorkspace {
  readonly folder: string;
  readonly session: string;
  readonly readOnly: string | null;
  readonly runs: RunStore;
  readonly groups: GroupStore;
  readonly notes: { stamp(): string };
  readonly settings: { get(): Settings };
}

export interface WorkspaceWatchOptions {
  readonly workspace: WatchedWorkspace;
  readonly changes: ForeignChanges;
  /** Whether this process has the run: queued or in training. */
  readonly isTrained: (runId: string) => boolean;
  /** Reads what another program logged of its run since the last time, and tells it. */
  readonly follow: (runId: string) => Promise<void>;
  readonly onProblem: (error: unknown) => void;
}

/**
 * Watch of what other processes change in a workspace: a few looks at files a second, none of them
 * read where nothing changed. What this process wrote itself may be told of once more.
 */
export class WorkspaceWatch {
  readonly #options: WorkspaceWatchOptions;
  readonly #stamps = new Map<string, string | null>();
  #groups: ReadonlyMap<string, Group>;
  #notes: string;
  #looks = 0;
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;
  readonly #externals: ExternalWatch;

  constructor(options: WorkspaceWatchOptions) {
    this.#options = options;
    for (const name of ['settings.json', 'experiments.json', 'datasets.json', 'groups'])
      this.#hasChanged(name);
    this.#groups = this.#readGroups();
    this.#notes = options.workspace.notes.stamp();
    const { runs } = options.workspace;
    this.#externals = new ExternalWatch({
      rows: () => runs.index.rows(),
      findFolder: (id) => runs.findFolder(id),
      follow: options.follow,
      refresh: (id) => runs.index.refreshOne(id),
      onProblem: options.onProblem,
    });
    runs.onFound((id) => {
      options.changes.run(id, runs.has(id) ? runs.get(id) : null);
    });
  }

  /** Looks again and again from now on. @returns what ends it */
  start(): () => void {
    this.#plan(LOOK_MS);
    return () => {
      this.#isStopped = true;
      if (this.#timer !== null) clearTimeout(this.#timer);
      this.#externals.close();
    };
  }

  #plan(ms: number): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      const startedAt = performance.now();
      this.look()
        .catch(this.#options.onProblem)
        .finally(() => {
          this.#plan(Math.max(LOOK_MS, (performance.now() - startedAt) * IDLE_PER_LOOK));
        });
    }, ms);
    this.#timer.unref();
  }

  /** Looks once. */
  async look(): Promise<void> {
    const { workspace, changes } = this.#options;
    if (this.#hasChanged('settings.json')) changes.settings(workspace.settings.get());
    if (this.#hasChanged('experiments.json')) changes.experiments();
    if (this.#hasChanged('datasets.json')) changes.datasets();
    if (this.#hasChanged('groups')) this.#compareGroups();
    this.#compareNotes();
    if (workspace.runs.index.mayHaveNews()) await workspace.runs.index.refresh();
    await this.#externals.look();
    this.#looks += 1;
    if (this.#looks % LOOKS_PER_RECOVERY === 0) await this.#recover();
  }

  /** An editor may write into a file, of which its folder shows nothing. */
  #compareNotes(): void {
    const stamp = this.#options.workspace.notes.stamp();
    if (stamp !== this.#notes) this.#options.changes.notes();
    this.#notes = stamp;
  }

  #hasChanged(name: string): boolean {
    const stamp = readStamp(join(this.#options.workspace.folder, name));
    const before = this.#stamps.get(name);
    this.#stamps.set(name, stamp);
    return before !== stamp;
  }

  #readGroups(): Map<string, Group> {
    return new Map(this.#options.workspace.groups.list().map((group) => [group.id, group]));
  }

  #compareGroups(): void {
    const { workspace, changes } = this.#options;
    const before = this.#groups;
    const after = this.#readGroups();
    this.#groups = after;
    for (const [id, group] of after) {
      const isOwn = isLive(group) && group.session === workspace.session;
      if (before.get(id) !== group && !isOwn) changes.group(id, group);
    }
    for (const id of before.keys()) if (!after.has(id)) changes.group(id, null);
  }

  /** Runs and groups of other processes that ended without a word. */
  async #recover(): Promise<void> {
    const { workspace, changes, isTrained } = this.#options;
    const isForeign = workspace.runs.index
      .rows()
      .some(({ id, status }) => !TERMINAL.has(status) && !isTrained(id));
    if (isForeign) {
      const recovered = await recoverInterrupted(workspace);
      for (const run of recovered) changes.run(run.record.id, run);
      // Whoever looks sees them end.
      workspace.runs.interruptions.told(recovered.map(({ record }) => record.id));
    }
    const hasGroup = [...this.#groups.values()].some(
      (group) => isLive(group) && group.session !== workspace.session,
    );
    if (hasGroup) for (const group of workspace.groups.recoverInterrupted()) changes.group(group.id, group);
  }
}
