import { numberedNames } from '../../dialect/header';
import { Slices } from '../../source/slices';
import type { Conversion, ConversionRequest } from '../conversion';
import type { NumericArray } from './npy';
import { at } from '../../../../src-shared/present';

/** Arrays of equally many rows side by side; those of one dimension have a name of their own. */
export interface ArrayColumns {
  readonly array: NumericArray;
  /** Of its only column, where it has one dimension; null: as in a file without names. */
  readonly name: string | null;
}

/** Names of the columns that an array becomes: more than two dimensions are put one behind the other. */
function nameColumns({ array: { shape }, name }: ArrayColumns): readonly string[] {
  if (shape.length === 1) return name === null ? numberedNames(1) : [name];
  const width = countColumns(shape);
  return shape.length === 2 ? numberedNames(width) : Array.from({ length: width }, (_, index) => `p${index}`);
}

function countColumns(shape: readonly number[]): number {
  return shape.slice(1).reduce((product, size) => product * size, 1);
}

/** `float64, 100 × 4`. */
export function aboutArray({ type, shape }: Pick<NumericArray, 'type' | 'shape'>): string {
  return `${type}, ${shape.join(' × ')}`;
}

/** Writes arrays as rows. */
export async function writeArrays(
  { options, writer, source }: ConversionRequest,
  parts: readonly ArrayColumns[],
): Promise<Pick<Conversion, 'names' | 'rows' | 'types' | 'lines'>> {
  const slices = new Slices(options.signal);
  const rows = parts[0]?.array.shape[0] ?? 0;
  const names = parts.flatMap(nameColumns);
  const plans = parts.map(({ array }) => ({
    ...array,
    width: countColumns(array.shape),
    offsets: computeOffsets(array, rows),
  }));
  for (let row = 0; row < rows; row++) {
    for (const { width, offsets, itemBytes, textAt } of plans) {
      if (offsets === null) {
        const first = row * width;
        for (let c = 0; c < width; c++) writer.cell(textAt((first + c) * itemBytes));
      } else {
        for (let c = 0; c < width; c++) writer.cell(textAt((row + offsets[c]!) * itemBytes));
      }
    }
    // A second column stands where there is only one: an empty line would be no row at all.
    if (names.length === 1) writer.cell('0');
    writer.endRow();
    if (!writer.isFull) continue;
    await writer.flush();
    options.onProgress?.({
      bytes: Math.round((source.bytes * row) / rows),
      totalBytes: source.bytes,
      rows: row,
    });
    await slices.next();
  }
  return { names, rows, types: null, lines: null };
}

/** In Fortran's order the first index runs fastest: where the values of row 0 stand, in C's order of the columns. */
function computeOffsets({ isFortran, shape }: NumericArray, rows: number): Float64Array | null {
  if (!isFortran || shape.length < 2) return null;
  const inner = shape.slice(1);
  const offsets = new Float64Array(countColumns(shape));
  for (let c = 0; c < offsets.length; c++) {
    let rest = c;
    const index: number[] = [];
    for (let d = inner.length - 1; d >= 0; d--) {
      index[d] = rest % at(inner, d);
      rest = Math.floor(rest / at(inner, d));
    }
    let stride = rows;
    for (let d = 0; d < inner.length; d++) {
      offsets[c] = at(offsets, c) + at(index, d) * stride;
      stride *= at(inner, d);
    }
  }
  return offsets;
}
