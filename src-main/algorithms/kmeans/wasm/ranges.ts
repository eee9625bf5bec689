import { f64, f64x2, i32, repeat, v128, whilst, choose, type Code } from '../../wasm/assembler';
import { moduleNamed } from '../../wasm/instances';
import { writeModule } from '../../wasm/module';
import { BLOCK_ROWS, type Points } from '../math';
import type { Ranges } from './scaling';

/** Pairs of features that the loop over them takes at once. */
const UNROLLED = 4;

/**
 * The least and the largest of each feature, as plain loops find them: what is no number is passed over.
 * @param valuesAt where the rows lie in the memory
 * @param rangesAt float64 [2][width] in it, to work in
 */
export function findRanges(
  { rows, width }: Points,
  memory: WebAssembly.Memory,
  isShared: boolean,
  { values: valuesAt, ranges: rangesAt }: { readonly values: number; readonly ranges: number },
): Ranges {
  const module = moduleNamed(`ranges ${width} ${isShared}`, () => rangesModule(width, isShared));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const widen = exports['widen'] as (x: number, end: number, low: number) => void;
  const low = new Float64Array(memory.buffer, rangesAt, width).fill(Infinity);
  const high = new Float64Array(memory.buffer, rangesAt + 8 * width, width).fill(-Infinity);
  // In several calls: what has been called often is compiled well.
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const to = Math.min(rows, from + BLOCK_ROWS);
    widen(valuesAt + 8 * width * from, valuesAt + 8 * width * to, rangesAt);
  }
  return { low: low.slice(), high: high.slice() };
}

/** `widen(x, end, low)`: the rows from one address up to another lie within the ranges at the third. */
function rangesModule(width: number, isShared: boolean): Uint8Array {
  const pairs = width >> 1;
  const turns = Math.floor(pairs / UNROLLED);
  const highAt = 8 * width;
  return writeModule('widen', ['i32', 'i32', 'i32'], null, isShared, ([x, end, low], local) => {
    const range = local('i32');
    const until = local('i32');
    const value = local('v128');
    const last = local('f64');
    const one = (pair: number): Code => [
      value.set(v128.load(x.get, 16 * pair)),
      v128.store(range.get, f64x2.pmin(v128.load(range.get, 16 * pair), value.get), 16 * pair),
      v128.store(
        range.get,
        f64x2.pmax(v128.load(range.get, highAt + 16 * pair), value.get),
        highAt + 16 * pair,
      ),
    ];
    const several = (count: number): Code => Array.from({ length: count }, (_, pair) => one(pair));
    const moved = (count: number): Code => [
      x.set(i32.add(x.get, i32.const(16 * count))),
      range.set(i32.add(range.get, i32.const(16 * count))),
    ];
    const bound = (at: number, isWider: (value: Code, bound: Code) => Code): Code =>
      f64.store(
        range.get,
        choose(isWider(last.get, f64.load(range.get, at)), last.get, f64.load(range.get, at)),
        at,
      );
    return whilst(i32.ltUnsigned(x.get, end.get), [
      range.set(low.get),
      turns === 0
        ? []
        : [
            until.set(i32.add(x.get, i32.const(16 * UNROLLED * turns))),
            repeat([several(UNROLLED), moved(UNROLLED)], i32.ne(x.get, until.get)),
          ],
      several(pairs % UNROLLED),
      moved(pairs % UNROLLED),
      width % 2 === 0
        ? []
        : [
            last.set(f64.load(x.get)),
            bound(0, f64.lt),
            bound(highAt, f64.gt),
            x.set(i32.add(x.get, i32.const(8))),
          ],
    ]);
  });
}
