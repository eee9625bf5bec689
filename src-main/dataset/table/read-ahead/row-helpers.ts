import { RowBlocks } from './row-blocks';
import type { BlockPlan } from './block-plan';

/** The part of a `worker_threads` Worker that is used. */
export interface HelperThread {
  postMessage(plan: BlockPlan): void;
  on(event: 'error' | 'exit', listener: () => void): void;
  unref(): void;
  terminate(): Promise<unknown>;
}

/** A helper is ended after it had nothing to do for so long. */
const IDLE_MS = 20_000;

/** When several threads read. */
export interface RowHelping {
  /** Smaller files are read before a thread has begun. */
  readonly leastBytes: number;
  /** A file is cut into blocks of so many: their values are copied while they are in the cache. */
  readonly blockBytes: number;
}

const HELPING: RowHelping = { leastBytes: 8 * 1024 * 1024, blockBytes: 256 * 1024 };

let helping = HELPING;
let spawn: (() => HelperThread) | null = null;
let most = 0;
let busy = 0;
let timer: NodeJS.Timeout | null = null;
const threads = new Set<HelperThread>();

/**
 * Says how threads are started that help to read large files; without it this thread reads alone.
 * @param start a thread that calls {@link serveRows} on what it is sent
 * @param count how many at a time
 */
export function provideRowHelpers(
  start: () => HelperThread,
  count: number,
  how: Partial<RowHelping> = {},
): void {
  helping = { ...HELPING, ...how };
  spawn = start;
  most = count;
}

export function rowHelping(): RowHelping {
  return helping;
}

/** Has all helpers read blocks ahead, started at the first call. @returns whether there are any */
export function callRowHelpers(plan: BlockPlan): boolean {
  if (spawn === null || most < 1) return false;
  while (threads.size < most) {
    const thread = spawn();
    thread.unref();
    threads.add(thread);
    // What it had begun is given up by the one that waits for it; the next file starts another.
    for (const end of ['error', 'exit'] as const) thread.on(end, () => threads.delete(thread));
  }
  busy++;
  for (const thread of threads) thread.postMessage(plan);
  return true;
}

/** One call is over. */
export function leaveRowHelpers(): void {
  busy--;
  if (timer !== null) clearTimeout(timer);
  timer = setTimeout(() => {
    if (busy === 0) endRowHelpers();
  }, IDLE_MS);
  timer.unref();
}

/** Ends all helpers; the next call starts others. */
export function endRowHelpers(): void {
  for (const thread of threads) thread.terminate().catch(() => undefined);
  threads.clear();
}

/** What a helper does with a plan. */
export function serveRows(plan: BlockPlan): void {
  let blocks: RowBlocks;
  try {
    blocks = new RowBlocks(plan);
  } catch {
    // Whoever asked reads the file too, and says what is wrong with it.
    return;
  }
  try {
    blocks.readAhead();
  } finally {
    blocks.close();
  }
}
