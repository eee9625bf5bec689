import {
  f64,
  i32,
  i64,
  when,
  whilst,
  writeModule,
  type Code,
  type Local,
  type ValueType,
} from '../../../algorithms/wasm/assembler';
import { nearestPower, POWER_FIELDS } from '../cells/nearest-double';

const LF = 10;
const CR = 13;
const MINUS = 45;
const ZERO = 48;
/** Splits a double into two halves whose products are exact (Veltkamp). */
const SPLITTER = 134217729;
/** Digits that a double always holds. */
const MAX_EXACT_DIGITS = 15;
/** Powers of ten that such a number may be divided by: a power of two, so that a shift finds those below zero. */
const SCALES = MAX_EXACT_DIGITS + 1;
/** Digits, leading zeros apart, that a whole number of 64 bits is sure to hold; a sign bit tells the rest. */
const MAX_DIGITS = 19;
/** Digits behind the point that the table of powers goes up to. */
const MAX_FRACTION = 40;

/** Where the kernel finds and leaves what, in bytes from the beginning of its memory. */
export const ROWS_MEMORY = {
  /** i32: where the row after the last one taken begins. */
  next: 0,
  /** i64 of 10^n, n from 0 to 7. */
  tens: 8,
  /** f64 of 10^n, n from 0 to 15, and of -10^n behind them: a number's sign costs no branch. */
  scales: 8 + 8 * 8,
  /** Powers 10^-n, n from 0 to 40, as `nearestPower` gives them. */
  powers: 8 + 8 * 8 + 8 * 2 * SCALES,
  /** Free from here on. */
  end: 8 + 8 * 8 + 8 * 2 * SCALES + 8 * POWER_FIELDS * (MAX_FRACTION + 1),
} as const;

/** Bytes behind the last one that may be read: a word of eight, and its neighbour. */
export const KERNEL_ROOM_BEHIND = 16;

const EIGHT_ZEROS = i64.const(0x3030303030303030n);

/** Writes the tables that the module reads. */
export function writeTables(memory: ArrayBufferLike): void {
  const whole = new BigInt64Array(memory, ROWS_MEMORY.tens, 8);
  for (let n = 0; n < whole.length; n++) whole[n] = 10n ** BigInt(n);
  const scales = new Float64Array(memory, ROWS_MEMORY.scales, 2 * SCALES);
  for (let n = 0; n < SCALES; n++) {
    scales[n] = Number(`1e${n}`);
    scales[SCALES + n] = -Number(`1e${n}`);
  }
  const powers = new Float64Array(memory, ROWS_MEMORY.powers, POWER_FIELDS * (MAX_FRACTION + 1));
  for (let n = 0; n <= MAX_FRACTION; n++) powers.set(nearestPower(-n), POWER_FIELDS * n);
}

/** The first eight bytes from an address on, `0000` taken off each half, and which of them are no digits. */
function wordCode(word: Local, others: Local, at: Code): Code {
  return [
    word.set(i64.xor(i64.load(at), EIGHT_ZEROS)),
    others.set(
      i64.and(
        i64.or(i64.add(word.get, i64.const(0x7676767676767676n)), word.get),
        i64.const(-0x7f7f7f7f7f7f7f80n),
      ),
    ),
  ];
}

/** Value of eight digits, the first in the lowest byte: neighbours are joined to pairs, fours and eight. */
function eightDigits(word: Code, pairs: Local): Code {
  return [
    pairs.set(i64.shiftRightUnsigned(i64.mul(word, i64.const(2561n)), i64.const(8n))),
    i64.shiftRightUnsigned(
      i64.add(
        i64.mul(i64.and(pairs.get, i64.const(0x000000ff000000ffn)), i64.const(0x000f424000000064n)),
        i64.mul(
          i64.and(i64.shiftRightUnsigned(pairs.get, i64.const(16n)), i64.const(0x000000ff000000ffn)),
          i64.const(0x0000271000000001n),
        ),
      ),
      i64.const(32n),
    ),
  ];
}

/** Appends the digits from `i` on to `digits`, eight at a time; `i` stands behind them afterwards. */
function digitsCode(digits: Local, i: Local, local: (type: ValueType) => Local): Code {
  const word = local('i64');
  const others = local('i64');
  const pairs = local('i64');
  const bits = local('i64');
  return [
    wordCode(word, others, i.get),
    whilst(i64.eqz(others.get), [
      digits.set(i64.add(i64.mul(digits.get, i64.const(100_000_000n)), eightDigits(word.get, pairs))),
      i.set(i32.add(i.get, i32.const(8))),
      wordCode(word, others, i.get),
    ]),
    // Eight times the digits in front of the first byte that is none.
    bits.set(i64.and(i64.ctz(others.get), i64.const(56n))),
    digits.set(
      i64.add(
        i64.mul(digits.get, i64.load(i32.wrap(bits.get), ROWS_MEMORY.tens)),
        eightDigits(i64.shl(i64.shl(word.get, i64.sub(i64.const(56n), bits.get)), i64.const(8n)), pairs),
      ),
    ),
    i.set(i32.add(i.get, i32.wrap(i64.shiftRightUnsigned(bits.get, i64.const(3n))))),
  ];
}

