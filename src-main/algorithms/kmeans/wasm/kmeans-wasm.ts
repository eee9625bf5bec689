import { type Blocks, type BlockSums } from '../rounds/blocks';
import { blockCount, type Points } from '../math';
import { CHANGED_AT, FIELDS, INERTIA_AT } from './block';
import { computeLayout, VALUES_AT, type Layout } from './layout';
import { shortSeedsModule } from './short-seeds';
import { groupedCenters } from './grouped-centers';
import { groupsModule } from './groups';
import { findRanges } from './ranges';
import { chooseScaling, plainRanges, type Scaling } from './scaling';
import { moduleNamed, MAX_BYTES, PAGE_BYTES } from '../../wasm/instances';
import { pairsModule } from './pairs';
import { hasGains, shortSeeds, pairedSeeds } from './seed-blocks';
import { seedsModule } from './seeds';
import { allocateIn, takeStore, type Store } from '../../wasm/stores';
import type { FeatureTable } from '../../contract/feature-table';
import type { WasmModules } from '../../contract/helper-threads';

/** Blocks in a WebAssembly memory; what runs them are the modules' functions over it. */
export interface WasmBlocks extends Blocks {
  readonly modules: WasmModules;
  readonly memory: WebAssembly.Memory;
}

/**
 * An array of zeros for features, [rows][width], in a memory with room for the kernels: rows filled in
 * there are not copied, and memory not needed twice.
 * @param tries rows that a pass of k-means++ tries; null where nothing is drawn so
 * @returns null where there is no WebAssembly, or no memory for it
 */
export function allocateRows(
  { rows, width, trainRows }: FeatureTable,
  k: number,
  tries: number | null,
): Float64Array | null {
  const { bytes } = computeLayout({ rows: trainRows, width, k, weighted: true, tries }, rows);
  const store = createStore(bytes, true);
  return store === null ? null : allocateIn(store.memory, VALUES_AT, rows * width);
}

/**
 * The points in a WebAssembly memory, with the kernel that suits their shape: where {@link allocateRows}
 * put them, else copied.
 * @param isShared whether other threads are to see the memory
 * @param tries rows that a pass of k-means++ tries; null where nothing is drawn so
 * @param known how the points are scaled, where they are some of others; they are looked at otherwise
 * @returns null where there is no WebAssembly, no memory for it, or nothing that float32 can tell apart
 */
export function wasmBlocks(
  points: Points,
  k: number,
  isShared: boolean,
  tries: number | null = null,
  known: Scaling | null = null,
): WasmBlocks | null {
  const { rows, width, weights, values } = points;
  const shape = { rows, width, k, weighted: weights !== null, tries };
  const inPlace = computeLayout(shape, Math.floor(values.length / width));
  const apart = computeLayout(shape);
  const own = takeStore(values, VALUES_AT, inPlace.bytes);
  let store = own;
  try {
    const scaling = apart.groups === 0 ? null : (known ?? scalingOf(points, own, inPlace));
    if (apart.groups > 0 && scaling === null) {
      own?.giveBack();
      return null;
    }
    store ??= createStore(apart.bytes, isShared);
    if (store === null) return null;
    return blocksIn(
      points,
      k,
      own === null ? apart : inPlace,
      store,
      own !== null || isShared,
      tries,
      scaling,
    );
  } catch {
    // No WebAssembly with vectors: slower, with the same numbers.
    store?.giveBack();
    return null;
  }
}

/** How the points are scaled: found where the kernels work, where they lie there. */
function scalingOf(points: Points, own: Store | null, { at }: Layout): Scaling | null {
  return chooseScaling(own === null ? plainRanges(points) : findRanges(points, own.memory, true, at));
}

function createStore(bytes: number, isShared: boolean): Store | null {
  if (bytes > MAX_BYTES) return null;
  const pages = Math.ceil(bytes / PAGE_BYTES);
  try {
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: isShared });
    return { memory, giveBack: () => undefined };
  } catch {
    // Switched off, or no memory left.
    return null;
  }
}

