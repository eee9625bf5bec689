import {
  clear,
  f64,
  f64x2,
  i32,
  v128,
  when,
  type Code,
  type Local,
  type ValueType,
} from '../../wasm/assembler';
import { BLOCK_ROWS } from '../math';

/** What a kernel finds at the start of the memory: addresses and counts, four bytes each. */
export const FIELDS = [
  'rows',
  /** float64 [rows + SPARE_ROWS][width] */
  'values',
  /** float64 [rows + 1]; with sample weights only. */
  'weights',
  /** int32 [rows + 1]; -1 for none so far. */
  'labels',
  /** float64 [rows + SPARE_ROWS]: squared, to the own centre; in k-means++ to the nearest one. */
  'distances',
  /** float64 [k][width]. */
  'centers',
  'centersEnd',
  /** What a block adds up, `outBytes` each: inertia (float64), rows whose label changed (int32), and: */
  'outs',
  'outBytes',
  /** Within a block's part: float64 [k], weight of its rows; with sample weights only. */
  'massAt',
  /** int32 [k] */
  'countsAt',
  /** float64 [k][width] */
  'sumsAt',
  /** Kernel by groups: float32 [groups x size], squared distances less the row's norm. */
  'scratchAt',
  /** int32 [groups]: whether distances to the group were worked out. */
  'flagsAt',
  'groups',
  /** float32 [width]: the row that is looked at, shifted and scaled. */
  'floatsAt',
  /** float64 [width]: what was taken from each feature. */
  'shift',
  /** float64 [2][width]: the least and the largest of each feature. */
  'ranges',
  /** float32 [groups][1 + width][size]: squared norms of the centres, then -2 times their features. */
  'floatCenters',
  /** float32 [rows][groups]: no centre of the group but the row's own is nearer. */
  'bounds',
  /** float64 [groups]: how far a centre of it moved at most. */
  'drifts',
  /** float64: {@link SCALARS}. */
  'scalars',
  /** k-means++ in pairs, whose distances are where those of the rounds are: float64 [1 + tries][width]. */
  'seeds',
  /** float64 [blocks][sets] */
  'seedSums',
  /** k-means++ by whole numbers: int16 [rows + SPARE_ROWS][width], and a vector more. */
  'shorts',
  /** Whether a pass is to write the whole numbers of its rows first: 1, or 0 where they are there. */
  'shortsDue',
  /** float32 [rows + SPARE_ROWS]: the rows' lengths, shifted and scaled. */
  'lengths',
  /** int16 [tries][width, a multiple of 8]: the rows that are tried; zeros behind. */
  'seedShorts',
  /** float32 [tries, a multiple of 4]: what makes -2 x.c of a product and the row's length. */
  'seedFactors',
  /** float32 [tries, a multiple of 4]: their squared norms. */
  'seedNorms',
  /** Which of the last pass's rows is a centre now; -1 for none. */
  'joined',
  /** Which of the tried rows the module's `seed` settles; -1: none, it is a pass that tries them. */
  'settled',
  /** Which of the lists of distances holds those to the row that joined, and those to the one that is settled. */
  'joinedSlot',
  'settledSlot',
  /** Of each block, the rows that may be nearer to each tried one: {@link seedLists}. */
  'seedLists',
  'seedListBytes',
] as const;
/** Name of a field at the start of the memory. */
export type Field = (typeof FIELDS)[number];

/** Code that loads a field, an i32, from the start of the memory. */
export function loadField(name: Field): Code {
  return i32.load(i32.const(0), 4 * FIELDS.indexOf(name));
}

/**
 * Numbers of the kernels on floats, by their offsets: scale and its square, error of a float32 distance,
 * largest norm of a centre; for k-means++ the share of a row's squared norm that surely counts, and what
 * the tried rows' norms add to the error.
 */
export const SCALARS = {
  squaredScale: 0,
  error: 8,
  largestNorm: 16,
  scale: 24,
  seedShare: 32,
  seedMargin: 40,
  bytes: 48,
} as const;

/** Rows of any content behind the last: kernels work on up to four at a time. */
export const SPARE_ROWS = 4;

/** Squared float32 distance of positions of a group that hold no centre: above any real one. */
export const NOWHERE = 3e38;
/**
 * Cap of the float32 distance up to which a group's distances are worked out again in float64: below
 * {@link NOWHERE}, so that empty positions never are.
 */
export const MAX_LIMIT = 1e38;

/** Byte offset of the inertia (float64) in a block's part of `outs`. */
export const INERTIA_AT = 0;
/** Byte offset of the number of rows whose label changed (int32) in a block's part of `outs`. */
export const CHANGED_AT = 8;
/** Byte offset of the counts and sums in a block's part of `outs`, behind inertia and changes. */
export const HEAD_BYTES = 16;

/**
 * Local variables with which both kernels walk over the rows of a block: the row's number, and
 * addresses of its features, label, distance and weight.
 */
