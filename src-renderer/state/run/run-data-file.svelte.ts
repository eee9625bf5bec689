import { say } from '../../../src-shared/language/say';
import type { FileStatus } from '../../../src-shared/dataset/named';
import type { RunRecord } from '../../../src-shared/run/record/record';
import { settle, type BenchtopApi } from '../../api/client';
import { LatestAnswer } from '../base/latest-answer.svelte';
import { fileName } from '../../text/format';
import { attempt, toasts, type Toasts } from '../base/toasts.svelte';

/** Whether the data file of a run is still what the run read, and where it is now. */
export class RunDataFile {
  readonly #api: BenchtopApi;
  readonly #id: string;
  readonly #toasts: Toasts;
  /** A name for the work in main, by which it is cancelled. */
  readonly #task: string;
  readonly #status = new LatestAnswer<FileStatus | null>();
  #isLocating = $state(false);

  constructor(api: BenchtopApi, id: string, options: { toasts?: Toasts } = {}) {
    this.#api = api;
    this.#id = id;
    this.#toasts = options.toasts ?? toasts;
    this.#task = `data-of-${id}`.slice(0, 64);
  }

  /** null until it is known, and for data that is no file. */
  get status(): FileStatus | null {
    return this.#status.value;
  }

  get isLocating(): boolean {
    return this.#isLocating;
  }

  /** Asks again; a failure to find out is no news about the run, and is not told. */
  async check(): Promise<void> {
    await this.#status.ask(this.#api.runsDataStatus({ id: this.#id, task: this.#task }));
  }

  /** Lets the person choose the file; a toast says where it is not the same. */
  async locate({ experiment, dataset }: RunRecord): Promise<void> {
    if (experiment.dataset.kind !== 'file' || dataset === null || this.#isLocating) return;
    const { path, sha256 } = this.status?.file ?? { path: experiment.dataset.path, sha256: dataset.sha256 };
    this.#isLocating = true;
    const found = await attempt(
      this.#api.datasetsLocate({ path, sha256, task: `locate-${this.#id}`.slice(0, 64) }),
      this.#toasts,
    );
    this.#isLocating = false;
    if (found === null) return;
    if (!found.isSame) {
      this.#toasts.error(
        say('{path} holds other data than this run was made on: choose another file.', {
          path: fileName(found.path),
        }),
      );
      return;
    }
    await this.check();
  }

  /** Marks it as hidden: a large file need not be hashed to its end. */
  leave(): void {
    this.#status.drop();
    void settle(this.#api.datasetsCancel({ task: this.#task }));
  }
}
