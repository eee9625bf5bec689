import { toErrorInfo, type ErrorInfo } from '../../../src-shared/errors';
import { changedExperiment } from '../../../src-shared/group/sweep-fields';
import { isScheduled, trialRunId, type Group, type NestedFoldsPlan } from '../../../src-shared/group/group';
import { chooseSettings } from '../../../src-shared/group/nested-folds';
import { findObjective, lastValue, trialName } from '../../../src-shared/group/outcome';
import { computeBudget, halvingRungs, ranked } from '../../../src-shared/group/rungs';
import type { RunRecord } from '../../../src-shared/run/record/record';
import type { Experiment } from '../../../src-shared/experiment/schema';
import { TERMINAL } from '../../../src-shared/run/record/status';
import { runSearch, type Suggest } from './scheduled-search';

/** How often what a group has come to is written while it runs. */
const KEEP_MS = 1000;

const NO_LIMIT = { maxMs: null } as const;

/** One trial as the run service starts it. */
export interface Trial {
  readonly id: string;
  readonly name: string;
  readonly experiment: Experiment;
  readonly group: NonNullable<RunRecord['group']>;
  /** Step that it stops at; null: its end. */
  readonly stopAt: number | null;
}

/** What a group needs of the run service. */
export interface TrialRuns {
  /** null where there is no such run (any more). */
  find(id: string): RunRecord | null;
  launch(trial: Trial): void;
  /** From its last checkpoint. */
  goOn(id: string, stopAt: number | null): Promise<void>;
  /** Removes a run that has nothing to go on from. */
  discard(id: string): void;
  /** Ends the run of a trial; nothing where it has ended. */
  stop(id: string): void;
  whenOver(id: string): Promise<RunRecord>;
}

export interface GroupRunnerOptions {
  readonly group: Group;
  readonly runs: TrialRuns;
  /** Trials that are started and not over, at most. */
  readonly lanes: number;
  /** Milliseconds on a clock that does not jump. */
  readonly now: () => number;
  readonly suggest: Suggest;
  /** Keeps a change of the group, durably. */
  readonly keep: (change: (group: Group) => Group) => Group;
}

/**
 * Runs the trials of a group, some at a time, from wherever it stands: what is over is left alone,
 * what has a checkpoint goes on from it, the rest begins. With halving one rung after another.
 */
export class GroupRunner {
  readonly #options: GroupRunnerOptions;
  readonly #live = new Set<string>();
  #group: Group;
  #isStopping = false;
  #isOutOfTime = false;
  #startedAt: number;
  #keptAt: number;
  #started: number;
  #error: ErrorInfo | null = null;

  constructor(options: GroupRunnerOptions) {
    this.#options = options;
    this.#group = options.group;
    this.#started = options.group.started;
    this.#startedAt = this.#keptAt = options.now();
  }

