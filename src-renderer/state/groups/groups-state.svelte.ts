import { say } from '../../../src-shared/language/say';
import type { Experiment } from '../../../src-shared/experiment/schema';
import {
  isLive,
  plannedTrials,
  trialRunId,
  type Criterion,
  type Group,
  type GroupPlan,
} from '../../../src-shared/group/group';
import type { Result } from '../../../src-shared/errors';
import type { EmittedJob, RayPlace, ScriptKind } from '../../../src-shared/group/where';
import type { StoredRun } from '../../../src-shared/run/record/record';
import { TERMINAL } from '../../../src-shared/run/record/status';
import { settle, type BenchtopApi } from '../../api/client';
import type { RunsState } from '../library/runs-state.svelte';
import { History } from '../base/history.svelte';
import { attempt, toasts, type Toasts } from '../base/toasts.svelte';

/** A group that is to be trained. */
interface NewGroup {
  readonly name: string;
  readonly experiment: Experiment;
  readonly plan: GroupPlan;
  /** The run whose data it trains on. */
  readonly again?: string | null;
}

/** Progress of a group: how many of its trials are over. */
export interface GroupProgress {
  readonly over: number;
  readonly trials: number;
}

/** Every group of the workspace, kept current by main's pushes; their runs are those of all runs. */
export class GroupsState {
  readonly #api: BenchtopApi;
  readonly #runs: RunsState;
  readonly #toasts: Toasts;
  readonly #history: History;
  #groups = $state.raw<ReadonlyMap<string, Group>>(new Map());
  /** Groups that a push has told about while the first list was on its way. */
  #early: Set<string> | null = null;
  #starting = $state(false);

  /** Newest first. */
  readonly all: readonly Group[] = $derived(
    [...this.#groups.values()].sort((a, b) => (a.id < b.id ? 1 : -1)),
  );
  /** Runs of each group by the index of their trial. */
  readonly #members: ReadonlyMap<string, readonly StoredRun[]> = $derived.by(() => {
    const members = new Map<string, StoredRun[]>();
    for (const run of this.#runs.all) {
      const id = run.record.group?.id;
      if (id === undefined || !this.#groups.has(id)) continue;
      const list = members.get(id);
      if (list === undefined) members.set(id, [run]);
      else list.push(run);
    }
    for (const list of members.values()) list.sort((a, b) => readTrialIndex(a) - readTrialIndex(b));
    return members;
  });

  constructor(
    api: BenchtopApi,
    runs: RunsState,
    into: Toasts = toasts,
    history: History = new History(into),
  ) {
    this.#api = api;
    this.#runs = runs;
    this.#toasts = into;
    this.#history = history;
  }

  get(id: string): Group | undefined {
    return this.#groups.get(id);
  }

  /** Fetches the runs of a group that are not held: an old group's are no part of the list of runs. */
  async fetchRuns(id: string): Promise<void> {
    const group = this.#groups.get(id);
    if (group === undefined) return;
    await this.#runs.ensure(group.trials.map((_, index) => trialRunId(id, index)));
  }

  /** Runs of a group in the order of its trials; trials that have not begun are not there. */
  findRuns(id: string): readonly StoredRun[] {
    return this.#members.get(id) ?? [];
  }

  /** Whether a run is shown with its group, and not among the single ones. */
  holds(run: StoredRun): boolean {
    const id = run.record.group?.id;
    return id !== undefined && this.#groups.has(id);
  }

  readProgress(group: Group): GroupProgress {
    const over = this.findRuns(group.id).filter(({ record }) => TERMINAL.has(record.status)).length;
    return { over, trials: plannedTrials(group) };
  }

  /** True while a group is being made: its data is checked first. */
  get starting(): boolean {
    return this.#starting;
  }

  /** Listens first, then fetches the list, so that nothing is missed in between. */
  start(): () => void {
    this.#early = new Set();
    const off = this.#api.on('group.changed', ({ groupId, group }) => {
      this.#early?.add(groupId);
      this.#put(groupId, group);
    });
    void this.#load();
    return off;
  }

  async #load(): Promise<void> {
    const list = await attempt(this.#api.groupsList(), this.#toasts);
    if (list !== null) {
      const groups = new Map(list.map((group) => [group.id, group]));
      for (const id of this.#early ?? []) {
        const newer = this.#groups.get(id);
        if (newer === undefined) groups.delete(id);
        else groups.set(id, newer);
      }
      this.#groups = groups;
    }
    this.#early = null;
  }

  #put(id: string, group: Group | null): void {
    const groups = new Map(this.#groups);
    if (group === null) groups.delete(id);
    else groups.set(id, group);
    this.#groups = groups;
  }

  /**
   * Has a group trained, here or on a cluster.
   * @returns null where it was refused, which a toast says
   */
  async begin({ on = null, ...request }: NewGroup & { on?: RayPlace | null }): Promise<Group | null> {
    const group = await this.#make(
      (experiment) => this.#api.groupsStart({ ...request, experiment, on }),
      request,
    );
    if (group !== null && !this.#groups.has(group.id)) this.#put(group.id, group);
    return group;
  }

  /** Writes what trains a group on other machines. @returns null where it was refused or no folder was chosen */
  async emit(request: NewGroup & { script: ScriptKind }): Promise<EmittedJob | null> {
    return this.#make((experiment) => this.#api.groupsEmit({ ...request, experiment }), request);
  }

  /** One at a time: the data is checked first. */
  async #make<T>(
    make: (experiment: Record<string, unknown>) => Promise<Result<T>>,
    { experiment }: NewGroup,
  ): Promise<T | null> {
    if (this.#starting) return null;
    this.#starting = true;
    const made = await attempt(make({ ...experiment }), this.#toasts);
    this.#starting = false;
    return made;
  }

  async stop(id: string): Promise<void> {
    await attempt(this.#api.groupsStop({ id }), this.#toasts);
  }

  async resume(id: string): Promise<void> {
    await attempt(this.#api.groupsResume({ id }), this.#toasts);
  }

  async setCriterion(id: string, criterion: Criterion | null): Promise<void> {
    await attempt(this.#api.groupsSetCriterion({ id, criterion }), this.#toasts);
  }

  async rename(id: string, name: string): Promise<void> {
    const trimmed = name.trim();
    const before = this.get(id)?.name;
    if (trimmed === '' || trimmed === before) return;
    const renamed = await attempt(this.#api.groupsRename({ id, name: trimmed }), this.#toasts);
    if (renamed === null || before === undefined) return;
    this.#history.add<string>({
      key: null,
      before,
      after: trimmed,
      describe: (from, to) => say('Rename “{from}” → “{to}”', { from, to }),
      apply: async (given) => {
        const answer = await settle(this.#api.groupsRename({ id, name: given }));
        return answer.ok ? null : answer.error.message;
      },
    });
  }

  /** Takes the group apart: its runs are single ones from then on. @returns whether it went */
  async remove(id: string): Promise<boolean> {
    const group = this.get(id);
    if (group === undefined || isLive(group)) return false;
    const answer = await settle(this.#api.groupsDelete({ id }));
    if (!answer.ok) this.#toasts.error(answer.error.message);
    return answer.ok;
  }
}

function readTrialIndex({ record }: StoredRun): number {
  return record.group?.place ?? 0;
}
