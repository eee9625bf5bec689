import { f32, f32x4, i32, repeat, v128, type Code, type Local } from '../../wasm/assembler';
import { writeModule } from '../../wasm/module';

/** Numbers that one round of Adam's loop takes; array lengths are padded to multiples of it. */
export const ADAM_BLOCK = 16;

/**
 * Moments that fade away, as those of a ReLU that never fires, end among the denormal numbers, which
 * take a hundred times as long. A little above them, for shares of a moment are computed too.
 */
export const MIN_MOMENT = 2 ** -113;

/**
 * Signature of the function in {@link adamCode}'s module: addresses and length in bytes, then the rates
 * of its formula.
 */
export type AdamUpdate = (
  w: number,
  gradient: number,
  m: number,
  v: number,
  bytes: number,
  decay: number,
  rate: number,
  share1: number,
  share2: number,
  epsilon: number,
) => void;

/**
 * WebAssembly of one function, {@link AdamUpdate}, over float32 arrays of a positive multiple of
 * {@link ADAM_BLOCK} numbers:
 *
 *     w -= decay w
 *     m += share1 (g - m)
 *     v += share2 (g g - v)
 *     w -= rate m / (sqrt(v) + epsilon)
 *
 * The shares are 1 - beta1 and 1 - beta2; m and v below {@link MIN_MOMENT} become 0. Every operation is rounded on its own, so that the results
 * are the same on every machine.
 */
export function adamCode(): Uint8Array {
  const types = [...new Array<'i32'>(5).fill('i32'), ...new Array<'f32'>(5).fill('f32')];
  return writeModule('update', types, null, false, (parameters, local) => {
    const [w, g, m, v, left, ...pointers] = parameters as TenLocals;
    const spread = pointers.map(() => local('v128'));
    const [decay, rate, share1, share2, epsilon] = spread as unknown as FiveLocals;
    const gradient = local('v128');
    const weight = local('v128');
    const first = local('v128');
    const second = local('v128');
    const least = local('v128');
    const { abs, add, sub, mul, div, sqrt, lt } = f32x4;
    const vector = (at: number): Code => [
      gradient.set(v128.load(g.get, at)),
      first.set(v128.load(m.get, at)),
      second.set(v128.load(v.get, at)),
      weight.set(v128.load(w.get, at)),
      first.set(add(first.get, mul(sub(gradient.get, first.get), share1.get))),
      second.set(add(second.get, mul(sub(mul(gradient.get, gradient.get), second.get), share2.get))),
      // No number is not below it, and stays.
      first.set(v128.andNot(first.get, lt(abs(first.get), least.get))),
      second.set(v128.andNot(second.get, lt(second.get, least.get))),
      weight.set(sub(weight.get, mul(weight.get, decay.get))),
      weight.set(sub(weight.get, div(mul(first.get, rate.get), add(sqrt(second.get), epsilon.get)))),
      v128.store(m.get, first.get, at),
      v128.store(v.get, second.get, at),
      v128.store(w.get, weight.get, at),
    ];
    const bytes = 4 * ADAM_BLOCK;
    return [
      spread.map((into, pointer) => into.set(f32x4.splat(pointers[pointer].get))),
      least.set(f32x4.splat(f32.const(MIN_MOMENT))),
      repeat(
        [
          [0, 16, 32, 48].map(vector),
          [w, g, m, v].map((pointer) => pointer.set(i32.add(pointer.get, i32.const(bytes)))),
        ],
        left.tee(i32.sub(left.get, i32.const(bytes))),
      ),
    ];
  });
}

type FiveLocals = readonly [Local, Local, Local, Local, Local];
type TenLocals = readonly [...FiveLocals, ...FiveLocals];
