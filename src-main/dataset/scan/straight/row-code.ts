import { f64, i32, i64, when, whilst, type Code, type Local } from '../../../algorithms/wasm/assembler';
import { writeModule } from '../../../algorithms/wasm/module';
import { digitsCode, nearestCode } from './digits-code';
import { quickCellCode } from './quick-cell-code';
import { MAX_EXACT_DIGITS, MAX_FRACTION, ROWS_MEMORY } from './row-memory';

const TAB = 9;
const LF = 10;
const CR = 13;
const BLANK = 32;
const MINUS = 45;
const ZERO = 48;
/** Digits, leading zeros apart, that a whole number of 64 bits is sure to hold; a sign bit tells the rest. */
const MAX_DIGITS = 19;

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
  /** 1: a row of which no more than the first cell is filled is not taken. */
  'hasOthers',
  /** i32 of each column: where its values go, 0 where it is passed over. */
  'columns',
  'columnsEnd',
  /** Rows that are taken at most. */
  'most',
] as const;

/**
 * `rows(from, stop, …)`, {@link ROW_PARAMETERS}: reads rows of plain numbers into their columns, to
 * the bit as `RowLoop` does, up to the first row with anything else in it. Empty cells are NaN.
 * @returns of the module: how many rows were taken; where the next begins stands at
 * `ROWS_MEMORY.next`, how many of them have empty cells at `ROWS_MEMORY.gaps`
 */
export function rowsModule(): Uint8Array {
  const types = ROW_PARAMETERS.map(() => 'i32' as const);
  return writeModule('rows', types, 'i32', false, (parameters, local) => {
    const named = Object.fromEntries(ROW_PARAMETERS.map((name, p) => [name, parameters[p]])) as Record<
      (typeof ROW_PARAMETERS)[number],
      Local
    >;
    const { from, stop, filled, delimiter, quote, point, stopsAtCodes, hasOthers } = named;
    const { columns, columnsEnd, most } = named;
    const i = local('i32');
    const rows = local('i32');
    const gaps = local('i32');
    const isGap = local('i32');
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

    // A digit after another: empty cells, and numbers of more than two dozen characters.
    const careful: Code = [
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
        // Nothing at all: whether a cell ends here is seen to behind it.
        when(i32.or(negative.get, i32.ne(i.get, start.get)), long, [
          value.set(f64.const(NaN)),
          isGap.set(one),
        ]),
      ),
    ];
    const quick = quickCellCode({ i, point, value, negative, count, fraction }, local);
    const cell: Code = [
      start.set(i.get),
      quick.read(careful),
      // One branch: whether a whole number has more digits than one is seldom the same twice.
      when(
        i32.and(i32.eqz(fraction.get), stopsAtCodes.get),
        when(
          i32.and(
            i32.and(i32.lt(one, count.get), i32.eqz(negative.get)),
            i32.eq(byteAt(start.get), i32.const(ZERO)),
          ),
          fail,
        ),
      ),
      f64.store(i32.add(to.get, i32.shl(rows.get, i32.const(3))), value.get),
    ];

    // Nothing behind a row's first cell: it may be no row at all, which is not told here.
    const alone: Code = [
      column.set(next.get),
      whilst(i32.ne(byteAt(column.get), delimiter.get), column.set(i32.add(column.get, one))),
      byte.set(delimiter.get),
      whilst(i32.or(i32.eq(byte.get, delimiter.get), i32.or(isByte(BLANK), isByte(TAB))), [
        column.set(i32.add(column.get, one)),
        byte.set(byteAt(column.get)),
      ]),
      when(i32.or(isByte(LF), isByte(CR)), fail),
    ];

    return [
      next.set(from.get),
      quick.begin,
      lastColumn.set(i32.sub(columnsEnd.get, i32.const(4))),
      isGood.set(one),
      whilst(i32.and(isGood.get, i32.and(i32.lt(rows.get, most.get), i32.lt(next.get, stop.get))), [
        i.set(next.get),
        isGap.set(i32.const(0)),
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
        when(i32.and(isGood.get, i32.and(isGap.get, hasOthers.get)), alone),
        when(isGood.get, [
          rows.set(i32.add(rows.get, one)),
          gaps.set(i32.add(gaps.get, isGap.get)),
          next.set(i32.add(i.get, one)),
        ]),
      ]),
      i32.store(i32.const(0), gaps.get, ROWS_MEMORY.gaps),
      i32.store(i32.const(0), next.get, ROWS_MEMORY.next),
      rows.get,
    ];
  });
}
