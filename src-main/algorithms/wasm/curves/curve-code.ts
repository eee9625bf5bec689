import { f64x2, i32, repeat, v128, type Code, type Local, type ValueType } from '../assembler';
import { writeModule } from '../module';
import { constants, expm1Code, type Constants } from './expm1-code';

const { add, sub, div, abs, neg, lt, ge, le } = f64x2;

/** Function of a curve's module: address of the doubles, and their length in bytes, a positive multiple of 16. */
export type Curve = (at: number, bytes: number) => void;

type Lanes = (
  x: Local,
  of: Constants,
  local: (type: ValueType) => Local,
) => { readonly before: Code; readonly value: Code };

/** A module of one function, {@link Curve}, that replaces doubles two at a time. */
function curveModule(lanes: Lanes): Uint8Array {
  return writeModule('curve', ['i32', 'i32'], null, false, (parameters, local) => {
    const [at, left] = parameters as [Local, Local];
    const x = local('v128');
    const { of, setAll } = constants(local);
    const { before, value } = lanes(x, of, local);
    return [
      setAll(),
      repeat(
        [x.set(v128.load(at.get)), before, v128.store(at.get, value), at.set(i32.add(at.get, i32.const(16)))],
        left.tee(i32.sub(left.get, i32.const(16))),
      ),
    ];
  });
}

/**
 * Module of the hyperbolic tangent, two doubles at a time, with the bits of portable-math's
 * `tanhInPlace`.
 */
export function tanhModule(): Uint8Array {
  return curveModule((x, of, local) => {
    const y = local('v128');
    const size = local('v128');
    const isSmall = local('v128');
    const power = local('v128');
    const expm1 = expm1Code(y, isSmall, true, of, local);
    const share = div(v128.select(neg(power.get), of(2), isSmall.get), add(power.get, of(2)));
    const signed = v128.xor(power.get, v128.and(x.get, of(-0)));
    return {
      before: [
        size.set(abs(x.get)),
        isSmall.set(lt(size.get, of(1))),
        y.set(v128.xor(add(size.get, size.get), v128.and(isSmall.get, of(-0)))),
        expm1.before,
        power.set(expm1.value),
        power.set(share),
        power.set(v128.select(power.get, sub(of(1), power.get), isSmall.get)),
        power.set(v128.select(of(1), power.get, ge(size.get, of(22)))),
      ],
      // Next to 0 it is x, and of no number none.
      value: v128.select(signed, x.get, ge(size.get, of(3.7252902984619140625e-9))),
    };
  });
}

/** Function of {@link reluGradientModule}: addresses of gradients and outputs, and their length as {@link Curve}'s. */
export type ReluGradient = (gradientAt: number, outputAt: number, bytes: number) => void;

/** A module of one function, {@link ReluGradient}: gradients become 0 where the outputs are 0 or below. */
export function reluGradientModule(): Uint8Array {
  return writeModule('gradient', ['i32', 'i32', 'i32'], null, false, (parameters, local) => {
    const [gradient, output, left] = parameters as [Local, Local, Local];
    const { of, setAll } = constants(local);
    const kept = v128.andNot(v128.load(gradient.get), le(v128.load(output.get), of(0)));
    return [
      setAll(),
      repeat(
        [
          v128.store(gradient.get, kept),
          [gradient, output].map((at) => at.set(i32.add(at.get, i32.const(16)))),
        ],
        left.tee(i32.sub(left.get, i32.const(16))),
      ),
    ];
  });
}

/** 0 where x is below 0, else x: the curve of relu; also no number stays none, and -0 what it is. */
export function reluModule(): Uint8Array {
  return curveModule((x, of) => ({ before: [], value: v128.andNot(x.get, lt(x.get, of(0))) }));
}

/** e^x - 1 where x is below 0, else x: the curve of elu, with the bits of portable-math's `expm1`. */
export function eluModule(): Uint8Array {
  return curveModule((x, of, local) => {
    const isBelow = local('v128');
    const expm1 = expm1Code(x, isBelow, false, of, local);
    const far = v128.select(of(-1), expm1.value, le(x.get, of(-38.81622314453125)));
    return {
      before: [isBelow.set(le(x.get, of(-5.5511151231257827021e-17))), expm1.before],
      value: v128.select(far, x.get, isBelow.get),
    };
  });
}
