import {
  f32,
  f64,
  f64x2,
  i16x8,
  i32,
  i32x4,
  repeat,
  v128,
  whilst,
  type Code,
  type Local,
  type ValueType,
} from '../../wasm/assembler';
import { loadField, SCALARS } from './block';

/** Length of a row of whole numbers: products of two rows stay below 2^31. */
export const SHORT_LENGTH = 32_767;

/** Shorts from one tried row to the next: whole vectors. */
export function shortStride(width: number): number {
  return 8 * Math.ceil(width / 8);
}

/**
 * What -2 x.c of whole numbers may be wrong by, of |x|^2 + |c|^2: each is off by at most a half, and a row
 * of them is {@link SHORT_LENGTH} long. What float32 loses after that is in it.
 */
export function computeShortError(width: number): number {
  const off = Math.sqrt(width) / (2 * SHORT_LENGTH);
  return 1.01 * (2 * off + off * off) + 16 * 2 ** -24;
}

/**
 * Code that writes rows from `row` to below `to` as 16-bit whole numbers, shifted and each scaled to the same
 * length, with the lengths that they had: what k-means++ works distances out from first. Nothing is written
 * behind a row, where another thread may be writing the next. `row` is `to` after it.
 */
export function writeShortRows(
  width: number,
  { row, to }: { readonly row: Local; readonly to: Local },
  local: (type: ValueType) => Local,
): Code {
  const x = local('i32');
  const p = local('i32');
  const shift = local('i32');
  const into = local('i32');
  const until = local('i32');
  const scale = local('f64');
  const length = local('f64');
  const factor = local('v128');
  const value = local('v128');
  const squares = local('v128');
  const last = local('f64');
  const offset = (base: Code, bytes: number): Code => i32.add(base, i32.mul(row.get, i32.const(bytes)));
  const moved = (pointer: Local, bytes: number): Code => pointer.set(i32.add(pointer.get, i32.const(bytes)));
  const begin: Code = [p.set(x.get), shift.set(loadField('shift'))];
  const shifted = (pair: number): Code =>
    f64x2.sub(v128.load(p.get, 16 * pair), v128.load(shift.get, 16 * pair));
  const pairs = width >> 1;
  /** Two at a time, the odd one at the end; squares of numbers as large as about 1. */
  const measure: Code = [
    begin,
    squares.set(f64x2.splat(f64.const(0))),
    pairs === 0
      ? []
      : [
          until.set(i32.add(x.get, i32.const(16 * pairs))),
          repeat(
            [
              value.set(f64x2.mul(shifted(0), f64x2.splat(scale.get))),
              squares.set(f64x2.add(squares.get, f64x2.mul(value.get, value.get))),
              moved(p, 16),
              moved(shift, 16),
            ],
            i32.ne(p.get, until.get),
          ),
        ],
    length.set(f64.add(f64x2.lane(squares.get, 0), f64x2.lane(squares.get, 1))),
    width % 2 === 0
      ? []
      : [
          last.set(f64.mul(f64.sub(f64.load(p.get), f64.load(shift.get)), scale.get)),
          length.set(f64.add(length.get, f64.mul(last.get, last.get))),
        ],
    length.set(f64.sqrt(length.get)),
  ];
  const whole = (pair: number): Code => i32x4.truncate(f64x2.nearest(f64x2.mul(shifted(pair), factor.get)));
  const four = (pair: number): Code => v128.shuffle32(whole(pair), whole(pair + 1), [0, 1, 4, 5]);
  const eight = (): Code => i16x8.narrow(four(0), four(2));
  const rest = width % 8;
  return [
    x.set(offset(loadField('values'), 8 * width)),
    into.set(offset(loadField('shorts'), 2 * width)),
    scale.set(f64.load(loadField('scalars'), SCALARS.scale)),
    whilst(i32.lt(row.get, to.get), [
      measure,
      f32.store(offset(loadField('lengths'), 4), f32.demote(length.get)),
      // A row of no length is cut to zeros.
      factor.set(
        f64x2.splat(
          f64.mul(scale.get, f64.div(f64.const(SHORT_LENGTH), f64.max(length.get, f64.const(1e-150)))),
        ),
      ),
      begin,
      width < 8
        ? []
        : [
            until.set(i32.add(x.get, i32.const(64 * (width >> 3)))),
            repeat(
              [v128.store(into.get, eight()), moved(p, 64), moved(shift, 64), moved(into, 16)],
              i32.ne(p.get, until.get),
            ),
          ],
      // What is worked out of other numbers behind the last feature is not kept.
      rest === 0
        ? []
        : [
            value.set(eight()),
            (rest & 4) === 0 ? [] : v128.store64Lane(into.get, value.get, 0),
            (rest & 2) === 0 ? [] : v128.store32Lane(into.get, value.get, (rest & 4) >> 1, 2 * (rest & 4)),
            (rest & 1) === 0 ? [] : v128.store16Lane(into.get, value.get, rest - 1, 2 * (rest - 1)),
            moved(into, 2 * rest),
          ],
      moved(x, 8 * width),
      moved(row, 1),
    ]),
  ];
}
