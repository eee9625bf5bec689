import type { Blocks } from '../kmeans-blocks';
import { CONTROL_AT, type WasmBlocks } from './kmeans-wasm';

/** What a helping thread is given: it runs `assign(block)` of the module over the memory. */
export interface HelperTask {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Where the {@link CONTROL} words stand. */
  readonly controlAt: number;
}

/** Starts threads on a task, each of which calls {@link helpWith}; they end by `end`. */
export type SpawnHelpers = (task: HelperTask) => { end(): void };

/** Int32 words that the threads agree by. */
const CONTROL = { round: 0, next: 1, done: 2, count: 3, failed: 4, ended: 5 } as const;

/** A round whose helpers finish nothing for so long goes on without them. */
const PATIENCE_MS = 10_000;

/** Blocks with whoever runs them. */
export interface HelpedBlocks {
  /** Those of the last round. */
  blocks(): Blocks;
  /** Places the centres and runs every block. */
  round(centers: Float64Array): void;
  /** As of `Blocks`. */
  relabelled(row: number): void;
  forget(): void;
  dispose(): void;
}

/** All blocks on this thread. */
export function ownBlocks(blocks: Blocks): HelpedBlocks {
  return {
    blocks: () => blocks,
    round(centers) {
      blocks.place(centers);
      for (let block = 0; block < blocks.count; block++) blocks.run(block);
    },
    relabelled: (row) => {
      blocks.relabelled(row);
    },
    forget: () => {
      blocks.forget();
    },
    dispose: () => undefined,
  };
}

/**
 * Blocks that other threads work on as well. Each takes the next one that nobody has, this thread
 * too, so that a round never waits for a thread that has yet to start. A helper that fails, or
 * finishes nothing for long, could still write into the memory: the rest is done without helpers, on
 * blocks that `alone` makes; the numbers are the same.
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
  const helpers = spawnHelpers({ module: shared.module, memory: shared.memory, controlAt: CONTROL_AT });
  let lonely: HelpedBlocks | null = null;
  /** What the labels came from: the centres of the round before, and rows that were given others. */
  let previous: Float64Array | null = null;
  const given = new Map<number, number>();

  /** @returns false where a helper left a block undone */
  function together(centers: Float64Array): boolean {
    shared.place(centers);
    Atomics.store(control, CONTROL.done, 0);
    Atomics.store(control, CONTROL.next, 0);
    Atomics.add(control, CONTROL.round, 1);
    Atomics.notify(control, CONTROL.round);
    takeBlocks(control, shared.run);
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
    for (const [row, label] of given) {
      left.blocks().labels[row] = label;
      left.relabelled(row);
    }
    return left;
  }

  return {
    blocks: () => lonely?.blocks() ?? shared,
    round(centers) {
      if (lonely !== null) {
        lonely.round(centers);
        return;
      }
      if (!together(centers)) {
        lonely = leave();
        lonely.round(centers);
        return;
      }
      previous = centers.slice();
      given.clear();
    },
    relabelled(row) {
      given.set(row, shared.labels[row]!);
      (lonely ?? shared).relabelled(row);
    },
    forget() {
      previous = null;
      given.clear();
      (lonely ?? shared).forget();
    },
    dispose: end,
  };
}

/** Runs the blocks that nobody has taken. */
function takeBlocks(control: Int32Array, run: (block: number) => unknown): void {
  const count = Atomics.load(control, CONTROL.count);
  for (;;) {
    const block = Atomics.add(control, CONTROL.next, 1);
    if (block >= count) return;
    run(block);
    Atomics.add(control, CONTROL.done, 1);
    Atomics.notify(control, CONTROL.done);
  }
}

/** To be told when a helping thread ended by itself: a block that it had is not waited for. */
export function helperLost({ memory, controlAt }: HelperTask): void {
  const control = new Int32Array(memory.buffer, controlAt, Object.keys(CONTROL).length);
  Atomics.store(control, CONTROL.failed, 1);
  Atomics.notify(control, CONTROL.done);
}

/** What a helping thread does from its start to its end; it blocks its thread meanwhile. */
export function helpWith({ module, memory, controlAt }: HelperTask): void {
  const control = new Int32Array(memory.buffer, controlAt, Object.keys(CONTROL).length);
  try {
    const assign = new WebAssembly.Instance(module, { env: { memory } }).exports['assign']!;
    while (Atomics.load(control, CONTROL.ended) === 0) {
      const round = Atomics.load(control, CONTROL.round);
      takeBlocks(control, assign);
      // Not taken up where the next round began meanwhile.
      Atomics.wait(control, CONTROL.round, round);
    }
  } catch (thrown) {
    helperLost({ module, memory, controlAt });
    throw thrown;
  }
}
