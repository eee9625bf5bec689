import type { EarlyStoppingSpec, ScheduleSpec } from '../../../../src-shared/experiment/schema';
import { pow } from '../../../../src-shared/portable-math/pow';
import { cos } from '../../../../src-shared/portable-math/sin-cos';

/** A part of a checkpoint, of which nothing is known yet. */
function readFields(stored: unknown): Readonly<Record<string, unknown>> {
  return typeof stored === 'object' && stored !== null ? { ...stored } : {};
}

/** A loss that should fall: its lowest value and how long ago that was. */
class Watch {
  readonly #minDelta: number;
  best: number;
  bestStep: number;

  constructor(minDelta: number, stored: unknown) {
    this.#minDelta = minDelta;
    const state = readFields(stored);
    this.best = typeof state['best'] === 'number' ? state['best'] : Infinity;
    this.bestStep = typeof state['bestStep'] === 'number' ? state['bestStep'] : 0;
  }

  /** @returns whether the loss is lower than ever, by more than the least change */
  see(loss: number, step: number): boolean {
    if (!(loss < this.best - this.#minDelta)) return false;
    this.best = loss;
    this.bestStep = step;
    return true;
  }
}

/**
 * The learning rate of each update. Formulas as in Keras: ExponentialDecay (`step`: in whole
 * powers), CosineDecay (Loshchilov and Hutter 2017, one arc without restarts), ReduceLROnPlateau
 * with its patience in steps. A warm-up comes before any of them.
 */
export class LearningRate {
  readonly #schedule: ScheduleSpec;
  /** What the schedule starts from: the optimizer's rate, or what it is once it was changed. */
  #first: number;
  readonly #given: number;
  readonly #steps: number;
  readonly #watch: Watch | null;
  /** Rate of the plateau schedule: what the first rate has come down to, and when. */
  #current: number;
  #changedAt: number;

  /**
   * @param first the optimizer's learning rate
   * @param steps of the whole training
   * @param stored `state()` of a checkpoint
   */
  constructor(schedule: ScheduleSpec, first: number, steps: number, stored: unknown) {
    this.#schedule = schedule;
    this.#given = first;
    this.#steps = steps;
    this.#watch = schedule.kind === 'plateau' ? new Watch(schedule.minDelta, stored) : null;
    const state = readFields(stored);
    this.#first = typeof state['first'] === 'number' ? state['first'] : first;
    this.#current = typeof state['current'] === 'number' ? state['current'] : this.#first;
    this.#changedAt = typeof state['changedAt'] === 'number' ? state['changedAt'] : 0;
  }

  /** Whether it is the same for every step. */
  get isConstant(): boolean {
    return this.#schedule.kind === 'constant' && this.#schedule.warmupSteps === 0;
  }

  /** @param step 1 for the first update */
  at(step: number): number {
    return this.#of(this.#first, step);
  }

  /**
   * Another rate from the next update on; from there it goes on as the schedule has it, the rest of a
   * curve being as steep as before in proportion. The same change twice is as good as once.
   * @param step updates that have been made
   */
  change(rate: number, step: number): void {
    const { kind, warmupSteps } = this.#schedule;
    if (kind === 'plateau' && step >= warmupSteps) {
      this.#current = rate;
      this.#changedAt = step;
      return;
    }
    const share = this.#of(1, step + 1);
    // The end of a cosine: nothing is learned there at any rate.
    if (share === 0) return;
    this.#first = rate / share;
    this.#current = this.#first;
  }

  /** @param first what the schedule starts from */
  #of(first: number, step: number): number {
    const { warmupSteps } = this.#schedule;
    if (step <= warmupSteps) return (first * step) / (warmupSteps + 1);
    return this.#after(first, step - 1 - warmupSteps);
  }

  /** The rate when `done` updates have been made since the warm-up. */
  #after(first: number, done: number): number {
    const schedule = this.#schedule;
    switch (schedule.kind) {
      case 'constant':
        return first;
      case 'step':
        return first * pow(schedule.factor, Math.floor(done / schedule.every));
      case 'exponential':
        return first * pow(schedule.factor, done / schedule.every);
      case 'cosine': {
        // 0 at the first update after the warm-up, 1 at the last of all.
        const span = Math.max(1, this.#steps - schedule.warmupSteps - 1);
        const arc = 0.5 * (1 + cos(Math.PI * Math.min(1, done / span)));
        return first * (schedule.alpha + (1 - schedule.alpha) * arc);
      }
      case 'plateau':
        return this.#current;
    }
  }

  /** Takes note of a logged loss; only a plateau looks at it. */
  see(loss: number, step: number): void {
    const schedule = this.#schedule;
    if (schedule.kind !== 'plateau' || this.#watch === null || step <= schedule.warmupSteps) return;
    if (this.#watch.see(loss, step)) return;
    const waitedFrom = Math.max(this.#watch.bestStep, this.#changedAt, schedule.warmupSteps);
    if (step - waitedFrom < schedule.patience) return;
    // A rate that was set below the lowest stays as it was set.
    const lowest = Math.min(this.#current, schedule.minLearningRate);
    this.#current = Math.max(lowest, this.#current * schedule.factor);
    this.#changedAt = step;
  }

  /** What a checkpoint needs beside the step; null where that says all. */
  state(): object | null {
    const first = this.#first === this.#given ? {} : { first: this.#first };
    if (this.#watch === null) return this.#first === this.#given ? null : first;
    return { ...watchState(this.#watch), ...first, current: this.#current, changedAt: this.#changedAt };
  }
}

/**
 * Early stopping (Keras' `EarlyStopping` with `restore_best_weights`, patience in steps): training is
 * over once the loss has not fallen by more than `minDelta` below the best for `patience` steps.
 */
export class EarlyStopping {
  readonly #watch: Watch;
  readonly #patience: number;

  /** @param stored `state()` of a checkpoint */
  constructor({ patience, minDelta }: EarlyStoppingSpec, stored: unknown) {
    this.#watch = new Watch(minDelta, stored);
    this.#patience = patience;
  }

  /**
   * Takes in the loss of a step.
   * @returns whether this is the best loss so far
   */
  see(loss: number, step: number): boolean {
    return this.#watch.see(loss, step);
  }

  /** Whether `patience` steps have passed since the best loss. */
  isOver(step: number): boolean {
    return step - this.#watch.bestStep >= this.#patience;
  }

  get bestStep(): number {
    return this.#watch.bestStep;
  }

  /** State for a checkpoint: best loss and its step. */
  state(): object {
    return watchState(this.#watch);
  }
}

/** JSON has no infinity: a loss that was never seen is left out. */
function watchState({ best, bestStep }: Watch): object {
  return best === Infinity ? { bestStep } : { best, bestStep };
}
