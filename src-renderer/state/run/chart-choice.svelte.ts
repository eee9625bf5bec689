import type { History } from '../base/history.svelte';

/** What one chart of a run's page shows, as a person chose it; Undo takes it back. */
export class ChartChoice {
  readonly #history: History;
  readonly #title: string;
  readonly #toLabel: (value: string | null) => string;
  #value = $state<string | null>(null);

  /**
   * @param title of what is chosen, e.g. "Curve"
   * @param toLabel a choice as people read it; null: nothing was chosen yet
   */
  constructor(history: History, title: string, toLabel: (value: string | null) => string) {
    this.#history = history;
    this.#title = title;
    this.#toLabel = toLabel;
  }

  /** null: the chart's own first choice. */
  get value(): string | null {
    return this.#value;
  }

  choose(after: string): void {
    const before = this.#value;
    if (before === after) return;
    this.#value = after;
    this.#history.add<string | null>({
      key: null,
      before,
      after,
      describe: (from, to) => `${this.#title} ${this.#toLabel(from)} → ${this.#toLabel(to)}`,
      apply: (value) => {
        this.#value = value;
        return null;
      },
      scope: this,
    });
  }

  /** Its chart is gone: there is nothing to take back any more. */
  forget(): void {
    this.#history.drop(this);
  }
}
