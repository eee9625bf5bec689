import { BLOCK, STRIDE } from './pass';
import type { RowVectors, SvmWeights } from '../problem';
import { rounded, findStore, type FeatureShape } from './store';
import { moduleNamed } from '../../wasm/instances';
import { decideModule, OUT, passModule } from '../wasm/svm-code';

/** Signature of `pass` in wasm/svm-code.ts. */
type Pass = (
  order: number,
  count: number,
  features: number,
  coef: number,
  own: number,
  sides: number,
  isOut: number,
  out: number,
  high: number,
  low: number,
  intercept: number,
) => number;
type Decide = (
  rows: number,
  count: number,
  features: number,
  coef: number,
  values: number,
  intercept: number,
) => void;

/**
 * Two features are taken at a time. The features are worked on where they lie if `featuresFor` made
 * their array, else copied when they are first passed over.
 * @param features [rows][width]
 * @param hasIntercept false: the bias's column is among the features
 * @returns null where plain loops are as quick, or there is no WebAssembly, or no memory for it
 */
export function rowVectors(
  features: Float64Array,
  shape: FeatureShape,
  hasIntercept = true,
): RowVectors | null {
  const { width, trainRows } = shape;
  const store = findStore(features, shape);
  const code = store === null ? null : codeIn(width, hasIntercept, store.memory);
  if (store === null || code === null) return null;
  const { pass, decide } = code;
  const { buffer } = store.memory;

  let end = 0;
  const take = (length: number): number => {
    const at = end;
    end += rounded(length);
    return at;
  };
  const doubles = (length: number): Float64Array => new Float64Array(buffer, take(8 * length), length);
  const ints = (length: number): Int32Array => new Int32Array(buffer, take(4 * length), length);
  const rows = doubles(features.length);
  const coef = doubles(width);
  const out = doubles(OUT.doubles);
  const values = doubles(BLOCK);
  const chosen = ints(BLOCK);
  let { isFilled } = store;

  const begin = (weights: SvmWeights): void => {
    if (!isFilled) rows.set(features);
    isFilled = true;
    coef.set(weights.coef);
  };
  const decided = (count: number, weights: SvmWeights): Float64Array => {
    begin(weights);
    decide(chosen.byteOffset, count, rows.byteOffset, coef.byteOffset, values.byteOffset, weights.intercept);
    return values;
  };
  return {
    dispose: () => {
      store.giveBack();
    },
    decideFrom(from, count, weights) {
      for (let i = 0; i < count; i++) chosen[i] = from + i;
      return decided(count, weights);
    },
    createPass(problem) {
      const state = doubles(STRIDE * trainRows);
      // Row 0 stands behind them all.
      const order = ints(trainRows + 1)
        .fill(0)
        .subarray(0, trainRows);
      const isOut = new Uint8Array(buffer, take(trainRows), trainRows).fill(0);
      const sides = new Int8Array(buffer, take(trainRows), trainRows);
      sides.set(problem.sides);
      return {
        rowState: state,
        order,
        isOut,
        pass(count, high, low, weights) {
          begin(weights);
          const kept = pass(
            order.byteOffset,
            count,
            rows.byteOffset,
            coef.byteOffset,
            state.byteOffset,
            sides.byteOffset,
            isOut.byteOffset,
            out.byteOffset,
            high,
            low,
            weights.intercept,
          );
          weights.coef.set(coef);
          weights.intercept = out[OUT.intercept];
          return { kept, high: out[OUT.high], low: out[OUT.low] };
        },
        decide(listed, count, weights) {
          chosen.set(count === listed.length ? listed : listed.subarray(0, count));
          return decided(count, weights);
        },
      };
    },
  };
}

function codeIn(
  width: number,
  hasIntercept: boolean,
  memory: WebAssembly.Memory,
): { pass: Pass; decide: Decide } | null {
  try {
    const passes = moduleNamed(`svm pass ${width}${hasIntercept ? '' : ' without intercept'}`, () =>
      passModule(width, hasIntercept),
    );
    const decides = moduleNamed(`svm decide ${width}`, () => decideModule(width));
    const env = { memory };
    return {
      pass: new WebAssembly.Instance(passes, { env }).exports['pass'],
      decide: new WebAssembly.Instance(decides, { env }).exports['decide'],
    };
  } catch {
    // No vectors: slower, with the same numbers.
    return null;
  }
}
