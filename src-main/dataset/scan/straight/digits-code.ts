// Code of the kernel that reads a number's digits and rounds them.

import {
  f64,
  i32,
  i64,
  when,
  whilst,
  type Code,
  type Local,
  type ValueType,
} from '../../../algorithms/wasm/assembler';
import { POWER_FIELDS } from '../cells/nearest-double';
import { ROWS_MEMORY } from './row-memory';

/** Splits a double into two halves whose products are exact (Veltkamp). */
const SPLITTER = 134217729;
const EIGHT_ZEROS = i64.const(0x3030303030303030n);

/** The first eight bytes from an address on, a zero taken off each, and which of them are no digits. */
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
export function digitsCode(digits: Local, i: Local, local: (type: ValueType) => Local): Code {
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
export function nearestCode(
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
