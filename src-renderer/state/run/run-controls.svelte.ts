import type { Result } from '../../../src-shared/errors';
import type { RunStatus } from '../../../src-shared/run/record/status';
import { settle, type BenchtopApi } from '../../api/client';
import { attempt, type Toasts } from '../base/toasts.svelte';

/** Pause, resume, stop, single step, speed and learning rate of one run. */
export class RunControls {
  readonly #api: BenchtopApi;
  readonly #id: string;
  readonly #status: () => RunStatus | null;
  readonly #toasts: Toasts;
  #speed = $state.raw<number | null>(null);
  #isBusy = $state(false);

  /** @param status null until it is known, and of a run that another process has */
  constructor(api: BenchtopApi, id: string, status: () => RunStatus | null, toasts: Toasts) {
    this.#api = api;
    this.#id = id;
    this.#status = status;
    this.#toasts = toasts;
  }

  /** A button's request is on its way. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Steps per second that the run is held to; null: as fast as possible. */
  get speed(): number | null {
    return this.#speed;
  }

  /** Takes the speed that main holds the run to. */
  showSpeed(speed: number | null): void {
    this.#speed = speed;
  }

  pause(): Promise<void> {
    return this.#ask(this.#api.runsPause({ id: this.#id }));
  }

  resume(): Promise<void> {
    return this.#ask(this.#api.runsResume({ id: this.#id }));
  }

  /** Pauses a running run, resumes a paused one, for Space. */
  async togglePause(): Promise<void> {
    if (this.#isBusy) return;
    const status = this.#status();
    if (status === 'running') await this.pause();
    else if (status === 'paused') await this.resume();
  }

  stop(): Promise<void> {
    return this.#ask(this.#api.runsStop({ id: this.#id }));
  }

  /** Does one step of a paused run, for `.`. Not waited for, so that a held key goes on. */
  async step(): Promise<void> {
    if (this.#status() === 'paused') await attempt(this.#api.runsStep({ id: this.#id }), this.#toasts);
  }

  /** From the next update on. @returns whether main took it */
  async setLearningRate(learningRate: number): Promise<boolean> {
    const answer = await settle(this.#api.runsSetLearningRate({ id: this.#id, learningRate }));
    if (!answer.ok) this.#toasts.error(answer.error.message);
    return answer.ok;
  }

  continueRun(): Promise<void> {
    return this.#ask(this.#api.runsContinue({ id: this.#id }));
  }

  /** Shown at once; taken back if main refuses. */
  async setSpeed(speed: number | null): Promise<void> {
    const before = this.#speed;
    this.#speed = speed;
    const answer = await settle(this.#api.runsSetSpeed({ id: this.#id, speed }));
    if (answer.ok) return;
    this.#speed = before;
    this.#toasts.error(answer.error.message);
  }

  async #ask(answer: Promise<Result<unknown>>): Promise<void> {
    this.#isBusy = true;
    await attempt(answer, this.#toasts);
    this.#isBusy = false;
  }
}
