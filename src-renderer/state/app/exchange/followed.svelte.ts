import { api, settle, type BenchtopApi } from '../../../api/client';

/** Files and folders of other programs that are followed now. */
class FollowedSources {
  readonly #api: Pick<BenchtopApi, 'on' | 'importsFollowed' | 'importsUnfollow'>;
  #paths = $state.raw<readonly string[]>([]);

  constructor(from: Pick<BenchtopApi, 'on' | 'importsFollowed' | 'importsUnfollow'>) {
    this.#api = from;
  }

  get paths(): readonly string[] {
    return this.#paths;
  }

  /** Keeps up with what is followed; the answer ends it. */
  start(): () => void {
    const off = this.#api.on('imports.changed', ({ followed }) => {
      this.#paths = followed;
    });
    void settle(this.#api.importsFollowed()).then((answer) => {
      if (answer.ok) this.#paths = answer.value;
    });
    return off;
  }

  stop(path: string): void {
    void settle(this.#api.importsUnfollow({ path }));
  }
}

export const followedSources = new FollowedSources(api);
