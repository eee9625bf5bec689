import { BLOCK, STRIDE } from './pass';
import { MAX_BYTES, PAGE_BYTES } from '../../wasm/instances';
import { allocateIn, takeStore, type Store } from '../../wasm/stores';
import { OUT } from '../wasm/svm-code';

/** Fewer features are as quick in plain loops, and fewer values are not worth a memory. */
const MIN_WIDTH = 8;
const MIN_VALUES = 200_000;

/** Shape of the feature matrix that classifiers are trained on. */
export interface FeatureShape {
  readonly rows: number;
  readonly width: number;
  /** Rows that each classifier passes over: the first of the matrix. */
  readonly trainRows: number;
  readonly classifiers: number;
}

/** A memory that holds features at its start and has room for the passes over them behind. */
export interface FeatureStore extends Store {
  /** Whether the features are there already. */
  readonly isFilled: boolean;
}

/**
 * An array of zeros for features, [rows][width], in a WebAssembly memory where passes over them are
 * quicker there: a large array filled in its place is not copied, and memory not needed twice.
 */
export function featuresFor(shape: FeatureShape): Float64Array {
  const length = shape.rows * shape.width;
  const memory = memoryFor(shape);
  if (memory === null) return new Float64Array(length);
  return allocateIn(memory, 0, length);
}

/**
 * The memory that the features lie in, or another one to copy them to where they lie in none, or in
 * one that somebody works in or that has less room.
 * @returns null where plain loops are as quick, or there is no WebAssembly, or no memory for it
 */
export function findStore(features: Float64Array, shape: FeatureShape): FeatureStore | null {
  const store = takeStore(features, 0, countBytes(shape));
  if (store !== null) return { ...store, isFilled: true };
  const memory = memoryFor(shape);
  return memory === null ? null : { memory, isFilled: false, giveBack: () => undefined };
}

/** Bytes rounded up to a multiple of 16, where a WebAssembly vector may begin. */
export function rounded(bytes: number): number {
  return Math.ceil(bytes / 16) * 16;
}

function countBytes({ rows, width, trainRows, classifiers }: FeatureShape): number {
  const perClassifier = rounded(8 * STRIDE * trainRows) + rounded(4 * trainRows + 4) + 2 * rounded(trainRows);
  const shared = rounded(8 * rows * width) + rounded(8 * width) + rounded(8 * OUT.doubles) + 12 * BLOCK;
  return shared + classifiers * perClassifier;
}

function memoryFor(shape: FeatureShape): WebAssembly.Memory | null {
  const bytes = countBytes(shape);
  if (shape.width < MIN_WIDTH || shape.rows * shape.width < MIN_VALUES || bytes > MAX_BYTES) return null;
  const pages = Math.ceil(bytes / PAGE_BYTES);
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch {
    // Switched off, or no memory left: slower, with the same numbers.
    return null;
  }
}
