import { f64, f64x2, i32, i64x2, repeat, v128, when, whilst } from '../../wasm/assembler';
import { writeModule } from '../../wasm/module';
import { loadField, createWalk, type BlockShape } from './block';

/** Features that a row may have here: each of a pair's is kept in a register. */
export const MAX_PAIRED_FEATURES = 8;

/**
 * `assign(block)`: the nearest centre of each row of a block, two rows at a time, every distance
 * worked out in float64 as `squaredDistance` does.
 */
export function pairsModule(shape: BlockShape, shared: boolean): Uint8Array {
  const { width } = shape;
  const stride = 8 * width;
  return writeModule('assign', ['i32'], 'i32', shared, ([block], local) => {
    const { walk, begin, step, note, end } = createWalk(shape, block, local);
    const { row, to, x } = walk;
    const features = Array.from({ length: width }, () => local('v128'));
    const center = local('i32');
    const centers = local('i32');
    const centersEnd = local('i32');
    const index = local('v128');
    const one = local('v128');
    const label = local('v128');
    const best = local('v128');
    const squared = local('v128');
    const difference = local('v128');
    const mask = local('v128');
    return [
      begin,
      one.set(i64x2.splat32(i32.const(1))),
      centers.set(loadField('centers')),
      centersEnd.set(loadField('centersEnd')),
      whilst(i32.lt(row.get, to.get), [
        features.map((feature, j) =>
          feature.set(v128.load64Lane(x.get, v128.load64Splat(x.get, 8 * j), 1, stride + 8 * j)),
        ),
        best.set(f64x2.splat(f64.const(Infinity))),
        label.set(i64x2.splat32(i32.const(0))),
        index.set(label.get),
        center.set(centers.get),
        repeat(
          [
            features.map((feature, j) => [
              difference.set(f64x2.sub(feature.get, v128.load64Splat(center.get, 8 * j))),
              squared.set(
                j === 0
                  ? f64x2.mul(difference.get, difference.get)
                  : f64x2.add(squared.get, f64x2.mul(difference.get, difference.get)),
              ),
            ]),
            mask.set(f64x2.lt(squared.get, best.get)),
            label.set(v128.select(index.get, label.get, mask.get)),
            best.set(f64x2.pmin(best.get, squared.get)),
            index.set(i64x2.add(index.get, one.get)),
            center.set(i32.add(center.get, i32.const(stride))),
          ],
          i32.ltUnsigned(center.get, centersEnd.get),
        ),
        note(0, i64x2.lane32(label.get, 0), f64x2.lane(best.get, 0)),
        when(
          i32.lt(i32.add(row.get, i32.const(1)), to.get),
          note(1, i64x2.lane32(label.get, 1), f64x2.lane(best.get, 1)),
        ),
        step(2),
      ]),
      end,
    ];
  });
}
