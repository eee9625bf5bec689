import type { DatasetFacts, Encoder } from '../../../src-shared/run/record/dataset-facts';
import { computeDateParts } from '../../../src-shared/run/points/date-parts';
import { inputCount, readEncoders } from '../../../src-shared/run/points/raw-columns';

/** A raw column and the model inputs that it becomes: all dummies of a category are one column. */
export interface ExplainedColumn {
  readonly name: string;
  /** Its first input. */
  readonly from: number;
  /** How many it has. */
  readonly count: number;
  readonly encoder: Encoder;
}

/** The raw columns of a model, in the order of its inputs. */
export function explainedColumns(facts: Pick<DatasetFacts, 'features' | 'encoders'>): ExplainedColumn[] {
  let next = 0;
  return readEncoders(facts).map((encoder) => {
    const from = next;
    const count = inputCount(encoder);
    next += count;
    return { name: encoder.column, from, count, encoder };
  });
}

/**
 * A column's inputs for one of its values, in raw units: a number or a day itself, the parts of a day, or
 * the dummies of a category by its place.
 */
export function inputsOfValue({ encoder, count }: ExplainedColumn, value: number): number[] {
  switch (encoder.kind) {
    case 'oneHot':
      return Array.from({ length: count }, (_, c) => Number(c === value));
    case 'dateParts':
      return computeDateParts(value, encoder.parts ?? []);
    default:
      return [value];
  }
}
