// Code of the kernel that reads a number of up to 24 characters as one or two vectors of 16 bytes.

import {
  choose,
  f64,
  i16x8,
  i32,
  i32x4,
  i64,
  i64x2,
  i8x16,
  v128,
  when,
  type Code,
  type Local,
  type ValueType,
} from '../../../algorithms/wasm/assembler';
import { MAX_EXACT_DIGITS, MAX_TEN, ROWS_MEMORY } from './row-memory';

const MINUS = 45;
const ZERO = 48;
const VECTOR = 16;
/** In front of the last 16 characters at most eight others stand. */
const MAX_LENGTH = VECTOR + 8;
/** Digits that stand in front of 15 others, and are less than 2^63 with them, at most. */
const MAX_HEAD = 9000n;
/** Bits of a double behind its exponent. */
const MANTISSA = (1n << 52n) - 1n;
/** Exponent of a double as it is stored, where its last bit stands for one. */
const WHOLE_EXPONENT = 1075n;

/** Locals of a cell. */
interface QuickCell {
  /** i32: where the cell begins; behind its number once that is read. */
  readonly i: Local;
  /** i32: the decimal point, as a byte. */
  readonly point: Local;
  readonly value: Local;
  /** i32: 1 where there is a minus. */
  readonly negative: Local;
  /** i32: digits in all. */
  readonly count: Local;
  /** i32: digits behind the point. */
  readonly fraction: Local;
}

/**
 * Reads plain numbers of up to 24 characters without a branch a digit, to the bit as the nearest double.
 * @returns `begin`, once before all cells, and `read`, which does `otherwise` where a cell is none of these
 */
