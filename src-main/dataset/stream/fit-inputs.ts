import { fail } from '../../../src-shared/errors';
import { at } from '../../../src-shared/present';
import type { FileDatasetSpec, Scaling } from '../../../src-shared/experiment/schema';
import type { Encoder, Scaler } from '../../../src-shared/run/record/dataset-facts';
import { computeDateParts } from '../../../src-shared/run/points/date-parts';
import { fitScaling } from '../../algorithms/numeric/statistics';
import { sortedCategories } from '../columns/categories';
import type { RawColumn } from '../columns/raw-table';
import { missingChoice } from '../prepare/missing-choice';
import { fitEncoder, inputNames, MAX_ONE_HOT, withTypical } from '../prepare/encoders';
import { findSettings } from '../prepare/roles';
import type { ColumnSums } from './rows/first-sums';
import type { HeldRows } from './rows/held-rows';
import { Moments } from './rows/moments';
import { RowEncoder, type ColumnEncoding } from './rows/row-encoder';
import type { StreamedColumn } from './streamed-columns';

/** How a streamed table's features become inputs. */
export interface StreamedInputs {
  readonly names: readonly string[];
  readonly columns: readonly ColumnEncoding[];
  readonly scaler: Scaler;
  /** Raw [min, max] of each input over the used rows. */
  readonly ranges: [number, number][];
}

/**
 * Fits filling, encoding and scaling. Counts, means, standard deviations, ranges and categories are those of
 * all rows; medians, quartiles and most frequent numbers those of the held rows.
 * @throws BenchtopError where a column's choices do not fit it
 */
export function fitInputs(
  spec: FileDatasetSpec,
  columns: readonly StreamedColumn[],
  sums: readonly ColumnSums[],
  held: HeldRows,
): StreamedInputs {
  const encodings = spec.features.map((_, c) =>
    fitColumn(spec, at(columns, c), at(sums, c), at(held.columns, c), held),
  );
  const names = encodings.flatMap(({ encoder }) => inputNames(encoder));
  const fitted = fitHeld(encodings, names.length, held);
  const offset: number[] = [];
  const scale: number[] = [];
  const ranges: [number, number][] = [];
  const scalings: Scaling[] = [];
  for (const [c, { encoder }] of encodings.entries()) {
    const own: Scaling =
      encoder.kind === 'oneHot'
        ? 'none'
        : (findSettings(spec, encoder.column)?.settings.scaling ?? spec.scaling);
    for (const [p] of inputNames(encoder).entries()) {
      const input = offset.length;
      const { training, used } = inputMoments(encoder, at(encodings, c), at(sums, c), p);
      const scaled = scaleOf(own, training, () => fitted(input));
      offset.push(scaled.offset);
      scale.push(scaled.scale);
      ranges.push(encoder.kind === 'oneHot' ? [0, 1] : [used.low, used.high]);
      scalings.push(own);
    }
  }
  const areAlike = scalings.every((scaling) => scaling === spec.scaling);
  return {
    names,
    columns: encodings,
    scaler: { kind: spec.scaling, offset, scale, ...(areAlike ? {} : { kinds: scalings }) },
    ranges,
  };
}

function scaleOf(
  scaling: Scaling,
  training: Moments,
  held: () => Float64Array,
): { offset: number; scale: number } {
  switch (scaling) {
    case 'none':
      return { offset: 0, scale: 1 };
    case 'standard':
      return training.standard();
    case 'minmax':
      return training.minmax();
    case 'robust':
      return fitScaling('robust', held());
  }
}

function fitColumn(
  spec: FileDatasetSpec,
  { name, type, categories }: StreamedColumn,
  sums: ColumnSums,
  values: Float64Array,
  held: HeldRows,
): ColumnEncoding {
  const column: RawColumn = { name, type, values, categories };
  const order = Int32Array.from({ length: values.length }, (_, i) => i);
  const { trainRows } = held;
  const encoder = withTypical(fitEncoder(spec, column, order, trainRows), column, {
    order,
    trainRows,
    isWhole: true,
  });
  const { policy } = missingChoice(spec, name);
  if (categories !== null) return fitWords(encoder, categories, sums, policy === 'mostFrequent');
  const isExact = policy === 'mean' && encoder.kind !== 'dateParts';
  return { encoder: isExact ? { ...encoder, fill: at(sums.training, 0).mean } : encoder, codes: null };
}