/** Upper half of a double: what of it is left when it is multiplied exactly. */
function upperHalf(value: Code, scaled: Local): Code {
  return [scaled.set(f64.mul(f64.const(SPLITTER), value)), f64.sub(scaled.get, f64.sub(scaled.get, value))];
}

/**
 * The double nearest to `digits` / 10^`fraction` as `nearestDouble` works it out; `isGood` becomes 0
 * where that is not certain.
 */
function nearestCode(
  { digits, fraction, value, isGood }: Record<'digits' | 'fraction' | 'value' | 'isGood', Local>,
  local: (type: ValueType) => Local,
): Code {
  const high = local('f64');
  const low = local('f64');
  const scaled = local('f64');
  const highUpper = local('f64');
  const highLower = local('f64');
  const product = local('f64');
  const correction = local('f64');
  const margin = local('f64');
  const power = local('i32');
  const [factor, factorUpper, factorLower, lack] = [0, 8, 16, 24].map((offset) =>
    f64.load(power.get, ROWS_MEMORY.powers + offset),
  ) as [Code, Code, Code, Code];
  return [
    high.set(f64.fromI64(digits.get)),
    when(i32.or(i32.eqz(fraction.get), i64.eqz(digits.get)), value.set(high.get), [
      low.set(f64.fromI64(i64.sub(digits.get, i64.truncate(high.get)))),
      power.set(i32.mul(fraction.get, i32.const(8 * POWER_FIELDS))),
      highUpper.set(upperHalf(high.get, scaled)),
      highLower.set(f64.sub(high.get, highUpper.get)),
      product.set(f64.mul(high.get, factor)),
      correction.set(
        f64.add(
          f64.sub(
            f64.mul(highLower.get, factorLower),
            f64.sub(
              f64.sub(
                f64.sub(product.get, f64.mul(highUpper.get, factorUpper)),
                f64.mul(highLower.get, factorUpper),
              ),
              f64.mul(highUpper.get, factorLower),
            ),
          ),
          f64.add(f64.mul(high.get, lack), f64.mul(low.get, factor)),
        ),
      ),
      margin.set(f64.mul(product.get, f64.const(1e-26))),
      value.set(f64.add(product.get, f64.sub(correction.get, margin.get))),
      isGood.set(
        i32.and(isGood.get, f64.eq(value.get, f64.add(product.get, f64.add(correction.get, margin.get)))),
      ),
    ]),
  ];
}

/** Parameters of the module's function, in their order. */
const ROW_PARAMETERS = [
  /** Where the first row begins. */
  'from',
  /** No row is taken that begins here or behind. */
  'stop',
  /** Where the bytes end; a line feed stands there. */
  'filled',
  'delimiter',
  /** -1 for none. */
  'quote',
  'point',
  /** 1: a row with a cell such as `007` is not taken. */
  'stopsAtCodes',
  /** i32 of each column: where its values go, 0 where it is passed over. */
  'columns',
  'columnsEnd',
  /** Rows that are taken at most. */
  'most',
] as const;

/**
 * `rows(from, stop, …)`, {@link ROW_PARAMETERS}: reads rows of plain numbers into their columns, to
 * the bit as `RowLoop` does, up to the first row with anything else in it.
 * @returns of the module: how many rows were taken; where the next begins stands at `ROWS_MEMORY.next`
 */
