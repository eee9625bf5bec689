import type { HelperTask, SpawnHelpers } from '../../contract/helper-threads';
import type { Blocks } from '../rounds/blocks';
import { ownSeeding, type SeedBlocks, type Seeding } from '../start/seed-passes';
import { instantiateFunctions, type WasmBlocks } from './kmeans-wasm';
import { CONTROL_AT } from './layout';

/** Int32 words that the threads agree by. */
const CONTROL = { round: 0, next: 1, done: 2, count: 3, failed: 4, ended: 5, work: 6 } as const;
/** What a round does: which of the modules' functions. */
const WORK = { assign: 0, seed: 1 } as const;

/** A round whose helpers finish nothing for so long goes on without them. */
const PATIENCE_MS = 10_000;

/** Blocks of rows with the threads that run them: this one alone, or helpers too. */
export interface HelpedBlocks {
  /** Those of the last round. */
  blocks(): Blocks;
  /** Sets the centres and runs every block. */
  round(centers: Float64Array): void;
  /** Seeding (k-means++) on the same rows, before a start's first round; null where nothing is drawn so. */
  readonly seeding: Seeding | null;
  /**
   * Tells that the row's label was changed from outside, where an empty cluster took it: see
   * `Blocks.relabelled`.
   */
  relabelled(row: number): void;
  /** Forgets all labels, for another start. */
  forget(): void;
  /** Ends the helper threads. */
  dispose(): void;
}

/**
 * Rounds of Lloyd's algorithm on this thread alone, block after block; the numbers are those with helper
 * threads.
 */
export function ownBlocks(blocks: Blocks): HelpedBlocks {
  return {
    blocks: () => blocks,
    round(centers) {
      blocks.setCenters(centers);
      for (let block = 0; block < blocks.count; block++) blocks.run(block);
    },
    seeding: blocks.seeds === null ? null : ownSeeding(blocks.seeds),
    relabelled: (row) => {
      blocks.relabelled(row);
    },
    forget: () => {
      blocks.forget();
    },
    dispose: () => {
      blocks.giveBack();
    },
  };
}

/**
 * Blocks that other threads work on as well. Each takes the next one that nobody has, this thread
 * too, so that a round never waits for a thread that has yet to start. A helper that fails, or
 * finishes nothing for long, could still write into the memory: the rest is done without helpers, on
 * blocks of the same kind that `alone` makes; the numbers are the same.
 */
