import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { MetricColumns } from '../../../src-shared/run/live/frames';
import type { KnownFigures } from './external-document';
import { ExternalLog } from './external-log';

/** Logs held in memory, beside those that grow. */
const MAX_LOGS = 2000;

/** Told of rows of a run; `isFirst`: they are the first of its log, which may be another one than before. */
export type RowsListener = (id: string, columns: MetricColumns, isFirst: boolean) => void;

/** What other programs log of their runs: read once, from where it was read up to. */
export class ExternalRuns {
  readonly #findFolder: (id: string) => string;
  readonly #logs = new Map<string, ExternalLog>();
  readonly #listeners = new Set<RowsListener>();

  constructor(findFolder: (id: string) => string) {
    this.#findFolder = findFolder;
  }

  /** Calls back for all rows that are read; returns the unsubscribe. */
  onRows(listener: RowsListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Reads what a run logged since the last time. @returns what is known then */
  async read(id: string): Promise<ExternalLog> {
    let log = this.#logs.get(id);
    if (log === undefined) {
      log = new ExternalLog(join(this.#findFolder(id), 'metrics.csv'));
      this.#logs.set(id, log);
      const [oldest] = this.#logs.keys();
      if (this.#logs.size > MAX_LOGS && oldest !== undefined) this.#logs.delete(oldest);
    }
    await log.read((columns, isFirst) => {
      for (const listener of this.#listeners) listener(id, columns, isFirst);
    });
    return log;
  }

  /** What was read of a run so far; null: nothing. */
  find(id: string): KnownFigures | null {
    return this.#logs.get(id) ?? null;
  }

  forget(id: string): void {
    this.#logs.delete(id);
  }

  /** State of all files that a run's row is made of: their newest time and the sum of their sizes. */
  stamp(id: string): { readonly mtimeMs: number; readonly size: number } | null {
    const found = ['run.json', 'metrics.csv', 'labels.json'].flatMap((name) => {
      try {
        const { mtimeMs, size } = statSync(join(this.#findFolder(id), name));
        return [{ mtimeMs, size }];
      } catch {
        return [];
      }
    });
    if (found.length === 0) return null;
    return {
      mtimeMs: Math.max(...found.map(({ mtimeMs }) => mtimeMs)),
      size: found.reduce((sum, { size }) => sum + size, 0),
    };
  }
}
