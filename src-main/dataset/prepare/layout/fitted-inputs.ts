import { createHash } from 'node:crypto';
import type { Scaling } from '../../../../src-shared/experiment/schema';
import { computeRange, fitScaling } from '../../../algorithms/numeric/statistics';

/** What is fitted of each input, in their order. */
export class FittedInputs {
  readonly offset: number[] = [];
  readonly scale: number[] = [];
  /** Raw [min, max] over the used rows. */
  readonly ranges: [number, number][] = [];
  /** [sampled rows][inputs], raw. */
  readonly sampled: Float64Array;
  /** SHA-256 of each input's scaled values; null where nobody asked. */
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

  /** The next input, a number in each row. */
  addNumbers(values: Float64Array, scaling: Scaling): { readonly offset: number; readonly scale: number } {
    const range = computeRange(values);
    const isAll = values.length === this.#trainRows;
    const train = isAll ? values : values.subarray(0, this.#trainRows);
    const { offset, scale } = fitScaling(scaling, train, isAll ? range : undefined);
    const at = this.offset.length;
    this.offset.push(offset);
    this.scale.push(scale);
    this.ranges.push(range);
    const rows = this.#sampledRows;
    for (let i = 0; i < rows.length; i++) this.sampled[i * this.#width + at] = values[rows[i]!]!;
    this.#hash(values.length, (scaled) => {
      for (let row = 0; row < values.length; row++) scaled[row] = (values[row]! - offset) / scale;
    });
    return { offset, scale };
  }

  /** The next inputs, of which one is 1 in each row. @param codes which one of so many */
  addCodes(codes: Float64Array, inputs: number): void {
    const at = this.offset.length;
    for (let input = 0; input < inputs; input++) {
      this.offset.push(0);
      this.scale.push(1);
      this.ranges.push([0, 1]);
      this.#hash(codes.length, (scaled) => {
        for (let row = 0; row < codes.length; row++) scaled[row] = codes[row] === input ? 1 : 0;
      });
    }
    const rows = this.#sampledRows;
    for (let i = 0; i < rows.length; i++) this.sampled[i * this.#width + at + codes[rows[i]!]!] = 1;
  }

  #hash(rows: number, write: (scaled: Float64Array) => void): void {
    if (this.digests === null) return;
    if (this.#scaled.length !== rows) this.#scaled = new Float64Array(rows);
    write(this.#scaled);
    this.digests.push(createHash('sha256').update(this.#scaled).digest('hex'));
  }
}
