import { f32, f32x4, f64, f64x2, i32, repeat, v128, whilst, type Code } from '../../wasm/assembler';
import { writeModule } from '../../wasm/module';
import { loadField, SCALARS } from './block';

/** Pairs of features that the loop over them takes at once. */
const UNROLLED = 4;

/**
 * `write(from, to)`: rows of the memory in float32, shifted and scaled, and their squared norms: what
 * kernels work distances out from first.
 */
export function floatsModule(width: number, shared: boolean): Uint8Array {
  const pairs = width >> 1;
  const turns = Math.floor(pairs / UNROLLED);
  return writeModule('write', ['i32', 'i32'], null, shared, ([row, to], local) => {
    const x = local('i32');
    const end = local('i32');
    const shift = local('i32');
    const shifts = local('i32');
    const into = local('i32');
    const norms = local('i32');
    const until = local('i32');
    const scale = local('v128');
    const value = local('v128');
    const squares = local('v128');
    const last = local('f64');
    const norm = local('f64');
    const offset = (base: Code, bytes: number): Code => i32.add(base, i32.mul(row.get, i32.const(bytes)));
    const moved = (pairsOn: number): Code => [
      x.set(i32.add(x.get, i32.const(16 * pairsOn))),
      shift.set(i32.add(shift.get, i32.const(16 * pairsOn))),
      into.set(i32.add(into.get, i32.const(8 * pairsOn))),
    ];
    const several = (count: number): Code =>
      Array.from({ length: count }, (_, pair) => [
        value.set(
          f64x2.mul(f64x2.sub(v128.load(x.get, 16 * pair), v128.load(shift.get, 16 * pair)), scale.get),
        ),
        squares.set(f64x2.add(squares.get, f64x2.mul(value.get, value.get))),
        v128.store64Lane(into.get, f32x4.demote(value.get), 0, 8 * pair),
      ]);
    return [
      x.set(offset(loadField('values'), 8 * width)),
      into.set(offset(loadField('floats'), 4 * width)),
      norms.set(offset(loadField('norms'), 4)),
      end.set(i32.add(loadField('values'), i32.mul(to.get, i32.const(8 * width)))),
      shifts.set(loadField('shift')),
      scale.set(f64x2.splat(f64.load(loadField('scalars'), SCALARS.scale))),
      whilst(i32.ltUnsigned(x.get, end.get), [
        shift.set(shifts.get),
        squares.set(f64x2.splat(f64.const(0))),
        turns === 0
          ? []
          : [
              until.set(i32.add(x.get, i32.const(16 * UNROLLED * turns))),
              repeat([several(UNROLLED), moved(UNROLLED)], i32.ne(x.get, until.get)),
            ],
        several(pairs % UNROLLED),
        moved(pairs % UNROLLED),
        norm.set(f64.add(f64x2.lane(squares.get, 0), f64x2.lane(squares.get, 1))),
        width % 2 === 0
          ? []
          : [
              last.set(f64.mul(f64.sub(f64.load(x.get), f64.load(shift.get)), f64x2.lane(scale.get, 0))),
              norm.set(f64.add(norm.get, f64.mul(last.get, last.get))),
              f32.store(into.get, f32.demote(last.get)),
              x.set(i32.add(x.get, i32.const(8))),
              into.set(i32.add(into.get, i32.const(4))),
            ],
        f32.store(norms.get, f32.demote(norm.get)),
        norms.set(i32.add(norms.get, i32.const(4))),
      ]),
    ];
  });
}
