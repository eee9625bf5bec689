import { say } from '../../../src-shared/language/say';
import type { History } from '../base/history.svelte';

/** The groups chosen to be laid side by side; the first is the baseline. */
export class ComparedGroups {
  readonly #history: History;
  #ids = $state.raw<readonly string[]>([]);

  constructor(history: History) {
    this.#history = history;
  }

  get ids(): readonly string[] {
    return this.#ids;
  }

  has(id: string): boolean {
    return this.#ids.includes(id);
  }

  add(...ids: readonly string[]): void {
    this.#choose([...new Set([...this.#ids, ...ids])]);
  }

  remove(id: string): void {
    this.#choose(this.#ids.filter((chosen) => chosen !== id));
  }

  /** Makes a group the one that others are held against. */
  makeBaseline(id: string): void {
    if (this.has(id)) this.#choose([id, ...this.#ids.filter((chosen) => chosen !== id)]);
  }

  #choose(after: readonly string[]): void {
    const before = this.#ids;
    if (isSame(before, after)) return;
    this.#ids = after;
    this.#history.add<readonly string[]>({
      key: 'compared-groups',
      before,
      after,
      describe: () => say('Groups in the comparison'),
      apply: (ids) => {
        this.#ids = ids;
        return null;
      },
      isSame,
    });
  }
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}
