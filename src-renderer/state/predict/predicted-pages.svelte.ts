import type { ErrorInfo } from '../../../src-shared/errors';
import type { PointFilePage } from '../../../src-shared/run/points/point-file';
import { settle, type BenchtopApi } from '../../api/client';

const BLOCK_ROWS = 100;
const KEPT_BLOCKS = 40;

export type PredictedRow = PointFilePage['rows'][number];

/** A checked file as main takes it. */
export interface PointFileRequest {
  readonly path: string;
  readonly header: number | null;
  readonly matches: Record<string, string | null>;
  readonly stamp: string;
}

/** Rows of a file with their answers, computed in blocks around the visible ones. */
export class PredictedPages {
  readonly total: number;
  readonly #api: BenchtopApi;
  readonly #model: { readonly id: string; readonly step: number | null; readonly file: PointFileRequest };
  /** Fetched pages by page number, ordered by use: the one used last is last. */
  readonly #blocks = new Map<number, readonly PredictedRow[]>();
  /** The rows that are wanted now, and whether a question is under way. */
  #requested: readonly number[] = [];
  #isPending = false;
  /** Counts the blocks that came, so that what is drawn follows. */
  #version = $state(0);
  #error = $state.raw<ErrorInfo | null>(null);

  constructor(
    api: BenchtopApi,
    model: { readonly id: string; readonly step: number | null; readonly file: PointFileRequest },
    total: number,
  ) {
    this.#api = api;
    this.#model = model;
    this.total = total;
  }

  get error(): ErrorInfo | null {
    return this.#error;
  }

  /** The row of a 0-based number; null while it is not here. */
  row(index: number): PredictedRow | null {
    void this.#version;
    return this.#blocks.get(Math.floor(index / BLOCK_ROWS))?.[index % BLOCK_ROWS] ?? null;
  }

  /** Fetches those of these rows that are not here; earlier requests that have not begun are dropped. */
  request(first: number, end: number): void {
    const requested: number[] = [];
    for (
      let block = Math.floor(first / BLOCK_ROWS);
      block * BLOCK_ROWS < Math.min(end, this.total);
      block++
    ) {
      const rows = this.#blocks.get(block);
      if (rows === undefined) requested.push(block);
      else {
        this.#blocks.delete(block);
        this.#blocks.set(block, rows);
      }
    }
    this.#requested = requested;
    void this.#next();
  }

  async #next(): Promise<void> {
    const [block] = this.#requested;
    if (this.#isPending || block === undefined || this.#error !== null) return;
    this.#isPending = true;
    const from = block * BLOCK_ROWS;
    const answer = await settle(this.#api.runsPredictedRows({ ...this.#model, from, count: BLOCK_ROWS }));
    this.#isPending = false;
    if (!answer.ok) {
      this.#error = answer.error;
      return;
    }
    this.#blocks.set(block, answer.value.rows);
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size <= KEPT_BLOCKS) break;
      this.#blocks.delete(oldest);
    }
    this.#requested = this.#requested.filter((other) => other !== block);
    this.#version += 1;
    await this.#next();
  }
}
