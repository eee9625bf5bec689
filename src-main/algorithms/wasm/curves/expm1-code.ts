import { INVERSE_LN2, LN2_HIGH, LN2_LOW, PAST_HALF_LN2 } from '../../../../src-shared/portable-math/exp';
import { EXPM1_QUOTIENT } from '../../../../src-shared/portable-math/expm1';
import { f64, f64x2, i64x2, v128, type Code, type Local, type ValueType } from '../assembler';

const { add, sub, mul, div, abs, trunc, eq, lt, gt, le } = f64x2;

/** Gives a vector constant of two equal doubles; all are set once, before the loop. */
export type Constants = (value: number) => Code;

/** Constants that a function's loop goes by: `get` as often as wanted, then `setAll` before the loop. */
export function constants(local: (type: ValueType) => Local): { of: Constants; setAll: () => Code } {
  const made = new Map<string, Local>();
  return {
    of(value) {
      // A map takes -0 for 0.
      const key = Object.is(value, -0) ? '-0' : String(value);
      const known = made.get(key) ?? local('v128');
      made.set(key, known);
      return known.get;
    },
    setAll: () => [...made].map(([value, into]) => into.set(f64x2.splat(f64.const(Number(value))))),
  };
}

/** 1.5 x 2^52 and the exponent's offset: a whole number added to it stands in the last bits. */
const EXPONENT = 6755399441055744 + 1023;

/**
 * e^y - 1 of both lanes, as portable-math's `expm1` computes it and with its bits, for what tanh and elu
 * ask: each |y| from 2^-54 to 44, and y < 0 or y >= 2; of any other y some number. All of its ways are
 * computed and the lanes take theirs.
 * @param y a local that stays as it is
 * @param isBelow a local: all bits of the lanes whose y is below 0
 * @param anyAbove whether a y may be above 0
 */
export function expm1Code(
  y: Local,
  isBelow: Local,
  anyAbove: boolean,
  of: Constants,
  local: (type: ValueType) => Local,
): { readonly before: Code; readonly value: Code } {
  const names = ['k', 'r', 'low', 's', 'q', 'half', 'e', 'first', 'up', 'down', 't'] as const;
  const at = Object.fromEntries(names.map((name) => [name, local('v128')])) as Record<
    (typeof names)[number],
    Local
  >;
  const { k, r, low, s, q, half, e, first, up, down, t } = at;
  const polynomial = EXPM1_QUOTIENT.map(of).reduceRight((sum, coefficient) =>
    add(coefficient, mul(s.get, sum)),
  );
  const signedHalf = v128.xor(of(0.5), v128.and(isBelow.get, of(-0)));
  const before: Code = [
    k.set(trunc(add(mul(of(INVERSE_LN2), y.get), signedHalf))),
    k.set(v128.andNot(k.get, lt(abs(y.get), of(PAST_HALF_LN2)))),
    // The reduced y, in r; what rounding r lost, in low.
    low.set(mul(k.get, of(LN2_LOW))),
    half.set(sub(y.get, mul(k.get, of(LN2_HIGH)))),
    r.set(sub(half.get, low.get)),
    low.set(sub(sub(half.get, r.get), low.get)),
    half.set(mul(of(0.5), r.get)),
    s.set(mul(r.get, half.get)),
    q.set(polynomial),
    t.set(sub(of(3), mul(q.get, half.get))),
    q.set(mul(s.get, div(sub(q.get, t.get), sub(of(6), mul(r.get, t.get))))),
    first.set(sub(r.get, sub(mul(r.get, q.get), s.get))),
    e.set(sub(sub(mul(r.get, sub(q.get, low.get)), low.get), s.get)),
    up.set(i64x2.shl(add(of(EXPONENT), k.get), 52)),
    anyAbove ? down.set(i64x2.shl(sub(of(EXPONENT), k.get), 52)) : [],
  ];
  // Two lanes of each way, the later the more special.
  let value = sub(mul(sub(of(1), sub(e.get, r.get)), up.get), of(1));
  if (anyAbove) {
    const some = mul(add(sub(r.get, add(e.get, down.get)), of(1)), up.get);
    const few = mul(sub(sub(of(1), down.get), sub(e.get, r.get)), up.get);
    value = v128.select(some, value, v128.and(gt(k.get, of(0)), le(k.get, of(56))));
    value = v128.select(few, value, v128.and(gt(k.get, of(0)), lt(k.get, of(20))));
  }
  value = v128.select(sub(mul(of(0.5), sub(r.get, e.get)), of(0.5)), value, eq(k.get, of(-1)));
  return { before, value: v128.select(first.get, value, eq(k.get, of(0))) };
}
