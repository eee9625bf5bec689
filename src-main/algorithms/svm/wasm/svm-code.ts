import { DIAGONAL, RIDGE, STRIDE, UPPER } from '../solver/pass';
import { f64, f64x2, i32, repeat, v128, whilst, when, type Code, type Local } from '../../wasm/assembler';
import { writeModule } from '../../wasm/module';

/** Features that a loop over them takes at once. */
const UNROLLED = 16;

const LINE_BYTES = 64;

/** Where `pass` leaves what it changed, in doubles from `out` on; `touched` has no meaning. */
export const OUT = { intercept: 0, high: 1, low: 2, touched: 3, doubles: 4 } as const;

type NewLocal = (type: 'i32' | 'f64' | 'v128') => Local;

/**
 * `pass(order, count, features, coef, own, sides, isOut, out, high, low, intercept)`: a pass over the
 * first `count` rows of `order`, as {@link plainRowPass} makes it, to the bit. The pointers are bytes;
 * behind the last row of `order` stands another one's number.
 * @param hasIntercept false: the intercept stays as it is
 * @returns of the module: how many rows were kept
 */
export function passModule(width: number, hasIntercept: boolean): Uint8Array {
  const types = [...new Array<'i32'>(8).fill('i32'), ...new Array<'f64'>(3).fill('f64')] as const;
  return writeModule('pass', types, 'i32', false, (parameters, local) => {
    const [order, count, features, coef, rowState, sides, isOut, out, high, low, intercept] =
      parameters as ElevenLocals;
    const from = local('i32');
    const end = local('i32');
    const to = local('i32');
    const row = local('i32');
    const x = local('i32');
    const ahead = local('i32');
    const touched = local('i32');
    const mine = local('i32');
    const leaves = local('i32');
    const side = local('f64');
    const old = local('f64');
    const bound = local('f64');
    const gradient = local('f64');
    const projected = local('f64');
    const next = local('f64');
    const change = local('f64');
    const mostHigh = local('f64');
    const mostLow = local('f64');
    const dot = dotCode(width, x, coef, intercept.get, local);
    const add = addCode(width, x, coef, change, local);
    const zero = f64.const(0);
    const rowAddress = (index: Code): Code => i32.add(features.get, i32.mul(index, i32.const(8 * width)));
    const outwards = (beyond: Code, isInside: Code): Code =>
      when(beyond, leaves.set(i32.const(1)), when(isInside, projected.set(zero)));
    return [
      mostHigh.set(f64.const(-Infinity)),
      mostLow.set(f64.const(Infinity)),
      from.set(order.get),
      to.set(order.get),
      end.set(i32.add(order.get, i32.shl(count.get, i32.const(2)))),
      whilst(i32.ltUnsigned(from.get, end.get), [
        row.set(i32.load(from.get)),
        from.set(i32.add(from.get, i32.const(4))),
        x.set(rowAddress(row.get)),
        // The next row is on its way from memory while this one is worked on: the list has one more at its end.
        ahead.set(rowAddress(i32.load(from.get))),
        Array.from({ length: Math.ceil((8 * width) / LINE_BYTES) }, (_, line) =>
          touched.set(i32.add(touched.get, i32.load(ahead.get, line * LINE_BYTES))),
        ),
        mine.set(i32.add(rowState.get, i32.mul(row.get, i32.const(8 * STRIDE)))),
        side.set(f64.fromI32(i32.load8Signed(i32.add(sides.get, row.get)))),
        old.set(f64.load(mine.get)),
        bound.set(f64.load(mine.get, 8 * UPPER)),
        gradient.set(
          f64.add(
            f64.sub(f64.mul(side.get, dot), f64.const(1)),
            f64.mul(f64.load(mine.get, 8 * RIDGE), old.get),
          ),
        ),
        projected.set(gradient.get),
        leaves.set(i32.const(0)),
        when(
          f64.eq(old.get, zero),
          outwards(f64.gt(gradient.get, high.get), f64.gt(gradient.get, zero)),
          when(
            f64.eq(old.get, bound.get),
            outwards(f64.lt(gradient.get, low.get), f64.lt(gradient.get, zero)),
          ),
        ),
        when(leaves.get, i32.store8(i32.add(isOut.get, row.get), i32.const(1)), [
          i32.store(to.get, row.get),
          to.set(i32.add(to.get, i32.const(4))),
          when(f64.gt(projected.get, mostHigh.get), mostHigh.set(projected.get)),
          when(f64.lt(projected.get, mostLow.get), mostLow.set(projected.get)),
          when(f64.ne(projected.get, zero), [
            next.set(
              f64.min(
                bound.get,
                f64.max(zero, f64.sub(old.get, f64.div(gradient.get, f64.load(mine.get, 8 * DIAGONAL)))),
              ),
            ),
            f64.store(mine.get, next.get),
            change.set(f64.mul(f64.sub(next.get, old.get), side.get)),
            add,
            hasIntercept ? intercept.set(f64.add(intercept.get, change.get)) : [],
          ]),
        ]),
      ]),
      f64.store(out.get, intercept.get, 8 * OUT.intercept),
      f64.store(out.get, mostHigh.get, 8 * OUT.high),
      f64.store(out.get, mostLow.get, 8 * OUT.low),
      i32.store(out.get, touched.get, 8 * OUT.touched),
      i32.shiftRight(i32.sub(to.get, order.get), i32.const(2)),
    ];
  });
}

