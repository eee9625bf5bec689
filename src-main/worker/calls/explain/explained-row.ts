import { fail } from '../../../../src-shared/errors';
import type { ExplainedPart, ExplainedRow } from '../../../../src-shared/run/explanation/explanation';
import type { Cell } from '../../../../src-shared/run/points/query-points';
import { scaledRows, unscaleRows } from '../../../algorithms/numeric/scaling';
import { rowOfInputs, type UnansweredRow } from '../../../dataset';
import type { ExplainParams } from '../../protocol/explain';
import type { CallContext } from '../call-context';
import { readRunData } from '../models/evaluate-run';
import { requestedRows } from '../points/query-points';
import { partApart, type ReadModel } from './read-explained';

/** A row that is explained, as the model sees it and as a person does. */
interface FoundRow {
  readonly scaled: Float64Array;
  readonly cells: readonly Cell[];
  /** Part of the data that it is in; null of a point. */
  readonly part: ExplainedPart | null;
}

/** @throws BenchtopError `invalid-data` for a row that the run did not use, or a point that the model cannot take */
export async function findRow(
  { stored, model, columns }: ReadModel,
  wanted: ExplainedRow,
  params: ExplainParams,
  call: CallContext,
): Promise<FoundRow> {
  const { width, scaler } = model;
  const cellsOf = ({ given }: Pick<UnansweredRow, 'given'>): Cell[] =>
    columns.map(({ name }) => given[name] ?? null);
  if ('point' in wanted) {
    const [point] = requestedRows({ kind: 'rows', rows: [wanted.point] }, stored);
    if (point === undefined || point.inputs === null)
      throw fail('invalid-data', point?.problem ?? 'There is no point to explain.', { field: 'points' });
    return {
      scaled: scaledRows(Float64Array.from(point.inputs), scaler, width),
      cells: cellsOf(point),
      part: null,
    };
  }
  const { data, rowNumbers } = await readRunData(stored, params, call);
  const at = rowNumbers.indexOf(wanted.row);
  if (at < 0)
    throw fail(
      'invalid-data',
      `The run did not use row ${wanted.row} of the table: rows.csv lists those it used.`,
      {
        field: 'row',
      },
    );
  const scaled = data.features.slice(at * width, (at + 1) * width);
  return {
    scaled,
    cells: cellsOf(rowOfInputs(stored.dataset, [...unscaleRows(scaled, width, scaler)])),
    part: at < data.trainRows ? 'train' : partApart(params),
  };
}
