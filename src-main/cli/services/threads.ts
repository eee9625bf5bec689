import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { WorkerRole } from '../../host/worker-thread';

const FILE = join(__dirname, '..', 'worker', 'index.cjs');

/** A thread makes short-lived objects by the million, rows of a file: with more room for them it keeps them longer. */
const LIMITS = { maxYoungGenerationSizeMb: 12 };

/** Starts worker threads, the first one ahead: it loads its code while this thread loads and opens the rest. */
export class Threads {
  readonly #use: string;
  #ahead: Worker | null = null;

  /** @param use the command, whose code is kept for the next time */
  constructor(use: string) {
    this.#use = use;
  }

  startAhead(): void {
    this.#ahead = this.#start('service');
  }

  /** A thread for a role; the first one asked for is the one that was started ahead. */
  readonly spawn = (role: WorkerRole): Worker => {
    const ahead = this.#ahead;
    this.#ahead = null;
    return ahead ?? this.#start(role);
  };

  /** Lets the one end that nobody asked for. */
  leave(): void {
    this.#ahead?.postMessage({ type: 'leave' });
    this.#ahead = null;
  }

  #start(role: WorkerRole): Worker {
    return new Worker(FILE, { workerData: { role, use: this.#use }, resourceLimits: LIMITS });
  }
}
