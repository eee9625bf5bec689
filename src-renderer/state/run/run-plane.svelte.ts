import type { ErrorInfo } from '../../../src-shared/errors';
import type { PrincipalPlane } from '../../../src-shared/models/kmeans/clusters';
import { settle, type BenchtopApi } from '../../api/client';

/** First two principal components of a run's points; fetched when first needed. */
export class RunPlane {
  readonly #api: BenchtopApi;
  readonly #id: string;
  #plane = $state.raw<PrincipalPlane | null>(null);
  #error = $state.raw<ErrorInfo | null>(null);
  #isRequested = false;

  constructor(api: BenchtopApi, id: string) {
    this.#api = api;
    this.#id = id;
  }

  get plane(): PrincipalPlane | null {
    return this.#plane;
  }

  get error(): ErrorInfo | null {
    return this.#error;
  }

  /** Fetches the plane unless it is there or under way; a request that failed is made again. */
  async load(): Promise<void> {
    if (this.#isRequested) return;
    this.#isRequested = true;
    this.#error = null;
    const answer = await settle(this.#api.runsPlane({ id: this.#id }));
    if (answer.ok) this.#plane = answer.value;
    else {
      this.#error = answer.error;
      this.#isRequested = false;
    }
  }
}
