import { performance } from 'node:perf_hooks';
import { isLive, trialRunId, type Criterion, type Group } from '../../../src-shared/group/group';
import type { GroupTraces } from '../../../src-shared/group/traces';
import type { GroupStore } from '../../workspace';
import type { PinnedData } from '../data/run-data';
import { elsewhere, notToBeDeleted, notToBeStopped, requireOver } from './group-conflicts';
import { GroupRunner, type TrialRuns } from './group-runner';
import { planGroup, type GroupPlanning, type StartGroup } from './plan-group';
import type { Suggest } from './scheduled-search';

export interface GroupServiceOptions extends GroupPlanning {
  readonly groups: GroupStore;
  readonly suggest: Suggest;
  /** One metric of those of the runs that are there, at the same steps, at most 400 of them. */
  readonly traces: (runIds: readonly string[], metric: string) => Promise<GroupTraces>;
  /** Trials at once. */
  readonly workers: () => number;
  /** Told when the first group starts and the last one ends. */
  readonly onActive: (isActive: boolean) => void;
  readonly onProblem: (error: unknown, groupId: string) => void;
}

export type GroupListener = (groupId: string, group: Group | null) => void;

/** Groups of runs from start to end: repeats with other seeds, and sweeps. */
export class GroupService {
  readonly #options: GroupServiceOptions;
  readonly #runners = new Map<string, { readonly runner: GroupRunner; readonly over: Promise<void> }>();
  readonly #listeners = new Set<GroupListener>();
  /** Groups whose data is looked for before they go on. */
  readonly #resuming = new Set<string>();
  #isClosed = false;

  constructor(options: GroupServiceOptions) {
    this.#options = options;
  }