/** Categories of all used rows, in place of those of the held ones. */
function fitWords(
  encoder: Encoder,
  words: readonly string[],
  { usedCodes, trainingCodes }: ColumnSums,
  isMostFrequent: boolean,
): ColumnEncoding {
  const used = words.filter((_, code) => (usedCodes?.[code] ?? 0) > 0);
  const filler = !isMostFrequent && typeof encoder.fill === 'string' ? [encoder.fill] : [];
  const categories = sortedCategories([...used, ...filler]);
  if (encoder.kind === 'oneHot' && categories.length > MAX_ONE_HOT) {
    throw fail(
      'invalid-data',
      `Column "${encoder.column}" has ${categories.length.toLocaleString('en')} categories, more than the ${MAX_ONE_HOT.toLocaleString('en')} inputs that one-hot encoding may make of a column: choose ordinal encoding, or leave it out.`,
      { column: encoder.column, field: 'dataset.encoding' },
    );
  }
  const place = new Map(categories.map((word, index) => [word, index]));
  const countOf = (word: string): number => trainingCodes?.[words.indexOf(word)] ?? 0;
  const mode = categories.reduce(
    (best, word) => (countOf(word) > countOf(best) ? word : best),
    categories[0] ?? '',
  );
  return {
    encoder: { ...encoder, categories, mode, ...(isMostFrequent ? { fill: mode } : {}) },
    codes: Float64Array.from(words, (word) => place.get(word) ?? NaN),
  };
}

/** Moments of one input, cells that are filled included. */
function inputMoments(
  encoder: Encoder,
  { codes }: ColumnEncoding,
  sums: ColumnSums,
  part: number,
): { readonly training: Moments; readonly used: Moments } {
  if (encoder.kind === 'ordinal') return ordinalMoments(encoder, codes, sums);
  if (encoder.kind === 'oneHot') return { training: new Moments(), used: new Moments() };
  const { fill } = encoder;
  const training = at(sums.training, part);
  const used = at(sums.used, part);
  if (typeof fill === 'number') {
    const filled =
      encoder.kind === 'dateParts' ? (computeDateParts(fill, encoder.parts ?? [])[part] ?? NaN) : fill;
    training.addCopies(filled, sums.missingTraining);
    used.addCopies(filled, sums.missing);
  }
  return { training, used };
}

function ordinalMoments(
  { categories, fill }: Encoder,
  codes: Float64Array | null,
  sums: ColumnSums,
): { readonly training: Moments; readonly used: Moments } {
  const filler = typeof fill === 'string' ? categories.indexOf(fill) : -1;
  const of = (counts: Float64Array | null, missing: number): Moments => {
    const moments = new Moments();
    counts?.forEach((count, code) => {
      moments.addCopies(codes?.[code] ?? NaN, count);
    });
    if (filler >= 0) moments.addCopies(filler, missing);
    return moments;
  };
  return {
    training: of(sums.trainingCodes, sums.missingTraining),
    used: of(sums.usedCodes, sums.missing),
  };
}

/** Raw values of an input over the held training rows. */
function fitHeld(
  columns: readonly ColumnEncoding[],
  width: number,
  held: HeldRows,
): (input: number) => Float64Array {
  let rows: Float64Array | null = null;
  return (input) => {
    if (rows === null) {
      rows = new Float64Array(held.trainRows * width);
      const all = Int32Array.from({ length: held.trainRows }, (_, i) => i);
      new RowEncoder(columns, width).encode(held.columns, all, held.trainRows, rows, 0);
    }
    const values = rows;
    return Float64Array.from({ length: held.trainRows }, (_, row) => values[row * width + input] ?? NaN);
  };
}