type ElevenLocals = readonly [
  ...[Local, Local, Local, Local, Local, Local, Local, Local],
  ...[Local, Local, Local],
];

/**
 * `decide(rows, count, features, coef, values, intercept)`: coef . x + intercept of the rows that are
 * listed, added up as `dotFrom` does.
 */
export function decideModule(width: number): Uint8Array {
  const types = [...new Array<'i32'>(5).fill('i32'), 'f64'] as const;
  return writeModule('decide', types, null, false, (parameters, local) => {
    const [rows, count, features, coef, values, intercept] = parameters as SixLocals;
    const end = local('i32');
    const x = local('i32');
    const dot = dotCode(width, x, coef, intercept.get, local);
    return [
      end.set(i32.add(rows.get, i32.shl(count.get, i32.const(2)))),
      whilst(i32.ltUnsigned(rows.get, end.get), [
        x.set(i32.add(features.get, i32.mul(i32.load(rows.get), i32.const(8 * width)))),
        f64.store(values.get, dot),
        rows.set(i32.add(rows.get, i32.const(4))),
        values.set(i32.add(values.get, i32.const(8))),
      ]),
    ];
  });
}

type SixLocals = readonly [Local, Local, Local, Local, Local, Local];

/** start + a row's features times the weights, in four sums as `dotFrom` has them; leaves the value. */
function dotCode(width: number, x: Local, coef: Local, start: Code, local: NewLocal): Code {
  const p = local('i32');
  const q = local('i32');
  const until = local('i32');
  const first = local('v128');
  const second = local('v128');
  const alone = local('f64');
  const times = (at: number): Code => f64x2.mul(v128.load(q.get, 8 * at), v128.load(p.get, 8 * at));
  const four = (at: number): Code => [
    first.set(f64x2.add(first.get, times(at))),
    second.set(f64x2.add(second.get, times(at + 2))),
  ];
  const left = width % UNROLLED;
  const single = left - (left % 4);
  return [
    first.set(f64x2.withLane(f64x2.splat(start), 1, f64.const(0))),
    second.set(f64x2.splat(f64.const(0))),
    p.set(x.get),
    q.set(coef.get),
    inTurns(width, p, q, until, [0, 4, 8, 12].map(four)),
    Array.from({ length: single / 4 }, (_, i) => four(4 * i)),
    alone.set(f64x2.lane(first.get, 0)),
    Array.from({ length: left - single }, (_, i) =>
      alone.set(
        f64.add(alone.get, f64.mul(f64.load(q.get, 8 * (single + i)), f64.load(p.get, 8 * (single + i)))),
      ),
    ),
    f64.add(
      f64.add(alone.get, f64x2.lane(first.get, 1)),
      f64.add(f64x2.lane(second.get, 0), f64x2.lane(second.get, 1)),
    ),
  ];
}

/** coef += change x features. */
function addCode(width: number, x: Local, coef: Local, change: Local, local: NewLocal): Code {
  const p = local('i32');
  const q = local('i32');
  const until = local('i32');
  const both = local('v128');
  const two = (at: number): Code =>
    v128.store(
      q.get,
      f64x2.add(v128.load(q.get, 8 * at), f64x2.mul(both.get, v128.load(p.get, 8 * at))),
      8 * at,
    );
  const left = width % UNROLLED;
  const last = left - 1;
  return [
    both.set(f64x2.splat(change.get)),
    p.set(x.get),
    q.set(coef.get),
    inTurns(
      width,
      p,
      q,
      until,
      Array.from({ length: UNROLLED / 2 }, (_, i) => two(2 * i)),
    ),
    Array.from({ length: left >> 1 }, (_, i) => two(2 * i)),
    left % 2 === 0
      ? []
      : f64.store(
          q.get,
          f64.add(f64.load(q.get, 8 * last), f64.mul(change.get, f64.load(p.get, 8 * last))),
          8 * last,
        ),
  ];
}

/** Runs `body` for every {@link UNROLLED} features, and leaves `p` and `q` behind the last of them. */
function inTurns(width: number, p: Local, q: Local, until: Local, body: Code): Code {
  const turns = Math.floor(width / UNROLLED);
  if (turns === 0) return [];
  const bytes = i32.const(8 * UNROLLED);
  return [
    until.set(i32.add(p.get, i32.const(8 * UNROLLED * turns))),
    repeat([body, p.set(i32.add(p.get, bytes)), q.set(i32.add(q.get, bytes))], i32.ne(p.get, until.get)),
  ];
}
