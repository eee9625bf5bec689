import { BLOCK_ROWS } from '../math';
import { f64, f64x2, i32, repeat, v128, whilst, when, type Code } from '../../wasm/assembler';
import { writeModule } from '../../wasm/module';
import { loadField, type BlockShape } from './block';

/** Features that the loop over them takes at once. */
const UNROLLED = 8;

/**
 * `seed(block)`: a pass of k-means++ over a block, for few features and clusters, two rows at a time:
 * measures them against the newest centre, and adds up their distances with it, then with each row that
 * is tried as well. All in float64, in the order of the plain loops.
 * @param sets the newest centre, and the rows that are tried
 */
export function seedsModule({ width, weighted }: BlockShape, sets: number, shared: boolean): Uint8Array {
  const stride = 8 * width;
  return writeModule('seed', ['i32'], null, shared, ([block], local) => {
    const row = local('i32');
    const to = local('i32');
    const x = local('i32');
    const center = local('i32');
    const p = local('i32');
    const q = local('i32');
    const until = local('i32');
    const distance = local('i32');
    const weight = local('i32');
    const out = local('i32');
    const least = local('v128');
    const feature = local('v128');
    const difference = local('v128');
    const heavy = local('v128');
    const squared = Array.from({ length: sets }, () => local('v128'));
    const sums = Array.from({ length: sets }, () => local('v128'));
    const offset = (base: Code, bytes: number): Code => i32.add(base, i32.mul(row.get, i32.const(bytes)));
    const one = (j: number): Code => [
      feature.set(v128.load64Lane(p.get, v128.load64Splat(p.get, 8 * j), 1, stride + 8 * j)),
      squared.map((sum, c) => [
        difference.set(f64x2.sub(feature.get, v128.load64Splat(q.get, c * stride + 8 * j))),
        sum.set(f64x2.add(sum.get, f64x2.mul(difference.get, difference.get))),
      ]),
    ];
    const several = (count: number): Code => Array.from({ length: count }, (_, j) => one(j));
    const turns = Math.floor(width / UNROLLED);
    const moved = (bytes: number): Code => [p, q].map((at) => at.set(i32.add(at.get, i32.const(bytes))));
    const distances: Code = [
      p.set(x.get),
      q.set(center.get),
      turns === 0
        ? []
        : [
            until.set(i32.add(x.get, i32.const(8 * UNROLLED * turns))),
            repeat([several(UNROLLED), moved(8 * UNROLLED)], i32.ne(p.get, until.get)),
          ],
      several(width % UNROLLED),
    ];
    const counted = (value: Code): Code => (weighted ? f64x2.mul(heavy.get, value) : value);
    return [
      row.set(i32.mul(block.get, i32.const(BLOCK_ROWS))),
      to.set(i32.add(row.get, i32.const(BLOCK_ROWS))),
      when(i32.lt(loadField('rows'), to.get), to.set(loadField('rows'))),
      x.set(offset(loadField('values'), stride)),
      distance.set(offset(loadField('distances'), 8)),
      weighted ? weight.set(offset(loadField('weights'), 8)) : [],
      center.set(loadField('seeds')),
      out.set(i32.add(loadField('seedSums'), i32.mul(block.get, i32.const(8 * sets)))),
      sums.map((sum) => sum.set(f64x2.splat(f64.const(0)))),
      whilst(i32.lt(row.get, to.get), [
        least.set(v128.load(distance.get)),
        squared.map((sum) => sum.set(f64x2.splat(f64.const(0)))),
        distances,
        least.set(f64x2.pmin(least.get, squared[0].get)),
        v128.store(distance.get, least.get),
        weighted ? heavy.set(v128.load(weight.get)) : [],
        sums.map((sum, c) =>
          sum.set(f64x2.add(sum.get, counted(c === 0 ? least.get : f64x2.pmin(least.get, squared[c].get)))),
        ),
        row.set(i32.add(row.get, i32.const(2))),
        x.set(i32.add(x.get, i32.const(2 * stride))),
        distance.set(i32.add(distance.get, i32.const(16))),
        weighted ? weight.set(i32.add(weight.get, i32.const(16))) : [],
      ]),
      sums.map((sum, c) =>
        f64.store(out.get, f64.add(f64x2.lane(sum.get, 0), f64x2.lane(sum.get, 1)), 8 * c),
      ),
    ];
  });
}
