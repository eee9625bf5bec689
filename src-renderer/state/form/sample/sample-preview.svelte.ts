import type { ErrorInfo } from '../../../../src-shared/errors';
import type { Experiment } from '../../../../src-shared/experiment/schema';
import type { DataPreview } from '../../../../src-shared/run/live/guidance';
import { settle, type BenchtopApi } from '../../../api/client';

const DELAY_MS = 250;
const TASK = 'preview';

/** The points that training would see, fetched once the form has not changed for a short time. */
export class SamplePreview {
  readonly #api: BenchtopApi;
  /** The experiment as it stands, or null while it is not valid. */
  readonly #current: () => Experiment | null;
  /** Whether only requests without delay are made. */
  readonly #isHeld: () => boolean;
  #sample = $state.raw<DataPreview | null>(null);
  #error = $state.raw<ErrorInfo | null>(null);
  #busy = $state(false);
  #isCurrent = $state(false);
  /** Whether its points are shown over their principal components. */
  #isPlane = false;
  #request = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Asked for while the experiment was not valid, or while held. */
  #due = false;

  constructor(api: BenchtopApi, current: () => Experiment | null, isHeld: () => boolean = () => false) {
    this.#isHeld = isHeld;
    this.#api = api;
    this.#current = current;
  }

  get sample(): DataPreview | null {
    return this.#sample;
  }

  get error(): ErrorInfo | null {
    return this.#error;
  }

  /** Whether what is shown is of the experiment as it stands. */
  get isCurrent(): boolean {
    return this.#isCurrent;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** Whether a change that is not about the data should ask all the same. */
  get due(): boolean {
    return this.#due;
  }

  /** Asks for what became due while the preview was held. */
  release(): void {
    if (this.#due) this.ask(0);
  }

  /** Says whether the points are shown over their principal components, which then come with them. */
  showPlane(isShown: boolean): void {
    this.#isPlane = isShown;
    if (isShown && this.#isCurrent && this.#sample?.plane === null) this.ask(0);
  }

  /** Requests the sample after a delay; only the answer to the last request counts. */
  ask(delayMs = DELAY_MS): void {
    this.#request += 1;
    this.#isCurrent = false;
    const requestId = this.#request;
    clearTimeout(this.#timer);
    if (delayMs > 0 && this.#isHeld()) {
      this.#due = true;
      this.#busy = false;
      return;
    }
    this.#timer = setTimeout(() => {
      void this.#fetch(requestId);
    }, delayMs);
  }

  /** Drops the request under way. */
  cancel(): void {
    this.#request += 1;
    if (this.#busy) void this.#api.datasetsCancel({ task: TASK });
    this.#busy = false;
    clearTimeout(this.#timer);
  }

  clear(): void {
    this.#sample = null;
    this.#error = null;
  }

  async #fetch(requestId: number): Promise<void> {
    const experiment = this.#current();
    this.#due = experiment === null;
    if (experiment === null || requestId !== this.#request) return;
    this.#busy = true;
    const answer = await settle(
      this.#api.datasetsSample({ experiment: { ...experiment }, task: TASK, plane: this.#isPlane }),
    );
    if (requestId !== this.#request) return;
    this.#busy = false;
    this.#isCurrent = answer.ok;
    this.#sample = answer.ok ? answer.value : null;
    this.#error = answer.ok ? null : answer.error;
  }
}