export function quickCellCode(
  { i, point, value, negative, count, fraction }: QuickCell,
  local: (type: ValueType) => Local,
): { readonly begin: Code; read(otherwise: Code): Code } {
  const [points, zeros, nines] = [local('v128'), local('v128'), local('v128')];
  const [ofPairs, ofFours, ofEights] = [local('v128'), local('v128'), local('v128')];
  const [bytes, areDigits, arePoints] = [local('v128'), local('v128'), local('v128')];
  const digits = local('v128');
  const fours = local('v128');
  /** Of the bytes from `i` on, those that are no part of a number: the first is its end. */
  const others = local('i32');
  const pointBits = local('i32');
  const pointAt = local('i32');
  const length = local('i32');
  const hole = local('i32');
  const isRead = local('i32');
  const eights = local('i64');
  const head = local('i64');
  const whole = local('i64');
  const ten = local('i64');
  const bits = local('i64');
  const places = local('i64');
  const rest = local('i64');
  const one = i32.const(1);
  const both = (first: Code, ...more: readonly Code[]): Code =>
    more.reduce((all, each) => i32.and(all, each), first);

  /** 16 bytes from an address on, a zero taken off each, and which of them are digits or points. */
  const look = (at: Code): Code => [
    bytes.set(v128.load(at)),
    arePoints.set(i8x16.eq(bytes.get, points.get)),
    bytes.set(v128.xor(bytes.get, zeros.get)),
    areDigits.set(i8x16.leUnsigned(bytes.get, nines.get)),
  ];
  const digitsAlone = v128.and(bytes.get, areDigits.get);
  const numberBits = i8x16.bitmask(v128.or(areDigits.get, arePoints.get));

  const hasPoint = i32.ne(pointBits.get, i32.const(0));
  const isOfOnePoint = i32.eqz(i32.and(pointBits.get, i32.sub(pointBits.get, one)));
  const measure: Code = [
    length.set(i32.ctz(others.get)),
    // Up to the end.
    pointBits.set(i32.and(pointBits.get, i32.xor(others.get, i32.sub(others.get, one)))),
    pointAt.set(i32.ctz(i32.or(pointBits.get, others.get))),
    count.set(i32.sub(i32.sub(length.get, negative.get), hasPoint)),
    fraction.set(i32.sub(i32.sub(length.get, pointAt.get), hasPoint)),
  ];

  /** The first `bytesOf` bytes of a vector but that at `without`, moved to its end, behind zeros. */
  const moved = (vector: Code, bytesOf: Code, without: Code): Code =>
    i8x16.swizzle(
      vector,
      v128.load(i32.shl(i32.add(i32.shl(bytesOf, i32.const(4)), without), i32.const(4)), ROWS_MEMORY.moves),
    );
  /** 16 digits, joined to pairs, fours and eights: the first eight are the low half of `eights`. */
  const join = (vector: Code): Code => [
    fours.set(i32x4.dot16(i16x8.shiftRightUnsigned(i16x8.mul(vector, ofPairs.get), 8), ofFours.get)),
    eights.set(i64x2.lane(i32x4.dot16(i16x8.narrow(fours.get, fours.get), ofEights.get), 0)),
  ];
  const lastEight = i64.shiftRightUnsigned(eights.get, i64.const(32n));
  const sixteen = i64.add(
    i64.mul(i64.and(eights.get, i64.const(0xffffffffn)), i64.const(100_000_000n)),
    lastEight,
  );
  /** Whether the point is among the last 16 characters. */
  const hasHole = i32.lt(hole.get, i32.const(VECTOR));
  const tenTo = (power: Code): Code => i64.load(i32.shl(power, i32.const(3)), ROWS_MEMORY.tens);

  // No more digits than a double holds: the quotient is the nearest one.
  const short: Code = [
    join(moved(digitsAlone, length.get, pointAt.get)),
    value.set(
      f64.div(
        f64.fromI64(sixteen),
        f64.load(
          i32.shl(i32.add(fraction.get, i32.shl(negative.get, i32.const(4))), i32.const(3)),
          ROWS_MEMORY.scales,
        ),
      ),
    ),
    i.set(i32.add(i.get, length.get)),
  ];

  /**
   * The nearest double to `whole` / `ten`, in `bits`. The quotient of the two as doubles is less than
   * two off; what it leaves of `whole`, beside half of `ten`, tells which neighbour is nearest. That is
   * less than two `ten`, so that its low 64 bits are all of it.
   */
  const nearest: Code = [
    // Twice the rest. An equal half goes to the even neighbour.
    rest.set(
      i64.shl(
        i64.sub(
          i64.shl(whole.get, places.get),
          i64.mul(i64.or(i64.and(bits.get, i64.const(MANTISSA)), i64.const(MANTISSA + 1n)), ten.get),
        ),
        i64.const(1n),
      ),
    ),
    head.set(i64.sub(ten.get, i64.and(bits.get, i64.const(1n)))),
    bits.set(
      i64.sub(
        i64.add(bits.get, i64.fromUnsigned(i64.lt(head.get, rest.get))),
        i64.fromUnsigned(i64.lt(rest.get, i64.sub(i64.const(0n), head.get))),
      ),
    ),
  ];

  const long: Code = [
    digits.set(digitsAlone),
    look(i32.add(i.get, i32.const(VECTOR))),
    others.set(i32.xor(i32.shl(numberBits, i32.const(VECTOR)), i32.const(-1 << VECTOR))),
    pointBits.set(i32.or(pointBits.get, i32.shl(i8x16.bitmask(arePoints.get), i32.const(VECTOR)))),
    measure,
    when(
      both(
        isOfOnePoint,
        i32.leUnsigned(length.get, i32.const(MAX_LENGTH)),
        i32.leUnsigned(fraction.get, i32.const(MAX_TEN)),
        i32.leUnsigned(i32.sub(pointAt.get, negative.get), i32.const(MAX_EXACT_DIGITS)),
      ),
      [
        // In front of the last 16 characters.
        hole.set(i32.sub(length.get, i32.const(VECTOR))),
        join(moved(digits.get, hole.get, choose(i32.lt(pointAt.get, hole.get), pointAt.get, hole.get))),
        head.set(lastEight),
        look(i32.add(i.get, hole.get)),
        hole.set(i32.sub(pointAt.get, hole.get)),
        hole.set(choose(i32.leUnsigned(hole.get, i32.const(VECTOR)), hole.get, i32.const(VECTOR))),
        join(moved(digitsAlone, i32.const(VECTOR), hole.get)),
        whole.set(i64.add(i64.mul(head.get, tenTo(i32.sub(i32.const(VECTOR), hasHole))), sixteen)),
        ten.set(tenTo(fraction.get)),
        bits.set(i64.bits(f64.div(f64.fromI64(whole.get), f64.fromI64(ten.get)))),
        places.set(i64.sub(i64.const(WHOLE_EXPONENT), i64.shiftRightUnsigned(bits.get, i64.const(52n)))),
        when(
          both(
            i64.leUnsigned(head.get, choose(hasHole, i64.const(MAX_HEAD), i64.const(MAX_HEAD / 10n))),
            i64.leUnsigned(places.get, i64.const(63n)),
            // Below a power of two doubles are twice as dense; 0 is among these.
            i32.eqz(i64.eqz(i64.and(bits.get, i64.const(MANTISSA)))),
          ),
          [
            nearest,
            value.set(
              f64.fromBits(i64.or(bits.get, i64.shl(i64.fromUnsigned(negative.get), i64.const(63n)))),
            ),
            i.set(i32.add(i.get, length.get)),
            isRead.set(one),
          ],
        ),
      ],
    ),
  ];

  return {
    begin: [
      points.set(i8x16.splat(point.get)),
      zeros.set(i8x16.splat(i32.const(ZERO))),
      nines.set(i8x16.splat(i32.const(9))),
      ofPairs.set(i16x8.splat(i32.const(1 + 10 * 256))),
      ofFours.set(i32x4.splat(i32.const(100 + (1 << 16)))),
      ofEights.set(i32x4.splat(i32.const(10_000 + (1 << 16)))),
    ],
    read: (otherwise) => [
      negative.set(i32.eq(i32.load8Unsigned(i.get), i32.const(MINUS))),
      look(i.get),
      others.set(i32.xor(i32.or(numberBits, negative.get), i32.const(-1))),
      pointBits.set(i8x16.bitmask(arePoints.get)),
      measure,
      when(
        both(i32.lt(i32.const(0), count.get), i32.lt(length.get, i32.const(VECTOR)), isOfOnePoint),
        short,
        [
          isRead.set(i32.const(0)),
          when(i32.eq(length.get, i32.const(VECTOR)), long),
          when(i32.eqz(isRead.get), otherwise),
        ],
      ),
    ],
  };
}
