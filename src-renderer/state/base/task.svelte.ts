import type { ReadProgress } from '../../../src-shared/dataset/look';
import type { Result } from '../../../src-shared/errors';
import { settle, type BenchtopApi } from '../../api/client';

/**
 * Work in the main process that may take long, such as reading a file: whether it is under way, how
 * far it is, and how it is ended. The main process knows it by its name.
 */
export class Task {
  readonly #api: Pick<BenchtopApi, 'on' | 'datasetsCancel'>;
  /** At most 64 characters. */
  readonly name: string;
  #busy = $state(false);
  #progress = $state.raw<ReadProgress | null>(null);
  #isCancelled = $state(false);
  #started = 0;

  constructor(api: Pick<BenchtopApi, 'on' | 'datasetsCancel'>, name: string) {
    this.#api = api;
    this.name = name.slice(0, 64);
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** Progress of reading the data; null while nothing is read. */
  get progress(): ReadProgress | null {
    return this.#progress;
  }

  /** Whether what was started last was cancelled: its refusal needs no message then. */
  get isCancelled(): boolean {
    return this.#isCancelled;
  }

  /**
   * Does it; busy and progress are those of what was started last.
   * @param work gets the name to send along
   */
  async run<T>(work: (name: string) => Promise<Result<T>>): Promise<Result<T>> {
    this.#started += 1;
    const started = this.#started;
    this.#busy = true;
    this.#progress = null;
    this.#isCancelled = false;
    const off = this.#api.on('dataset.progress', ({ task, ...progress }) => {
      if (task === this.name && started === this.#started) this.#progress = progress;
    });
    const answer = await settle(work(this.name));
    off();
    if (started === this.#started) this.#end();
    return answer;
  }

  /** Asks the main process to end it; it is busy until that is answered. */
  cancel(): void {
    if (!this.#busy) return;
    this.#isCancelled = true;
    void settle(this.#api.datasetsCancel({ task: this.name }));
  }

  /** Cancels it, and is as before the first from now on. */
  drop(): void {
    this.cancel();
    this.#isCancelled = false;
    this.#started += 1;
    this.#end();
  }

  #end(): void {
    this.#busy = false;
    this.#progress = null;
  }
}