export interface Walk {
  readonly row: Local;
  /** The row after the block's last. */
  readonly to: Local;
  readonly x: Local;
  readonly label: Local;
  readonly distance: Local;
  readonly weight: Local;
  /** Address of the block's part of `outs`. */
  readonly out: Local;
}

/** Shape of the rows that a kernel's code is made for. */
export interface BlockShape {
  readonly width: number;
  readonly weighted: boolean;
}

/** Sets up the walk over `block`: pointers to its first row, its part of the sums emptied. */
export function createWalk(
  { width, weighted }: BlockShape,
  block: Local,
  local: (type: ValueType) => Local,
): {
  walk: Walk;
  begin: Code;
  step: (rows: number) => Code;
  note: (lane: number, label: Code, distance: Code) => Code;
  end: Code;
} {
  const names = ['row', 'to', 'x', 'label', 'distance', 'weight', 'out'] as const;
  const pointers = Object.fromEntries(names.map((name) => [name, local('i32')])) as Record<
    (typeof names)[number],
    Local
  >;
  const walk: Walk = pointers;
  const { row, to, x, label, distance, weight, out } = walk;
  const stride = 8 * width;
  const sums = local('i32');
  const counts = local('i32');
  const mass = local('i32');
  const changed = local('i32');
  const inertia = local('f64');
  const found = local('i32');
  const far = local('f64');
  const heavy = local('f64');
  const at = local('i32');
  const offset = (base: Code, bytes: number): Code => i32.add(base, i32.mul(row.get, i32.const(bytes)));
  const begin: Code = [
    row.set(i32.mul(block.get, i32.const(BLOCK_ROWS))),
    to.set(i32.add(row.get, i32.const(BLOCK_ROWS))),
    when(i32.lt(loadField('rows'), to.get), to.set(loadField('rows'))),
    x.set(offset(loadField('values'), stride)),
    label.set(offset(loadField('labels'), 4)),
    distance.set(offset(loadField('distances'), 8)),
    weighted ? weight.set(offset(loadField('weights'), 8)) : [],
    out.set(i32.add(loadField('outs'), i32.mul(block.get, loadField('outBytes')))),
    sums.set(i32.add(out.get, loadField('sumsAt'))),
    counts.set(i32.add(out.get, loadField('countsAt'))),
    mass.set(i32.add(out.get, loadField('massAt'))),
    clear(out.get, loadField('scratchAt')),
  ];
  const step = (rows: number): Code => [
    row.set(i32.add(row.get, i32.const(rows))),
    x.set(i32.add(x.get, i32.const(stride * rows))),
    label.set(i32.add(label.get, i32.const(4 * rows))),
    distance.set(i32.add(distance.get, i32.const(8 * rows))),
    weighted ? weight.set(i32.add(weight.get, i32.const(8 * rows))) : [],
  ];
  const times = (value: Code): Code => (weighted ? f64.mul(heavy.get, value) : value);
  const timesPair = (value: Code): Code => (weighted ? f64x2.mul(f64x2.splat(heavy.get), value) : value);
  /** The row `lane` rows on has its label: keep it, and add the row to its cluster. */
  const note = (lane: number, foundLabel: Code, squared: Code): Code => [
    found.set(foundLabel),
    far.set(squared),
    weighted ? heavy.set(f64.load(weight.get, 8 * lane)) : [],
    f64.store(distance.get, far.get, 8 * lane),
    changed.set(i32.add(changed.get, i32.ne(found.get, i32.load(label.get, 4 * lane)))),
    i32.store(label.get, found.get, 4 * lane),
    inertia.set(f64.add(inertia.get, times(far.get))),
    at.set(i32.add(counts.get, i32.shl(found.get, i32.const(2)))),
    i32.store(at.get, i32.add(i32.load(at.get), i32.const(1))),
    weighted
      ? [
          at.set(i32.add(mass.get, i32.shl(found.get, i32.const(3)))),
          f64.store(at.get, f64.add(f64.load(at.get), heavy.get)),
        ]
      : [],
    at.set(i32.add(sums.get, i32.mul(found.get, i32.const(stride)))),
    Array.from({ length: width >> 1 }, (_, pair) =>
      v128.store(
        at.get,
        f64x2.add(v128.load(at.get, 16 * pair), timesPair(v128.load(x.get, lane * stride + 16 * pair))),
        16 * pair,
      ),
    ),
    width % 2 === 1
      ? f64.store(
          at.get,
          f64.add(f64.load(at.get, stride - 8), times(f64.load(x.get, lane * stride + stride - 8))),
          stride - 8,
        )
      : [],
  ];
  const end: Code = [
    f64.store(out.get, inertia.get, INERTIA_AT),
    i32.store(out.get, changed.get, CHANGED_AT),
    changed.get,
  ];
  return { walk, begin, step, note, end };
}
