import type { Cell, ComputedColumn } from '../../../src-shared/run/points/query-points';
import { readEncoders, inputCount } from '../../../src-shared/run/points/raw-columns';
import type { DatasetFacts } from '../../../src-shared/run/record/dataset-facts';
import type { UnansweredRow } from './point-cells';

/**
 * The way of a point into the model, column by column: as given, filled where it was missing,
 * encoded, scaled as `(encoded - offset) / scale`.
 * @param row one that the model can answer
 */
export function computedColumns(
  facts: Pick<DatasetFacts, 'features' | 'encoders' | 'scaler'>,
  row: Pick<UnansweredRow, 'given' | 'inputs' | 'filled'>,
): ComputedColumn[] {
  const { scaler, features } = facts;
  const inputs = row.inputs ?? [];
  let at = 0;
  return readEncoders(facts).map((encoder) => {
    const { column, kind, fill } = encoder;
    const raw: Cell = row.given[column] ?? null;
    const isFilled = row.filled.includes(column);
    const from = at;
    at += inputCount(encoder);
    return {
      column,
      kind,
      raw,
      isFilled,
      value: isFilled ? fill : raw,
      inputs: Array.from({ length: at - from }, (_, i) => {
        const j = from + i;
        const encoded = inputs[j] ?? NaN;
        const offset = scaler.offset[j] ?? 0;
        const scale = scaler.scale[j] ?? 1;
        return {
          name: features[j] ?? column,
          encoded,
          // Inputs of 0 and 1 stay as they are, whatever the data set's scaling.
          scaling: scaler.kinds?.[j] ?? (kind === 'oneHot' ? 'none' : scaler.kind),
          offset,
          scale,
          scaled: (encoded - offset) / scale,
        };
      }),
    };
  });
}