  /** Calls back whenever a group changed, appeared or went; returns the unsubscribe. */
  onChange(listener: GroupListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  list(): readonly Group[] {
    return this.#options.groups.list();
  }

  /** @throws BenchtopError `not-found` */
  get(id: string): Group {
    return this.#options.groups.get(id);
  }

  /**
   * Makes a group and begins with its trials. Bad input leaves nothing behind.
   * @throws BenchtopError where the plan does not fit the experiment, or the data cannot be used
   */
  async start(start: StartGroup): Promise<Group> {
    const { group: planned, source } = await planGroup(start, this.#options);
    const group = this.#options.groups.create(planned);
    this.#run(group, source);
    return group;
  }

  /**
   * A group as it would be started, which is not kept: its trials are trained elsewhere. Its data was found fit.
   * @throws BenchtopError as {@link start}
   */
  async plan(start: StartGroup): Promise<Omit<Group, 'schemaVersion' | 'session'>> {
    return (await planGroup(start, this.#options)).group;
  }

  /**
   * Trains one trial of a group that was planned elsewhere, from wherever it stands here. The group that is kept
   * here knows of this trial alone.
   * @param pinned the files that are read, and what must be in them; null: the experiment's own
   * @returns the group when the trial is over
   * @throws BenchtopError where the data cannot be used
   */
  async trainTrial(planned: Group, place: number, pinned: PinnedData | null): Promise<Group> {
    const { groups, prepare } = this.#options;
    const source = await prepare(planned.experiment, { again: null, task: null, pinned });
    const { schemaVersion: _version, session: _session, ...rest } = planned;
    const alone = { status: 'running' as const, started: 0, rungs: [{ step: null, places: [place] }] };
    const group = groups.has(planned.id)
      ? this.#change(planned.id, (old) => ({
          ...old,
          ...alone,
          // Of a search more are known than when it was here last.
          trials: planned.trials,
          session: groups.session,
        }))
      : groups.create({ ...rest, ...alone });
    this.#run(group, source);
    return this.whenOver(group.id);
  }

  /** Stops what trains, with checkpoints; no further trial begins. @throws BenchtopError `conflict` */
  stop(id: string): Group {
    const running = this.#runners.get(id);
    const group = this.get(id);
    this.requireHere(group);
    if (running === undefined) throw notToBeStopped(group);
    const stopping = this.#note(id, (old) => ({ ...old, status: 'stopping' }));
    running.runner.stop();
    return stopping;
  }

  /**
   * Goes on with a group that was stopped, interrupted or failed: trials with a checkpoint from there.
   * @throws BenchtopError `conflict` where it runs or has finished, or what its data says
   */
  async resume(id: string, task: string | null = null): Promise<Group> {
    const { experiment } = requireOver(this.get(id), this.#resuming.has(id));
    this.#resuming.add(id);
    try {
      const source = await this.#options.prepare(experiment, { again: null, task });
      // Another process may have gone on with it meanwhile.
      const group = this.#change(id, (old) => ({
        ...requireOver(old),
        status: 'running',
        error: null,
        endedAt: null,
        session: this.#options.groups.session,
      }));
      this.#run(group, source);
      return group;
    } finally {
      this.#resuming.delete(id);
    }
  }

  /** One metric of its runs at the same steps; of live ones what is in their files. */
  async traces(id: string, metric: string): Promise<GroupTraces> {
    const runIds = this.get(id).trials.map((_, index) => trialRunId(id, index));
    return this.#options.traces(runIds, metric);
  }

  /** What counts as a success from now on; the runs are not touched. */
  setCriterion(id: string, criterion: Criterion | null): Group {
    return this.#change(id, (group) => ({ ...group, criterion }));
  }

  /** What became of a group elsewhere: it counts whether it can be written or not. */
  note(id: string, change: (group: Group) => Group): Group {
    return this.#note(id, change);
  }

  rename(id: string, name: string): Group {
    return this.#change(id, (group) => ({ ...group, name }));
  }

  /** Forgets the group; its runs stay where they are. @throws BenchtopError `conflict` while it runs */
  delete(id: string): void {
    const group = this.get(id);
    this.requireHere(group);
    if (this.#runners.has(id) || isLive(group)) throw notToBeDeleted(group);
    this.#options.groups.delete(id);
    this.#notify(id, null);
  }

  /** @throws BenchtopError `conflict` where another Benchtop has it trained */
  requireHere(group: Group): void {
    if (isLive(group) && group.session !== this.#options.groups.session) throw elsewhere(group);
  }

  /** Resolves when the group has ended. */
  async whenOver(id: string): Promise<Group> {
    await this.#runners.get(id)?.over;
    return this.get(id);
  }

  /** The program ends: groups under way are interrupted, as their runs are. */
  close(): void {
    this.#isClosed = true;
    for (const [id, { runner }] of this.#runners) {
      runner.stop();
      this.#note(id, (group) => ({ ...group, status: 'interrupted', endedAt: new Date().toISOString() }));
    }
  }

  #run(group: Group, runs: TrialRuns): void {
    const { id } = group;
    const runner = new GroupRunner({
      group,
      runs,
      // One more than can train, so that a worker that is free finds the next one waiting.
      lanes: this.#options.workers() + 1,
      suggest: this.#options.suggest,
      now: () => performance.now(),
      // Once the program ends, the status is that of `close`.
      keep: (change) => (this.#isClosed ? this.get(id) : this.#note(id, change)),
    });
    if (this.#runners.size === 0) this.#options.onActive(true);
    const over = runner.run().then(
      () => {
        this.#end(id);
      },
      (error: unknown) => {
        this.#end(id);
        this.#options.onProblem(error, id);
      },
    );
    this.#runners.set(id, { runner, over });
  }

  #end(id: string): void {
    this.#runners.delete(id);
    if (this.#runners.size === 0) this.#options.onActive(false);
  }

  #change(id: string, change: (group: Group) => Group): Group {
    const group = this.#options.groups.update(id, change);
    this.#notify(id, group);
    return group;
  }

  /** What became of it counts whether it can be written or not. */
  #note(id: string, change: (group: Group) => Group): Group {
    const group = this.#options.groups.note(id, change);
    this.#notify(id, group);
    return group;
  }

  #notify(id: string, group: Group | null): void {
    for (const listener of this.#listeners) listener(id, group);
  }
}
