import type { TrainJob } from '../worker/protocol/training';
import { PendingCalls } from './pending-calls';
import type { WorkerRole, WorkerThread } from './worker-thread';

/** Worker of the host, and what it has to do. */
export interface Slot {
  readonly thread: WorkerThread;
  /** Changes where one worker does both. */
  role: WorkerRole;
  job: TrainJob | null;
  stopTimer: NodeJS.Timeout | null;
  closing: boolean;
  readonly calls: PendingCalls;
}

/** A worker that has nothing to do yet. */
export function newSlot(thread: WorkerThread, role: WorkerRole): Slot {
  return { thread, role, job: null, stopTimer: null, closing: false, calls: new PendingCalls() };
}
