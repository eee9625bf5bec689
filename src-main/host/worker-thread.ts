import type { WorkerCommand } from '../worker/protocol';

/** The part of a `worker_threads` Worker that the host uses; tests give a fake. */
export interface WorkerThread {
  postMessage(command: WorkerCommand): void;
  on(event: 'message', listener: (message: unknown) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  on(event: 'exit', listener: (code: number) => void): void;
  terminate(): Promise<number>;
}

/** What a worker is for: runs, questions about runs, questions about data files. */
export type WorkerRole = 'training' | 'service' | 'data';

export type Spawn = (role: WorkerRole) => WorkerThread;
