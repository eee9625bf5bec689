import { createHash } from 'node:crypto';
import type { Scaling } from '../../../../src-shared/experiment/schema';
import { at } from '../../../../src-shared/present';
import { computeRange, fitScaling } from '../../../algorithms/numeric/statistics';

/** What is fitted of each input, in their order. */
export interface InputFits {
  readonly offset: readonly number[];
  readonly scale: readonly number[];
  /** Raw [min, max] over the used rows. */
  readonly ranges: readonly [number, number][];
  /** [sampled rows][inputs], raw. */
  readonly sampled: Float64Array;
  /** SHA-256 of each input's scaled values; null where nobody asked. */
  readonly digests: readonly string[] | null;
  /** The next input, a number in each row. */
  addNumbers(values: Float64Array, scaling: Scaling): InputScale;
  /** The next inputs, of which one is 1 in each row. @param codes which one of so many */
  addCodes(codes: Float64Array, inputs: number): void;
}

/** How an input is scaled: (value - offset) / scale. */
export interface InputScale {
  readonly offset: number;
  readonly scale: number;
}

/** Fits of before, for the same values in the same order. */
export function fittedBefore(known: Omit<InputFits, 'addNumbers' | 'addCodes'>): InputFits {
  let next = 0;
  return {
    ...known,
    addNumbers: () => {
      const input = next++;
      return { offset: at(known.offset, input), scale: at(known.scale, input) };
    },
    addCodes: (_, inputs) => {
      next += inputs;
    },
  };
}

/** Fits inputs to the values that come. */
export class FittedInputs implements InputFits {
  readonly offset: number[] = [];
  readonly scale: number[] = [];
  readonly ranges: [number, number][] = [];
  readonly sampled: Float64Array;
  readonly digests: string[] | null;
  readonly #width: number;
  readonly #trainRows: number;
  readonly #sampledRows: Int32Array;
  #scaled = new Float64Array(0);

  /**
   * @param width inputs in all
   * @param trainRows the first rows, which scaling is fitted on
   * @param sampledRows places of rows whose raw inputs are kept
   */
  constructor(options: {
    readonly width: number;
    readonly trainRows: number;
    readonly sampledRows: Int32Array;
    /** Whether {@link digests} are wanted. */
    readonly hashes: boolean;
  }) {
    const { width, sampledRows } = options;
    this.#width = width;
    this.#trainRows = options.trainRows;
    this.#sampledRows = sampledRows;
    this.sampled = new Float64Array(sampledRows.length * width);
    this.digests = options.hashes ? [] : null;
  }

  addNumbers(values: Float64Array, scaling: Scaling): InputScale {
    const range = computeRange(values);
    const isAll = values.length === this.#trainRows;
    const train = isAll ? values : values.subarray(0, this.#trainRows);
    const { offset, scale } = fitScaling(scaling, train, isAll ? range : undefined);
    const input = this.offset.length;
    this.offset.push(offset);
    this.scale.push(scale);
    this.ranges.push(range);
    const rows = this.#sampledRows;
    for (let i = 0; i < rows.length; i++) this.sampled[i * this.#width + input] = values[rows[i]!]!;
    this.#hash(values.length, (scaled) => {
      for (let row = 0; row < values.length; row++) scaled[row] = (values[row]! - offset) / scale;
    });
    return { offset, scale };
  }

  addCodes(codes: Float64Array, inputs: number): void {
    const first = this.offset.length;
    for (let input = 0; input < inputs; input++) {
      this.offset.push(0);
      this.scale.push(1);
      this.ranges.push([0, 1]);
      this.#hash(codes.length, (scaled) => {
        for (let row = 0; row < codes.length; row++) scaled[row] = codes[row] === input ? 1 : 0;
      });
    }
    const rows = this.#sampledRows;
    for (let i = 0; i < rows.length; i++) this.sampled[i * this.#width + first + codes[rows[i]!]!] = 1;
  }

  #hash(rows: number, write: (scaled: Float64Array) => void): void {
    if (this.digests === null) return;
    if (this.#scaled.length !== rows) this.#scaled = new Float64Array(rows);
    write(this.#scaled);
    this.digests.push(createHash('sha256').update(this.#scaled).digest('hex'));
  }
}
