import { totalmem } from 'node:os';
import { resolve } from 'node:path';
import type { KeptTable, SharedTables, TableUse } from '../worker/protocol/tables';
import type { TrainJob } from '../worker/protocol/training';
import { collectGarbage } from '../worker/thread/collect-garbage';
import type { WorkerThread } from './worker-thread';

type TableThread = { readonly thread: Pick<WorkerThread, 'postMessage'> };

/** Tables that no run has taken for so long are let go. */
const IDLE_MS = 5 * 60_000;

/**
 * The tables that runs have read, for the runs after them. They lie in memory that all threads share, at most
 * so many bytes in all. What was not used for longest goes first, at once what is of a file that was changed,
 * and all of them after five minutes without a run.
 */
export class KeptTables {
  readonly #mostBytes: number;
  readonly #threads: () => readonly TableThread[];
  readonly #idleMs: number;
  /** In the order of their last use. */
  readonly #tables = new Map<string, KeptTable>();
  /** The files that runs are reading now, by run. */
  readonly #reading = new Map<string, string>();
  /** Files that were read, whatever became of their tables: nobody waits for them again. */
  readonly #read = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #isOn: boolean;

  /**
   * @param options.threads those that may know of a table that is let go
   * @param options.mostBytes of all tables; left out: 1 GiB, or an eighth of the memory where that is less
   */
  constructor(options: {
    readonly isOn: boolean;
    readonly threads: () => readonly TableThread[];
    readonly mostBytes?: number;
    readonly idleMs?: number;
  }) {
    this.#isOn = options.isOn;
    this.#threads = options.threads;
    this.#mostBytes = options.mostBytes ?? Math.min(2 ** 30, totalmem() / 8);
    this.#idleMs = options.idleMs ?? IDLE_MS;
  }

  /** Says whether tables are kept from now on; none is where not. */
  turn(on: boolean): void {
    this.#isOn = on;
    if (!on) this.clear();
  }

  /** Whether a run need not wait: no other one is reading its file, whose table it could take then. */
  mayStart(job: TrainJob): boolean {
    const file = this.#fileOf(job);
    if (file === null || this.#read.has(file)) return true;
    return ![...this.#reading.values()].includes(file);
  }

  /** What a run that starts now is given. */
  give(job: TrainJob): SharedTables {
    const file = this.#fileOf(job);
    if (file === null) return null;
    this.#stopTimer();
    this.#reading.set(job.runId, file);
    return { known: [...this.#tables.values()], mostBytes: this.#mostBytes };
  }

  /** A run has its data. */
  took(runId: string, { kept, used, stale, hasRead }: TableUse): void {
    const file = this.#reading.get(runId);
    // One that was handed its data says nothing of what reading the file leaves.
    if (file !== undefined && hasRead) this.#read.add(file);
    this.left(runId);
    if (!this.#isOn) return;
    let isLess = false;
    for (const id of stale) isLess = this.#tables.delete(id) || isLess;
    const table = used === null ? kept : (this.#tables.get(used) ?? null);
    if (table !== null) {
      // The same columns of the same reading, where two have read it at once.
      for (const [id, other] of this.#tables) if (isWithin(other, table)) this.#tables.delete(id);
      this.#tables.set(table.id, table);
    }
    let bytes = [...this.#tables.values()].reduce((sum, one) => sum + one.bytes, 0);
    for (const [id, one] of this.#tables) {
      if (bytes <= this.#mostBytes) break;
      this.#tables.delete(id);
      bytes -= one.bytes;
      isLess = true;
    }
    if (isLess) this.#freed();
  }

  /** A run reads no more: it has its data, or is gone. */
  left(runId: string): void {
    this.#reading.delete(runId);
  }

  /** No run trains: what is kept goes after a while. */
  rest(): void {
    this.#stopTimer();
    if (this.#tables.size === 0) return;
    this.#timer = setTimeout(() => {
      this.clear();
    }, this.#idleMs);
    this.#timer.unref();
  }

  clear(): void {
    this.#stopTimer();
    this.#read.clear();
    if (this.#tables.size === 0) return;
    this.#tables.clear();
    this.#freed();
  }

  /** V8 does not count memory that threads share: none of them would let go of it by itself for long. */
  #freed(): void {
    for (const { thread } of this.#threads()) thread.postMessage({ type: 'forget-tables' });
    collectGarbage();
  }

  #fileOf({ experiment: { dataset }, readFrom }: TrainJob): string | null {
    if (!this.#isOn || dataset.kind !== 'file') return null;
    return resolve(readFrom?.[0] ?? dataset.path);
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

/** Whether a table has nothing that another one does not have. */
function isWithin(table: KeptTable, other: KeptTable): boolean {
  return (
    table.reading === other.reading &&
    table.sha256 === other.sha256 &&
    table.wanted.every((column) => other.wanted.includes(column))
  );
}