export function sharedBlocks(
  shared: WasmBlocks,
  spawnHelpers: SpawnHelpers,
  alone: () => Blocks,
  patienceMs = PATIENCE_MS,
): HelpedBlocks {
  const control = new Int32Array(shared.memory.buffer, CONTROL_AT, Object.keys(CONTROL).length);
  // Nothing to take before the first round.
  Atomics.store(control, CONTROL.next, shared.count);
  Atomics.store(control, CONTROL.count, shared.count);
  const { modules, memory } = shared;
  const helpers = spawnHelpers({ modules, memory, controlAt: CONTROL_AT });
  let lonely: HelpedBlocks | null = null;
  /** What the labels came from: the centres of the round before, and rows that were given others. */
  let previous: Float64Array | null = null;
  const reassigned = new Map<number, number>();

  /** @returns false where a helper left a block undone */
  function together(work: keyof typeof WORK, run: (block: number) => unknown): boolean {
    Atomics.store(control, CONTROL.work, WORK[work]);
    Atomics.store(control, CONTROL.done, 0);
    Atomics.store(control, CONTROL.next, 0);
    Atomics.add(control, CONTROL.round, 1);
    Atomics.notify(control, CONTROL.round);
    takeBlocks(control, () => run);
    for (;;) {
      const done = Atomics.load(control, CONTROL.done);
      if (done === shared.count) return true;
      if (Atomics.load(control, CONTROL.failed) !== 0) return false;
      if (Atomics.wait(control, CONTROL.done, done, patienceMs) === 'timed-out') return false;
    }
  }

  function end(): void {
    Atomics.store(control, CONTROL.ended, 1);
    Atomics.add(control, CONTROL.round, 1);
    Atomics.notify(control, CONTROL.round);
    helpers.end();
  }

  /** Leaves the helpers behind, with the labels as they were before this round. */
  function leave(): HelpedBlocks {
    end();
    const left = ownBlocks(alone());
    if (previous !== null) left.round(previous);
    for (const [row, label] of reassigned) {
      left.blocks().labels[row] = label;
      left.relabelled(row);
    }
    return left;
  }

  function createSeeding(seeds: SeedBlocks): Seeding {
    /** Centres that the rows were measured against: where helpers are left, the others do it anew. */
    let centers: Float64Array[] = [];
    let lastTried = new Float64Array(0);
    let width = 0;
    /** Passes that bring the blocks without helpers as far as the others are. */
    function catchUp(seeding: Seeding): void {
      seeding.begin();
      centers.forEach((center, c) => {
        seeding.pass(c === 0 ? -1 : 0, center);
        seeding.settle(0);
      });
      seeding.pass(centers.length === 0 ? -1 : 0, lastTried);
    }
    /** @returns what goes on without helpers, as far as the others were; null where they did their part */
    function runAll(): Seeding | null {
      if (together('seed', seeds.run)) return null;
      lonely = leave();
      if (lonely.seeding !== null) catchUp(lonely.seeding);
      return lonely.seeding;
    }
    return {
      get blocks() {
        return lonely?.seeding?.blocks ?? seeds;
      },
      begin() {
        centers = [];
        if (lonely === null) seeds.begin();
        else lonely.seeding?.begin();
      },
      pass(joined, tried) {
        if (lonely !== null) {
          lonely.seeding?.pass(joined, tried);
          return;
        }
        // A start's first pass tries one row.
        if (joined < 0) width = tried.length;
        else centers.push(lastTried.slice(joined * width, (joined + 1) * width));
        lastTried = tried.slice();
        seeds.setTried(joined, tried);
        runAll();
      },
      settle(index) {
        if (lonely !== null) lonely.seeding?.settle(index);
        else if (seeds.setSettled(index)) runAll()?.settle(index);
      },
    };
  }

  return {
    blocks: () => lonely?.blocks() ?? shared,
    round(centers) {
      if (lonely !== null) {
        lonely.round(centers);
        return;
      }
      shared.setCenters(centers);
      if (!together('assign', shared.run)) {
        lonely = leave();
        lonely.round(centers);
        return;
      }
      previous = centers.slice();
      reassigned.clear();
    },
    seeding: shared.seeds === null ? null : createSeeding(shared.seeds),
    relabelled(row) {
      reassigned.set(row, shared.labels[row]);
      (lonely ?? shared).relabelled(row);
    },
    forget() {
      previous = null;
      reassigned.clear();
      (lonely ?? shared).forget();
    },
    dispose: end,
  };
}

/** Runs the blocks that nobody has taken; what to do with one is asked once it is taken. */
function takeBlocks(control: Int32Array, findRun: () => (block: number) => unknown): void {
  const count = Atomics.load(control, CONTROL.count);
  for (;;) {
    const block = Atomics.add(control, CONTROL.next, 1);
    if (block >= count) return;
    findRun()(block);
    Atomics.add(control, CONTROL.done, 1);
    Atomics.notify(control, CONTROL.done);
  }
}

/** Marks a helping thread as lost, once it ended by itself: its block is not waited for. */
export function helperLost({ memory, controlAt }: HelperTask): void {
  const control = new Int32Array(memory.buffer, controlAt, Object.keys(CONTROL).length);
  Atomics.store(control, CONTROL.failed, 1);
  Atomics.notify(control, CONTROL.done);
}

/** What a helping thread does from its start to its end; it blocks its thread meanwhile. */
export function helpWith({ modules, memory, controlAt }: HelperTask): void {
  const control = new Int32Array(memory.buffer, controlAt, Object.keys(CONTROL).length);
  try {
    const functions = instantiateFunctions(modules, memory);
    while (Atomics.load(control, CONTROL.ended) === 0) {
      const round = Atomics.load(control, CONTROL.round);
      takeBlocks(control, () => functions[Atomics.load(control, CONTROL.work)]);
      // Not taken up where the next round began meanwhile.
      Atomics.wait(control, CONTROL.round, round);
    }
  } catch (thrown) {
    helperLost({ modules, memory, controlAt });
    throw thrown;
  }
}
