import { type Blocks, type BlockSums } from '../rounds/blocks';
import { blockCount, type Points } from '../math';
import type { SeedBlocks } from '../start/seeding';
import { CHANGED_AT, FIELDS, HEAD_BYTES, INERTIA_AT, type Field } from './block';
import { groupedCenters, chooseGrouping, type Grouping } from './grouping';
import { groupsModule } from './groups';
import { moduleNamed, MAX_BYTES, PAGE_BYTES } from '../../wasm/instances';
import { MAX_PAIRED_FEATURES, pairsModule } from './pairs';
import { seedsModule } from './seeds';
import type { WasmModules } from '../../contract/helper-threads';

/** Byte offset of the int32 words by which threads share out blocks; the arrays come after them. */
export const CONTROL_AT = 256;
const ARRAYS_AT = 512;
/** Multiply-adds a row up to which all of a pair's distances in float64 are quicker than bounds. */
const PAIRED_WORK = 64;

/** Blocks in a WebAssembly memory; what runs them are the modules' functions over it. */
export interface WasmBlocks extends Blocks {
  readonly modules: WasmModules;
  readonly memory: WebAssembly.Memory;
}

/**
 * The points copied into a WebAssembly memory, with the kernel that suits their shape.
 * @param shared whether other threads are to see the memory
 * @param candidates of a pass of k-means++; null where nothing is drawn so
 * @param among rows that these are some of, where others take their place
 * @returns null where there is no WebAssembly, or no memory for it
 */
export function wasmBlocks(
  points: Points,
  k: number,
  shared: boolean,
  candidates: number | null = null,
  among = points,
): WasmBlocks | null {
  const { width, weights } = points;
  const paired = isPaired(width, k);
  const grouping = paired ? null : chooseGrouping(among, k);
  if (!paired && grouping === null) return null;
  const shape = { width, weighted: weights !== null };
  const vectors = (grouping?.size ?? 0) / 4;
  const layout = computeLayout(points, k, grouping, candidates);
  if (layout.bytes > MAX_BYTES) return null;
  const key = [width, shape.weighted, shared].join(' ');
  try {
    const assign = moduleNamed(`${paired ? 'pairs' : vectors} ${key}`, () =>
      paired ? pairsModule(shape, shared) : groupsModule(shape, vectors, shared),
    );
    const seed =
      candidates === null
        ? null
        : moduleNamed(`seeds ${candidates} ${key}`, () => seedsModule(shape, candidates, shared));
    const pages = Math.ceil(layout.bytes / PAGE_BYTES);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
    return blocksIn(points, k, grouping, layout, memory, { assign, seed }, candidates ?? 0);
  } catch {
    // Switched off, or no memory left: slower, with the same numbers.
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

interface Layout {
  readonly at: Readonly<Record<Field, number>>;
  readonly bytes: number;
}

function computeLayout(
  { rows, width, weights }: Points,
  k: number,
  grouping: Grouping | null,
  candidates: number | null,
): Layout {
  let end = ARRAYS_AT;
  const take = (bytes: number): number => {
    const at = end;
    end += Math.ceil(bytes / 16) * 16;
    return at;
  };
  const { size, groups } = grouping ?? { size: 0, groups: 0 };
  const massAt = HEAD_BYTES;
  const countsAt = massAt + (weights === null ? 0 : 8 * k);
  const sumsAt = countsAt + 8 * Math.ceil(k / 2);
  const scratchAt = sumsAt + 8 * k * width;
  const flagsAt = scratchAt + 4 * groups * size;
  const outBytes = Math.ceil((flagsAt + 4 * groups) / 64) * 64;
  const isGrouped = grouping !== null;
  const centers = take(8 * k * width);
  const seedPlaces = candidates === null ? 0 : 1 + candidates;
  const at: Record<Field, number> = {
    rows,
    values: take(8 * (rows + 1) * width),
    weights: take(weights === null ? 0 : 8 * (rows + 1)),
    labels: take(4 * (rows + 1)),
    distances: take(8 * (rows + 1)),
    centers,
    centersEnd: centers + 8 * k * width,
    outs: take(blockCount(rows) * outBytes),
    outBytes,
    massAt,
    countsAt,
    sumsAt,
    scratchAt,
    flagsAt,
    groups,
    floats: take(isGrouped ? 4 * rows * width : 0),
    norms: take(isGrouped ? 4 * rows : 0),
    floatCenters: take(4 * groups * (1 + width) * size),
    bounds: take(isGrouped ? 4 * rows * groups : 0),
    drifts: take(8 * groups),
    scalars: take(24),
    seeds: take(8 * seedPlaces * width),
    seedSums: take(8 * seedPlaces * blockCount(rows)),
  };
  return { at, bytes: end };
}

function blocksIn(
  points: Points,
  k: number,
  grouping: Grouping | null,
  { at }: Layout,
  memory: WebAssembly.Memory,
  modules: WasmModules,
  candidates: number,
): WasmBlocks {
  const { rows, width, weights } = points;
  const { buffer } = memory;
  const doubles = (from: number, length: number): Float64Array => new Float64Array(buffer, from, length);
  const floats = (from: number, length: number): Float32Array => new Float32Array(buffer, from, length);
  const ints = (from: number, length: number): Int32Array => new Int32Array(buffer, from, length);
  ints(0, FIELDS.length).set(FIELDS.map((field) => at[field]));
  const values = doubles(at.values, rows * width);
  values.set(points.values.subarray(0, rows * width));
  const heavy = weights === null ? null : doubles(at.weights, rows);
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
  const groups =
    grouping === null
      ? null
      : groupedCenters({ values, rows, width }, k, grouping, {
          floats: floats(at.floats, rows * width),
          norms: floats(at.norms, rows),
          floatCenters: floats(at.floatCenters, grouping.groups * (1 + width) * grouping.size),
          bounds: floats(at.bounds, rows * grouping.groups),
          drifts: doubles(at.drifts, grouping.groups),
          scalars: doubles(at.scalars, 3),
        });
  const [assign, seed] = instantiateFunctions(modules, memory);
  const distances = doubles(at.distances, rows + 1);
  const seeded = doubles(at.seeds, seed === undefined ? 0 : (1 + candidates) * width);
  const seeds: SeedBlocks | null =
    seed === undefined
      ? null
      : {
          count: parts.length,
          candidates,
          nearest: distances.subarray(0, rows),
          sums: doubles(at.seedSums, (1 + candidates) * parts.length),
          begin: () => {
            distances.fill(Infinity);
            // What fills up a pair adds nothing.
            distances[rows] = 0;
          },
          setCenters(center, tried) {
            seeded.set(center);
            seeded.set(tried, width);
          },
          run: seed,
        };
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
    weights: heavy,
    labels,
    distances: distances.subarray(0, rows),
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
    renew() {
      groups?.renew();
      forget();
    },
  };
}

/**
 * Whether the kernel that works out all distances, two rows at a time, is used (few features and
 * clusters), not the one by groups.
 */
export function isPaired(width: number, k: number): boolean {
  return width <= MAX_PAIRED_FEATURES && width * k <= PAIRED_WORK;
}