  /** Ends all trials under way, each with a checkpoint; none is started any more. */
  stop(): void {
    this.#isStopping = true;
    for (const id of this.#live) this.#options.runs.stop(id);
  }

  /** Resolves when all trials are over, or it was stopped; never rejects. */
  async run(): Promise<void> {
    const timer = this.#watchTime();
    try {
      if (this.#isSearching()) await this.#search();
      else
        for (let rung = this.#group.rungs.length - 1; ; rung++) {
          await this.#train(this.#group.rungs[rung]!);
          if (this.#isStopping || this.#isOutOfTime || !this.#promote()) break;
        }
    } catch (thrown) {
      this.#error = toErrorInfo(thrown);
      this.stop();
      await Promise.all([...this.#live].map((id) => this.#options.runs.whenOver(id)));
    } finally {
      if (timer !== null) clearTimeout(timer);
    }
    const status =
      this.#error !== null ? 'failed' : this.#isStopping && !this.#isOutOfTime ? 'stopped' : 'finished';
    this.#keep((group) => ({
      ...group,
      status,
      error: this.#error,
      endedAt: new Date().toISOString(),
      endedBy: this.#isOutOfTime ? 'time' : null,
    }));
  }

  /** A trial that is trained alone elsewhere has a rung of its own. */
  #isSearching(): boolean {
    return isScheduled(this.#group.plan) && this.#group.rungs.length === 0;
  }

  #search(): Promise<void> {
    const { lanes, suggest, runs } = this.#options;
    return runSearch({
      lanes,
      suggest,
      group: () => this.#group,
      keep: (change) => {
        this.#keep(change);
      },
      train: (place, step) => this.#trial(place, step),
      readValue: (place) => this.#readValue(place, findObjective(this.#group).metric),
      isOver: (place, step) => {
        const record = runs.find(trialRunId(this.#group.id, place));
        return record === null || isOver(record, step);
      },
      isStopping: () => this.#isStopping,
      stop: () => {
        this.stop();
      },
    });
  }

  #watchTime(): NodeJS.Timeout | null {
    const { plan, elapsedMs } = this.#group;
    const { maxMs } = plan.kind === 'nested-folds' ? plan.sweep : plan.kind === 'sweep' ? plan : NO_LIMIT;
    if (maxMs === null) return null;
    const timer = setTimeout(
      () => {
        this.#isOutOfTime = true;
        this.stop();
      },
      Math.max(0, maxMs - elapsedMs),
    );
    timer.unref();
    return timer;
  }

  /** Trains all of a rung, so many at a time; returns early once stopped. */
  async #train({ step, places: indices }: Group['rungs'][number]): Promise<void> {
    const waiting = [...indices];
    const lane = async (): Promise<void> => {
      for (let index = waiting.shift(); index !== undefined && !this.#isStopping; index = waiting.shift()) {
        await this.#trial(index, step);
      }
    };
    const lanes = Array.from({ length: Math.min(this.#options.lanes, indices.length) }, lane);
    // All of them end before an error is passed on: nothing goes on behind it.
    const ends = await Promise.allSettled(lanes.map((running) => running.catch(this.#stopOn)));
    const failed = ends.find((end): end is PromiseRejectedResult => end.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  readonly #stopOn = (thrown: unknown): never => {
    this.stop();
    throw thrown;
  };

  async #trial(index: number, step: number | null): Promise<void> {
    const { runs } = this.#options;
    const id = trialRunId(this.#group.id, index);
    const before = runs.find(id);
    // Deleted by a person: it stays deleted.
    if (before === null && index < this.#started) return;
    if (before !== null && isOver(before, step)) return;
    this.#live.add(id);
    try {
      const isUnderWay = before !== null && !TERMINAL.has(before.status);
      if (before !== null && !isUnderWay && before.checkpoints.length > 0) await runs.goOn(id, step);
      else if (!isUnderWay) this.#launch(id, index, step, before !== null);
      this.#started = Math.max(this.#started, index + 1);
      if (this.#isStopping) runs.stop(id);
      this.#keepSometimes();
      await runs.whenOver(id);
    } finally {
      this.#live.delete(id);
    }
  }

  #launch(id: string, index: number, step: number | null, isThere: boolean): void {
    const { runs } = this.#options;
    const { experiment, trials, name, plan } = this.#group;
    const changes = trials[index] ?? [];
    // It was stopped before its first checkpoint: nothing of it is lost.
    if (isThere) runs.discard(id);
    runs.launch({
      id,
      name: trialName(experiment.name, changes),
      experiment: changedExperiment(experiment, changes),
      group: { id: this.#group.id, kind: plan.kind, name, place: index },
      stopAt: step,
    });
  }

  /** Successive halving: chooses the trials that go on; nested folds: the settings. @returns whether any does */
  #promote(): boolean {
    const { plan, experiment, trials, rungs } = this.#group;
    if (plan.kind === 'nested-folds') return rungs.length === 1 && this.#trainChosen(plan);
    if (plan.kind !== 'sweep' || plan.search !== 'halving') return false;
    const steps = computeBudget(experiment)?.steps ?? 0;
    const next = halvingRungs(trials.length, steps, plan.factor)[rungs.length];
    const last = rungs[rungs.length - 1];
    if (next === undefined || last === undefined) return false;
    const values = last.places.map((index) => this.#readValue(index, plan.objective.metric));
    const indices = ranked(values, plan.objective.goal)
      .slice(0, next.count)
      .filter((at) => !Number.isNaN(values[at]))
      .map((at) => last.places[at]!);
    if (indices.length === 0) return false;
    this.#keep((group) => ({ ...group, rungs: [...group.rungs, { step: next.step, places: indices }] }));
    return true;
  }

  /** Trains each outer fold with the settings that its inner folds chose. @returns whether any has some */
  #trainChosen(plan: NestedFoldsPlan): boolean {
    const { metric } = plan.sweep.objective;
    const chosen = chooseSettings(this.#group, plan, (place) => this.#readValue(place, metric));
    if (chosen.length === 0) return false;
    this.#keep((group) => ({
      ...group,
      trials: [...group.trials, ...chosen],
      rungs: [...group.rungs, { step: null, places: chosen.map((_, i) => group.trials.length + i) }],
    }));
    return true;
  }

  #readValue(index: number, metric: string): number {
    const record = this.#options.runs.find(trialRunId(this.#group.id, index));
    return record === null ? NaN : lastValue(record, metric);
  }

  #keepSometimes(): void {
    if (this.#options.now() - this.#keptAt >= KEEP_MS) this.#keep((group) => group);
  }

  #keep(change: (group: Group) => Group): void {
    const now = this.#options.now();
    const elapsed = now - this.#startedAt;
    this.#startedAt = this.#keptAt = now;
    this.#group = this.#options.keep((group) => ({
      ...change(group),
      started: this.#started,
      elapsedMs: group.elapsedMs + elapsed,
    }));
  }
}

/** Whether a trial has come to the step that it was to come to, or to its own end. */
function isOver({ status, steps }: RunRecord, step: number | null): boolean {
  if (status === 'finished' || status === 'failed') return true;
  return status === 'stopped' && step !== null && steps >= step;
}
