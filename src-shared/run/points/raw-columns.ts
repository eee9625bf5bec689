import type { DatasetFacts, Encoder } from '../record/dataset-facts';

/** A column of the data as a person knows it, with what a control for it needs. */
export interface RawColumnFacts {
  readonly name: string;
  /** dates are days since 1970-01-01 UTC in `range` and `median`. */
  readonly kind: 'number' | 'date' | 'category';
  /** Range of numbers or dates over the rows that were used; null where the run does not say. */
  readonly range: readonly [number, number] | null;
  /** Median of numbers or dates over the training rows, or the middle of the range in older runs. */
  readonly median: number | null;
  /** Categories of the column, in the order of its inputs or codes; empty for other types. */
  readonly categories: readonly string[];
  /** Most frequent category, or the first one in older runs; null for other types. */
  readonly mode: string | null;
  /** Whether the model looks at a date's time of day; absent: it does not, or only as a part of the day. */
  readonly hasTimes?: boolean;
  /** Stands in for a missing cell; null: the column must have a value. */
  readonly fill: number | string | null;
}

type Model = Pick<DatasetFacts, 'features' | 'encoders'>;

/** A run's encoders; records from before there were any have a number for each input. */
export function readEncoders({ features, encoders }: Model): readonly Encoder[] {
  if (encoders.length > 0) return encoders;
  return features.map((column) => ({ column, kind: 'number', categories: [], fill: null }));
}

/** What the cells of a column are to a person, whatever inputs the model makes of them. */
export function toCellType({ kind }: Pick<Encoder, 'kind'>): RawColumnFacts['kind'] {
  if (kind === 'number') return 'number';
  return kind === 'date' || kind === 'dateParts' ? 'date' : 'category';
}

/** How many model inputs a column becomes. */
export function inputCount({ kind, categories, parts = [] }: Encoder): number {
  return kind === 'oneHot' ? categories.length : kind === 'dateParts' ? parts.length : 1;
}

/** The feature columns of a run, in the model's order. */
export function toRawColumns(facts: Model & Pick<DatasetFacts, 'featureRanges'>): RawColumnFacts[] {
  let at = 0;
  return readEncoders(facts).map((encoder) => {
    const { column: name, kind: encoding, categories, parts = [], fill, median, mode } = encoder;
    const kind = toCellType(encoder);
    const range = (encoding === 'dateParts' ? encoder.range : facts.featureRanges[at]) ?? null;
    at += inputCount(encoder);
    if (kind === 'category') {
      const first = mode ?? categories[0] ?? null;
      return { name, kind, range: null, median: null, categories, mode: first, fill };
    }
    const middle = range === null ? null : range[0] + (range[1] - range[0]) / 2;
    const common = { name, kind, range, median: median ?? middle, categories: [], mode: null, fill };
    return parts.includes('hour') ? { ...common, hasTimes: true } : common;
  });
}

/** Which side of the run’s data a value is on; null where it is within, or nothing tells. */
export function findSideOutOfRange(
  { range }: Pick<RawColumnFacts, 'range'>,
  value: number | string | null,
): 'below' | 'above' | null {
  if (range === null || typeof value !== 'number' || !Number.isFinite(value)) return null;
  return value < range[0] ? 'below' : value > range[1] ? 'above' : null;
}
