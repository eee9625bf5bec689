import {
  f32,
  f32x4,
  f64,
  f64x2,
  i32,
  repeat,
  v128,
  when,
  whilst,
  type Code,
  type Local,
} from '../../wasm/assembler';
import { writeModule } from '../../wasm/module';
import { loadField, MAX_LIMIT, SCALARS, createWalk, type BlockShape } from './block';

/** Room for what rounding to float32 and back may lose of a bound. */
const LESS = 1 - 1e-6;
const MORE = 1 + 1e-6;

/** Instructions that a loop over the features is unrolled to. */
const UNROLLED = 8;

/**
 * `assign(block)`: the nearest centre of each row of a block, for many features or clusters.
 * Centres stand in groups, and a row keeps for each group how near a centre of it may be
 * (Ding et al., "Yinyang k-means", 2015, with groups by number): where its own centre is nearer, the
 * group is left out. Else the row is put into float32, shifted and scaled, which costs less than to keep
 * all rows so: half as much memory again, read beside that of the rows. The distances to the group are
 * worked out in float32, all of a group at once, and those that may be the least, the float32's error counted in, again in float64. So labels and
 * distances are to the bit those of the plain loops.
 * @param vectors a group has four times as many centres
 */
export function groupsModule(shape: BlockShape, vectors: number, shared: boolean): Uint8Array {
  const { width } = shape;
  const stride = 8 * width;
  const size = 4 * vectors;
  const lanes = Array.from({ length: vectors }, (_, v) => v);
  return writeModule('assign', ['i32'], 'i32', shared, ([block], local) => {
    const { walk, begin, step, note, end } = createWalk(shape, block, local);
    const { row, to, x, label, out } = walk;
    const centers = local('i32');
    const groups = local('i32');
    const scratch = local('i32');
    const flags = local('i32');
    const floats = local('i32');
    const bounds = local('i32');
    const drifts = local('i32');
    const shift = local('i32');
    const scale = local('v128');
    const into = local('i32');
    const pair = local('v128');
    const squares = local('v128');
    const last = local('f64');
    const floatCenters = local('i32');
    const squaredScale = local('f64');
    const error = local('f64');
    const largestNorm = local('f64');
    const own = local('i32');
    const best = local('i32');
    const nearest = local('f64');
    const reach = local('f64');
    const norm = local('f64');
    const margin = local('f64');
    const limit = local('v128');
    const least = local('v128');
    const sums = lanes.map(() => local('v128'));
    const feature = local('v128');
    const group = local('i32');
    const p = local('i32');
    const q = local('i32');
    const until = local('i32');
    const bound = local('f64');
    const isAny = local('i32');
    const bits = local('i32');
    const candidate = local('i32');
    const squared = local('f64');
    const difference = local('f64');
    const to4 = (index: Code): Code => i32.shl(index, i32.const(2));

    /** A loop over `count` steps: `one(j)` at pointers that each move by theirs a step, but for the last few. */
    const over = (
      count: number,
      one: (j: number) => Code,
      ...moving: readonly (readonly [Local, number])[]
    ): Code => {
      const turns = Math.floor(count / UNROLLED);
      const several = (steps: number): Code => Array.from({ length: steps }, (_, j) => one(j));
      if (turns < 2) return several(count);
      const [[first, firstStep]] = moving as [readonly [Local, number]];
      return [
        until.set(i32.add(first.get, i32.const(turns * UNROLLED * firstStep))),
        repeat(
          [
            several(UNROLLED),
            moving.map(([pointer, by]) => pointer.set(i32.add(pointer.get, i32.const(UNROLLED * by)))),
          ],
          i32.ne(first.get, until.get),
        ),
        several(count % UNROLLED),
      ];
    };
    /** The squared distance of the row to a centre, as `squaredDistance` adds it up. */
    const exact = (center: Code): Code => [
      squared.set(f64.const(0)),
      p.set(x.get),
      q.set(i32.add(centers.get, i32.mul(center, i32.const(stride)))),
      over(
        width,
        (j) => [
          difference.set(f64.sub(f64.load(p.get, 8 * j), f64.load(q.get, 8 * j))),
          squared.set(f64.add(squared.get, f64.mul(difference.get, difference.get))),
        ],
        [p, 8],
        [q, 8],
      ),
    ];
    const pairs = width >> 1;
    /** Pointers stand where the last turn of the loop left them. */
    const beyond = pairs < 2 * UNROLLED ? pairs : pairs % UNROLLED;
    /** The row in float32 at `floats`, and its squared norm. */
    const toFloats: Code = [
      squares.set(f64x2.splat(f64.const(0))),
      p.set(x.get),
      q.set(shift.get),
      into.set(floats.get),
      over(
        pairs,
        (two) => [
          pair.set(f64x2.mul(f64x2.sub(v128.load(p.get, 16 * two), v128.load(q.get, 16 * two)), scale.get)),
          squares.set(f64x2.add(squares.get, f64x2.mul(pair.get, pair.get))),
          v128.store64Lane(into.get, f32x4.demote(pair.get), 0, 8 * two),
        ],
        [p, 16],
        [q, 16],
        [into, 8],
      ),
      norm.set(f64.add(f64x2.lane(squares.get, 0), f64x2.lane(squares.get, 1))),
      width % 2 === 0
        ? []
        : [
            last.set(
              f64.mul(
                f64.sub(f64.load(p.get, 16 * beyond), f64.load(q.get, 16 * beyond)),
                f64x2.lane(scale.get, 0),
              ),
            ),
            norm.set(f64.add(norm.get, f64.mul(last.get, last.get))),
            f32.store(into.get, f32.demote(last.get), 8 * beyond),
          ],
    ];
    /** All of a group, less the row's own norm: |c|^2 - 2 x.c */
    const groupDistances: Code = [
      q.set(i32.add(floatCenters.get, i32.mul(group.get, i32.const(4 * size * (1 + width))))),
      sums.map((sum, v) => sum.set(v128.load(q.get, 16 * v))),
      q.set(i32.add(q.get, i32.const(4 * size))),
      p.set(floats.get),
      over(
        width,
        (j) => [
          feature.set(v128.load32Splat(p.get, 4 * j)),
          sums.map((sum, v) =>
            sum.set(f32x4.add(sum.get, f32x4.mul(feature.get, v128.load(q.get, 4 * size * j + 16 * v)))),
          ),
        ],
        [p, 4],
        [q, 4 * size],
      ),
      p.set(i32.add(scratch.get, i32.mul(group.get, i32.const(4 * size)))),
      sums.map((sum, v) => [v128.store(p.get, sum.get, 16 * v), least.set(f32x4.pmin(least.get, sum.get))]),
    ];
    const leastLane = (vector: Local): Code =>
      f64.min(
        f64.min(f64.promote(f32x4.lane(vector.get, 0)), f64.promote(f32x4.lane(vector.get, 1))),
        f64.min(f64.promote(f32x4.lane(vector.get, 2)), f64.promote(f32x4.lane(vector.get, 3))),
      );
    const overGroups = (body: Code): Code => [
      group.set(i32.const(0)),
      repeat([body, group.set(i32.add(group.get, i32.const(1)))], i32.lt(group.get, groups.get)),
    ];
    const flag = i32.add(flags.get, to4(group.get));
    const ownBound = (of: Code): Code => i32.add(bounds.get, to4(of));

    /** Those of the vector at `p` that may be the nearest, in float64. */
    const settle = (v: number): Code => [
      bits.set(
        f32x4.bitmask(
          f32x4.le(
            v128.load(i32.add(scratch.get, i32.mul(group.get, i32.const(4 * size))), 16 * v),
            limit.get,
          ),
        ),
      ),
      whilst(bits.get, [
        candidate.set(
          i32.add(i32.add(i32.mul(group.get, i32.const(size)), i32.const(4 * v)), i32.ctz(bits.get)),
        ),
        bits.set(i32.and(bits.get, i32.sub(bits.get, i32.const(1)))),
        when(i32.ne(candidate.get, own.get), [
          exact(candidate.get),
          when(
            i32.or(
              f64.lt(squared.get, nearest.get),
              i32.and(f64.eq(squared.get, nearest.get), i32.lt(candidate.get, best.get)),
            ),
            [nearest.set(squared.get), best.set(candidate.get)],
          ),
        ]),
      ]),
    ];

    return [
      begin,
      centers.set(loadField('centers')),
      groups.set(loadField('groups')),
      scratch.set(i32.add(out.get, loadField('scratchAt'))),
      flags.set(i32.add(out.get, loadField('flagsAt'))),
      floats.set(i32.add(out.get, loadField('floatsAt'))),
      shift.set(loadField('shift')),
      scale.set(f64x2.splat(f64.load(loadField('scalars'), SCALARS.scale))),
      bounds.set(i32.add(loadField('bounds'), i32.mul(to4(row.get), groups.get))),
      drifts.set(loadField('drifts')),
      floatCenters.set(loadField('floatCenters')),
      squaredScale.set(f64.load(loadField('scalars'), SCALARS.squaredScale)),
      error.set(f64.load(loadField('scalars'), SCALARS.error)),
      largestNorm.set(f64.load(loadField('scalars'), SCALARS.largestNorm)),
      whilst(i32.lt(row.get, to.get), [
        own.set(i32.load(label.get)),
        when(i32.lt(own.get, i32.const(0)), nearest.set(f64.const(Infinity)), [
          exact(own.get),
          nearest.set(squared.get),
        ]),
        best.set(own.get),
        reach.set(f64.mul(f64.sqrt(f64.mul(nearest.get, squaredScale.get)), f64.const(MORE))),
        least.set(f32x4.splat(f32.const(Infinity))),
        isAny.set(i32.const(0)),
        overGroups([
          bound.set(
            f64.max(
              f64.const(0),
              f64.mul(
                f64.sub(
                  f64.promote(f32.load(ownBound(group.get))),
                  f64.load(i32.add(drifts.get, i32.shl(group.get, i32.const(3)))),
                ),
                f64.const(LESS),
              ),
            ),
          ),
          f32.store(ownBound(group.get), f32.demote(bound.get)),
          when(f64.lt(reach.get, bound.get), i32.store(flag, i32.const(0)), [
            i32.store(flag, i32.const(1)),
            when(i32.eqz(isAny.get), toFloats),
            isAny.set(i32.const(1)),
            groupDistances,
          ]),
        ]),
        when(isAny.get, [
          margin.set(f64.add(f64.sqrt(norm.get), largestNorm.get)),
          margin.set(f64.add(f64.mul(f64.mul(margin.get, margin.get), error.get), f64.const(1e-30))),
          limit.set(
            f32x4.splat(
              f32.demote(
                f64.min(
                  f64.add(
                    f64.min(
                      f64.add(leastLane(least), margin.get),
                      f64.sub(f64.mul(nearest.get, squaredScale.get), norm.get),
                    ),
                    f64.mul(f64.const(2), margin.get),
                  ),
                  f64.const(MAX_LIMIT),
                ),
              ),
            ),
          ),
          overGroups(when(i32.load(flag), lanes.map(settle))),
          // The own centre is none of those that a bound is about.
          f32.store(i32.add(scratch.get, to4(best.get)), f32.const(Infinity)),
          overGroups(
            when(i32.load(flag), [
              p.set(i32.add(scratch.get, i32.mul(group.get, i32.const(4 * size)))),
              least.set(v128.load(p.get)),
              lanes.slice(1).map((v) => least.set(f32x4.pmin(least.get, v128.load(p.get, 16 * v)))),
              f32.store(
                ownBound(group.get),
                f32.demote(
                  f64.mul(
                    f64.sqrt(f64.max(f64.const(0), f64.sub(f64.add(leastLane(least), norm.get), margin.get))),
                    f64.const(LESS),
                  ),
                ),
              ),
            ]),
          ),
          // The centre that the row left is now one of them.
          when(i32.and(i32.ne(best.get, own.get), i32.ge(own.get, i32.const(0))), [
            group.set(i32.divUnsigned(own.get, i32.const(size))),
            when(
              i32.eqz(i32.load(flag)),
              f32.store(
                ownBound(group.get),
                f32.demote(
                  f64.min(
                    f64.promote(f32.load(ownBound(group.get))),
                    f64.mul(reach.get, f64.const(LESS * LESS * LESS)),
                  ),
                ),
              ),
            ),
          ]),
        ]),
        note(0, best.get, nearest.get),
        step(1),
        bounds.set(i32.add(bounds.get, to4(groups.get))),
      ]),
      end,
    ];
  });
}
