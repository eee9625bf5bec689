import type { RunEvent } from '../../../src-shared/run/live/events';
import type { ExternalRuns } from '../../workspace/external/external-runs';

/** Rows that other programs log, as events of their runs: numbered, so that a snapshot says which it holds. */
export class ExternalFeeds {
  readonly #externals: ExternalRuns;
  /** Number of the last event of each run. */
  readonly #seqs = new Map<string, number>();

  constructor(externals: ExternalRuns, push: (runId: string, event: RunEvent) => void) {
    this.#externals = externals;
    externals.onRows((runId, columns, isFirst) => {
      const seq = this.#seq(runId) + 1;
      this.#seqs.set(runId, seq);
      // First rows supersede all that was told before: a page asks for a snapshot then.
      const since = isFirst ? { since: 0 } : {};
      push(runId, { type: 'metrics', runId, seq, ...since, columns });
    });
  }

  /**
   * Reads what a run logged since the last time, and tells it.
   * @returns the number of the last event, and the bytes of metrics.csv that the events were made of
   */
  async follow(runId: string): Promise<{ readonly seq: number; readonly upTo: number }> {
    const { readBytes } = await this.#externals.read(runId);
    return { seq: this.#seq(runId), upTo: readBytes };
  }

  #seq(runId: string): number {
    return this.#seqs.get(runId) ?? 0;
  }
}