/** The functions of a task over a memory: `assign`, and `seed` where there is one. */
export function instantiateFunctions(
  { assign, seed }: WasmModules,
  memory: WebAssembly.Memory,
): readonly ((block: number) => unknown)[] {
  const env = { memory };
  return [
    new WebAssembly.Instance(assign, { env }).exports['assign'],
    ...(seed === null ? [] : [new WebAssembly.Instance(seed, { env }).exports['seed']]),
  ];
}

function compileModules(
  { width, weights }: Points,
  { size }: Layout,
  isShared: boolean,
  tries: number | null,
): WasmModules {
  const shape = { width, weighted: weights !== null };
  const key = [width, shape.weighted, isShared].join(' ');
  if (size === 0) {
    // One that alone is tried joins the centres at once.
    const sets = tries === 1 ? 1 : 1 + (tries ?? 0);
    return {
      assign: moduleNamed(`pairs ${key}`, () => pairsModule(shape, isShared)),
      seed:
        tries === null ? null : moduleNamed(`seeds ${sets} ${key}`, () => seedsModule(shape, sets, isShared)),
    };
  }
  return {
    assign: moduleNamed(`groups ${size} ${key}`, () => groupsModule(shape, size / 4, isShared)),
    seed:
      tries === null
        ? null
        : moduleNamed(`short seeds ${tries} ${key}`, () =>
            shortSeedsModule(shape, tries, isShared, hasGains(shape, tries)),
          ),
  };
}

function blocksIn(
  points: Points,
  k: number,
  layout: Layout,
  { memory, giveBack }: Store,
  isShared: boolean,
  tries: number | null,
  scaling: Scaling | null,
): WasmBlocks {
  const { rows, width, weights } = points;
  const { at } = layout;
  const { buffer } = memory;
  const modules = compileModules(points, layout, isShared, tries);
  const [assign, seed] = instantiateFunctions(modules, memory);
  const doubles = (from: number, length: number): Float64Array => new Float64Array(buffer, from, length);
  const ints = (from: number, length: number): Int32Array => new Int32Array(buffer, from, length);
  ints(0, FIELDS.length).set(FIELDS.map((field) => at[field]));
  const values = doubles(at.values, rows * width);
  if (points.values.buffer !== buffer) values.set(points.values.subarray(0, rows * width));
  // What fills up a pair weighs nothing.
  const heavy = weights === null ? null : doubles(at.weights, rows + 1).fill(0, rows);
  if (weights !== null) heavy?.set(weights.subarray(0, rows));
  const labels = ints(at.labels, rows).fill(-1);
  const current = doubles(at.centers, k * width);
  const parts = Array.from({ length: blockCount(rows) }, (_, block) => {
    const out = at.outs + block * at.outBytes;
    const counts = ints(out + at.countsAt, k);
    return {
      inertia: doubles(out + INERTIA_AT, 1),
      changed: ints(out + CHANGED_AT, 1),
      counts,
      mass: weights === null ? counts : doubles(out + at.massAt, k),
      sums: doubles(out + at.sumsAt, k * width),
    };
  });
  const groups = scaling === null ? null : groupedCenters({ rows, width, k, memory, layout, scaling });
  const given = { buffer, at, points: { values, rows, width }, blocks: parts.length };
  const seeds =
    tries === null
      ? null
      : scaling === null
        ? pairedSeeds({ ...given, tries, run: seed })
        : shortSeeds({ ...given, tries, run: seed, weighted: weights !== null }, scaling);
  const forget = (): void => {
    labels.fill(-1);
    groups?.forget();
  };
  return {
    modules,
    memory,
    count: parts.length,
    seeds,
    values,
    weights: heavy?.subarray(0, rows) ?? null,
    labels,
    distances: doubles(at.distances, rows),
    scaling: scaling ?? undefined,
    setCenters(centers) {
      groups?.setCenters(current, centers);
      current.set(centers);
    },
    run: assign,
    readSums(block): BlockSums {
      const { inertia, changed, counts, mass, sums } = parts[block];
      return { inertia: inertia[0], changed: changed[0], counts, mass, sums };
    },
    relabelled: (row) => groups?.relabelled(row),
    forget,
    renew: forget,
    giveBack,
  };
}
