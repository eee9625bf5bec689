import { ThreadCrew, type CrewThread } from '../../../threads/crew';
import { RowBlocks } from './row-blocks';
import type { BlockPlan } from './block-plan';

/** Thread that helps to read rows. */
export interface HelperThread extends CrewThread {
  postMessage(plan: BlockPlan): void;
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
let crew: ThreadCrew<HelperThread> | null = null;
let most = 0;
let busy = 0;
let timer: NodeJS.Timeout | null = null;

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
  crew?.end();
  crew = new ThreadCrew(start);
  most = count;
}

export function rowHelping(): RowHelping {
  return helping;
}

/** Has all helpers read blocks ahead, started at the first call. @returns whether there are any */
export function callRowHelpers(plan: BlockPlan): boolean {
  if (crew === null || most < 1) return false;
  // What a lost one had begun is given up by whoever waits for it; here another takes its place.
  crew.fill(most);
  busy++;
  for (const thread of crew.threads) thread.postMessage(plan);
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

/** Ends helpers that have nothing to do, where what comes next takes much memory. */
export function restRowHelpers(): void {
  if (busy === 0) endRowHelpers();
}

/** Ends all helpers; the next call starts others. */
export function endRowHelpers(): void {
  crew?.end();
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