export function rowsModule(): Uint8Array {
  const types = ROW_PARAMETERS.map(() => 'i32' as const);
  return writeModule('rows', types, 'i32', false, (parameters, local) => {
    const named = Object.fromEntries(ROW_PARAMETERS.map((name, p) => [name, parameters[p]])) as Record<
      (typeof ROW_PARAMETERS)[number],
      Local
    >;
    const { from, stop, filled, delimiter, quote, point, stopsAtCodes, columns, columnsEnd, most } = named;
    const i = local('i32');
    const rows = local('i32');
    const next = local('i32');
    const column = local('i32');
    const to = local('i32');
    const lastColumn = local('i32');
    const isGood = local('i32');
    const negative = local('i32');
    const start = local('i32');
    const whole = local('i32');
    const fraction = local('i32');
    const count = local('i32');
    const zeros = local('i32');
    const byte = local('i32');
    const digits = local('i64');
    const value = local('f64');
    const byteAt = (address: Code): Code => i32.load8Unsigned(address);
    const isByte = (letter: number): Code => i32.eq(byte.get, i32.const(letter));
    const fail = isGood.set(i32.const(0));
    const step = (by: Code): Code => i.set(i32.add(i.get, by));
    const one = i32.const(1);

    const skip: Code = [
      byte.set(byteAt(i.get)),
      whilst(
        i32.eqz(
          i32.or(
            i32.or(i32.eq(byte.get, delimiter.get), i32.eq(byte.get, quote.get)),
            i32.or(isByte(LF), isByte(CR)),
          ),
        ),
        [step(one), byte.set(byteAt(i.get))],
      ),
      when(i32.eq(byte.get, quote.get), fail),
    ];

    // More digits than a double holds: leading zeros, which tell nothing, are not counted.
    const long: Code = [
      zeros.set(start.get),
      byte.set(byteAt(zeros.get)),
      whilst(i32.or(isByte(ZERO), i32.eq(byte.get, point.get)), [
        zeros.set(i32.add(zeros.get, one)),
        byte.set(byteAt(zeros.get)),
      ]),
      zeros.set(i32.sub(zeros.get, start.get)),
      when(
        i32.and(
          i32.and(
            i32.leUnsigned(i32.sub(count.get, one), i32.const(2 * MAX_FRACTION)),
            i32.leUnsigned(fraction.get, i32.const(MAX_FRACTION)),
          ),
          i32.and(
            i32.leUnsigned(whole.get, i32.const(MAX_EXACT_DIGITS)),
            // The point is among the zeros where no digit stands in front of it.
            i32.and(
              i32.ge(
                i32.const(MAX_DIGITS),
                i32.sub(i32.add(count.get, i32.lt(whole.get, zeros.get)), zeros.get),
              ),
              i64.ge(digits.get, i64.const(0n)),
            ),
          ),
        ),
        [
          nearestCode({ digits, fraction, value, isGood }, local),
          when(negative.get, value.set(f64.neg(value.get))),
        ],
        fail,
      ),
    ];

    const cell: Code = [
      negative.set(i32.eq(byteAt(i.get), i32.const(MINUS))),
      step(negative.get),
      start.set(i.get),
      digits.set(i64.const(0n)),
      digitsCode(digits, i, local),
      whole.set(i32.sub(i.get, start.get)),
      count.set(whole.get),
      fraction.set(i32.const(0)),
      when(i32.eq(byteAt(i.get), point.get), [
        step(one),
        fraction.set(i.get),
        digitsCode(digits, i, local),
        fraction.set(i32.sub(i.get, fraction.get)),
        count.set(i32.add(count.get, fraction.get)),
      ]),
      when(
        i32.ltUnsigned(i32.sub(count.get, one), i32.const(MAX_EXACT_DIGITS)),
        value.set(
          f64.div(
            f64.fromI64(digits.get),
            f64.load(
              i32.shl(i32.add(fraction.get, i32.shl(negative.get, i32.const(4))), i32.const(3)),
              ROWS_MEMORY.scales,
            ),
          ),
        ),
        long,
      ),
      when(
        i32.and(i32.eqz(fraction.get), i32.and(stopsAtCodes.get, i32.lt(one, count.get))),
        when(i32.and(i32.eqz(negative.get), i32.eq(byteAt(start.get), i32.const(ZERO))), fail),
      ),
      f64.store(i32.add(to.get, i32.shl(rows.get, i32.const(3))), value.get),
    ];

    return [
      next.set(from.get),
      lastColumn.set(i32.sub(columnsEnd.get, i32.const(4))),
      isGood.set(one),
      whilst(i32.and(isGood.get, i32.and(i32.lt(rows.get, most.get), i32.lt(next.get, stop.get))), [
        i.set(next.get),
        column.set(columns.get),
        whilst(i32.and(isGood.get, i32.ltUnsigned(column.get, columnsEnd.get)), [
          to.set(i32.load(column.get)),
          when(to.get, cell, skip),
          byte.set(byteAt(i.get)),
          when(
            i32.lt(column.get, lastColumn.get),
            [when(i32.ne(byte.get, delimiter.get), fail), step(one)],
            step(isByte(CR)),
          ),
          column.set(i32.add(column.get, i32.const(4))),
        ]),
        // A row that the bytes at hand do not end, or with more cells than columns.
        when(i32.or(i32.ge(i.get, filled.get), i32.ne(byteAt(i.get), i32.const(LF))), fail),
        when(isGood.get, [rows.set(i32.add(rows.get, one)), next.set(i32.add(i.get, one))]),
      ]),
      i32.store(i32.const(0), next.get, ROWS_MEMORY.next),
      rows.get,
    ];
  });
}
