import { computeDateParts } from '../../../../src-shared/run/points/date-parts';
import type { Encoder } from '../../../../src-shared/run/record/dataset-facts';

/** How one column becomes inputs. */
export interface ColumnEncoding {
  readonly encoder: Encoder;
  /** Of a category: its place among the encoder's by its code in the files' own list; null for numbers. */
  readonly codes: Float64Array | null;
}

/** Turns cells into inputs as a model sees them: filled, encoded, scaled. */
export class RowEncoder {
  /** Inputs of a row. */
  readonly width: number;
  readonly #columns: readonly ColumnEncoding[];
  readonly #offset: readonly number[];
  readonly #scale: readonly number[];

  /** @param scaler of each input; left out: they stay as they are */
  constructor(
    columns: readonly ColumnEncoding[],
    width: number,
    scaler: { readonly offset: readonly number[]; readonly scale: readonly number[] } | null = null,
  ) {
    this.#columns = columns;
    this.width = width;
    this.#offset = scaler?.offset ?? new Array<number>(width).fill(0);
    this.#scale = scaler?.scale ?? new Array<number>(width).fill(1);
  }

  /**
   * Encodes the features of chosen rows.
   * @param cells a column each
   * @param picked the chosen rows, of which the first `count`
   * @param into [rows][width], from row `at` on
   */
  encode(
    cells: readonly Float64Array[],
    picked: Int32Array,
    count: number,
    into: Float64Array,
    at: number,
  ): void {
    const { width } = this;
    let input = 0;
    for (let c = 0; c < this.#columns.length; c++) {
      const { encoder, codes } = this.#columns[c];
      const values = cells[c];
      const start = at * width + input;
      if (encoder.kind === 'oneHot') {
        const inputs = encoder.categories.length;
        const filler = typeof encoder.fill === 'string' ? encoder.categories.indexOf(encoder.fill) : -1;
        for (let i = 0, to = start; i < count; i++, to += width) {
          const value = values[picked[i]];
          const place = value === value && codes !== null ? codes[value] : filler;
          into.fill(0, to, to + inputs);
          if (place >= 0) into[to + place] = 1;
        }
        input += inputs;
      } else if (encoder.kind === 'dateParts') {
        const parts = encoder.parts ?? [];
        const filler = typeof encoder.fill === 'number' ? encoder.fill : NaN;
        for (let i = 0, to = start; i < count; i++, to += width) {
          const value = values[picked[i]];
          const read = computeDateParts(value === value ? value : filler, parts);
          for (let p = 0; p < parts.length; p++)
            into[to + p] = (read[p] - this.#offset[input + p]) / this.#scale[input + p];
        }
        input += parts.length;
      } else {
        const offset = this.#offset[input];
        const scale = this.#scale[input];
        const filler =
          typeof encoder.fill === 'string' ? encoder.categories.indexOf(encoder.fill) : (encoder.fill ?? NaN);
        for (let i = 0, to = start; i < count; i++, to += width) {
          const value = values[picked[i]];
          const known = value !== value ? filler : codes === null ? value : codes[value];
          into[to] = (known - offset) / scale;
        }
        input++;
      }
    }
  }
}
