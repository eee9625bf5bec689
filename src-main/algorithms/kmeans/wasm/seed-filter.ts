import {
  f32,
  f32x4,
  f64,
  i32,
  i32x4,
  repeat,
  v128,
  whilst,
  type Code,
  type Local,
  type ValueType,
} from '../../wasm/assembler';
import { loadField, MAX_LIMIT, SCALARS } from './block';
import { shortStride } from './shorts';

/** Vectors of eight features that the loop over them takes at once. */
const UNROLLED = 4;
/** Room for what rounding a limit to float32 loses. */
const MORE = 1 + 1e-6;

/** What four tried rows lower the sum of the rows' squared distances by, scaled: at least, and at most. */
export interface Gains {
  readonly least: Local;
  readonly most: Local;
}

/**
 * Code that goes over rows from `from` to below `to`, and puts the number of each where a list ends, four
 * bytes on in `tails`, for every tried row that may be nearer than its nearest centre. Rough distances are
 * those of whole numbers; what they may be wrong by is counted in.
 * @param gains of each four tried rows, to which the rows' own are added; empty: nobody asks
 */
export function seedFilter(
  width: number,
  tries: number,
  {
    from,
    to,
    tails,
    gains,
  }: {
    readonly from: Local;
    readonly to: Local;
    readonly tails: readonly Local[];
    readonly gains: readonly Gains[];
  },
  local: (type: ValueType) => Local,
): { readonly begin: Code; readonly filter: Code } {
  // As many rows at once as leave their sums in registers.
  const rows = tries <= 2 ? 4 : tries <= 5 ? 2 : 1;
  const row = local('i32');
  const shorts = local('i32');
  const lengths = local('i32');
  const nearest = local('i32');
  const p = local('i32');
  const q = local('i32');
  const until = local('i32');
  const bits = local('i32');
  const tried = local('v128');
  const half = local('v128');
  const other = local('v128');
  const limit = local('v128');
  const doubt = local('v128');
  const rough = local('v128');
  const gain = local('v128');
  const squaredLength = local('f64');
  const scaledNearest = local('f64');
  const length = local('f64');
  const squaredScale = local('f64');
  const share = local('f64');
  const margin = local('f64');
  const features = Array.from({ length: rows }, () => local('v128'));
  const sums = features.map(() => Array.from({ length: tries }, () => local('v128')));
  const vectors = shortStride(width) / 8;
  const scalar = (offset: number): Code => f64.load(loadField('scalars'), offset);
  const moved = (pointer: Local, bytes: number): Code => pointer.set(i32.add(pointer.get, i32.const(bytes)));
  const times = (index: Code, bytes: number): Code => i32.mul(index, i32.const(bytes));

  const product = (vector: number): Code => [
    features.map((feature, r) => feature.set(v128.load(p.get, 2 * width * r + 16 * vector))),
    Array.from({ length: tries }, (_, c) => [
      tried.set(v128.load(q.get, 2 * shortStride(width) * c + 16 * vector)),
      features.map((feature, r) =>
        sums[r][c].set(i32x4.add(sums[r][c].get, i32x4.dot16(tried.get, feature.get))),
      ),
    ]),
  ];
  const several = (count: number): Code => Array.from({ length: count }, (_, i) => product(i));
  const turns = Math.floor(vectors / UNROLLED);
  const products: Code = [
    p.set(shorts.get),
    q.set(loadField('seedShorts')),
    sums.flat().map((sum) => sum.set(i32x4.splat(i32.const(0)))),
    turns < 2
      ? several(vectors)
      : [
          until.set(i32.add(p.get, i32.const(16 * UNROLLED * turns))),
          repeat(
            [several(UNROLLED), moved(p, 16 * UNROLLED), moved(q, 16 * UNROLLED)],
            i32.ne(p.get, until.get),
          ),
          several(vectors % UNROLLED),
        ],
  ];

  /** What the limit less a rough distance may be more than the gain: what was added on both sides, once more. */
  const doubtOf = (): Code =>
    f64.mul(
      f64.const(MORE),
      f64.add(
        f64.mul(scaledNearest.get, f64.const(2 * (MORE - 1))),
        f64.mul(
          f64.const(2),
          f64.add(f64.mul(squaredLength.get, f64.sub(f64.const(1), share.get)), margin.get),
        ),
      ),
    );
  const halves = (one: Local, another: Local): Code =>
    i32x4.add(
      v128.shuffle32(one.get, another.get, [0, 4, 1, 5]),
      v128.shuffle32(one.get, another.get, [2, 6, 3, 7]),
    );
  /** The sums of up to four vectors' lanes, side by side. */
  const sumLanes = ([a, b, c, d = c]: readonly Local[]): Code =>
    c === undefined
      ? i32x4.add(half.tee(halves(a, b ?? a)), v128.shuffle32(half.get, half.get, [2, 3, 0, 1]))
      : i32x4.add(
          v128.shuffle32(half.tee(halves(a, b)), other.tee(halves(c, d)), [0, 1, 4, 5]),
          v128.shuffle32(half.get, other.get, [2, 3, 6, 7]),
        );
  /** Of four tried rows a bit each: the squared distance less the row's own norm is no more than the limit. */
  const compared = (r: number, quad: number): Code => {
    const scaled = f32x4.mul(
      f32x4.fromI32(sumLanes(sums[r].slice(4 * quad, 4 * quad + 4))),
      f32x4.mul(v128.load(loadField('seedFactors'), 16 * quad), f32x4.splat(f32.load(lengths.get, 4 * r))),
    );
    const sum = f32x4.add(scaled, v128.load(loadField('seedNorms'), 16 * quad));
    const own = gains[quad];
    if (own === undefined) return f32x4.bitmask(f32x4.le(sum, limit.get));
    const none = f32x4.splat(f32.const(0));
    return [
      rough.set(sum),
      gain.set(f32x4.sub(limit.get, rough.get)),
      own.most.set(f32x4.add(own.most.get, f32x4.pmax(none, gain.get))),
      own.least.set(f32x4.add(own.least.get, f32x4.pmax(none, f32x4.sub(gain.get, doubt.get)))),
      f32x4.bitmask(f32x4.le(rough.get, limit.get)),
    ];
  };
  const note = (r: number): Code => [
    length.set(f64.promote(f32.load(lengths.get, 4 * r))),
    squaredLength.set(f64.mul(length.get, length.get)),
    scaledNearest.set(f64.mul(f64.load(nearest.get, 8 * r), squaredScale.get)),
    limit.set(
      f32x4.splat(
        f32.demote(
          f64.min(
            f64.add(f64.sub(scaledNearest.get, f64.mul(squaredLength.get, share.get)), margin.get),
            f64.const(MAX_LIMIT),
          ),
        ),
      ),
    ),
    gains.length === 0 ? [] : doubt.set(f32x4.splat(f32.demote(f64.min(doubtOf(), f64.const(MAX_LIMIT))))),
    bits.set(compared(r, 0)),
    Array.from({ length: Math.ceil(tries / 4) - 1 }, (_, quad) =>
      bits.set(i32.or(bits.get, i32.shl(compared(r, quad + 1), i32.const(4 * quad + 4)))),
    ),
    // Without a branch: the number is written over where the row is not one of the list.
    tails.map((tail, c) => [
      i32.store(tail.get, i32.add(row.get, i32.const(r))),
      tail.set(
        i32.add(
          tail.get,
          i32.and(
            c < 2 ? i32.shl(bits.get, i32.const(2 - c)) : i32.shiftRight(bits.get, i32.const(c - 2)),
            i32.const(4),
          ),
        ),
      ),
    ]),
  ];

  return {
    begin: [
      squaredScale.set(f64.mul(scalar(SCALARS.squaredScale), f64.const(MORE))),
      share.set(scalar(SCALARS.seedShare)),
      margin.set(scalar(SCALARS.seedMargin)),
    ],
    filter: [
      row.set(from.get),
      shorts.set(i32.add(loadField('shorts'), times(row.get, 2 * width))),
      lengths.set(i32.add(loadField('lengths'), times(row.get, 4))),
      nearest.set(i32.add(loadField('distances'), times(row.get, 8))),
      whilst(i32.lt(row.get, to.get), [
        products,
        features.map((_, r) => note(r)),
        moved(row, rows),
        moved(shorts, 2 * width * rows),
        moved(lengths, 4 * rows),
        moved(nearest, 8 * rows),
      ]),
    ],
  };
}
