import type { Faults, FaultyRow } from '../../../../src-shared/run/explanation/faults';
import { measureCalibration } from '../../../algorithms/calibration/reliability';
import { findSlices, greatest, rowFaults, type RowFaults } from '../../../algorithms/explain/faults';
import { rowsToExplain, type ExplainedRows } from '../../../algorithms/explain/rows';
import { unscaleRows } from '../../../algorithms/numeric/scaling';
import { drive, rowOfInputs, type LoadedDataset } from '../../../dataset';
import type { ExplainCalls } from '../../protocol/explain';
import type { CallContext } from '../call-context';
import { readRunData } from '../models/evaluate-run';
import { partApart, readExplained, type ReadModel } from './read-explained';

const MOST_ROWS = 100_000;
const MOST_SLICES = 200;

/** Where a stored model is wrong: its worst rows and slices, and whether its probabilities are what they say. */
export async function findFaults(
  { count, ...params }: ExplainCalls['explain-faults']['params'],
  call: CallContext,
): Promise<Faults> {
  const asked = await readExplained(params);
  const { stored, model, columns } = asked;
  const loaded = await readRunData(stored, params, call);
  const rows = rowsToExplain(loaded.data, loaded.rowNumbers, MOST_ROWS, params.seed, partApart(params));
  const found = await drive(rowFaults(model, rows), call.signal, 'The explanation');
  const { measure, errors, losses, probabilities } = found;
  const truth = rows.target;
  const sum = errors.reduce((total, error) => total + error, 0);
  return {
    step: model.step,
    scale: model.scale,
    outputs: model.outputs,
    part: rows.part,
    rows: rows.rows,
    partRows: rows.partRows,
    seed: params.seed,
    measure,
    columns: columns.map(({ name }) => name),
    worst: Array.from(greatest(losses, count), (at) => describeRow(asked, rows, found, at, loaded)),
    overall: sum / rows.rows,
    slices: findSlices(model, columns, rows, errors, measure !== 'absoluteError').slice(0, MOST_SLICES),
    calibration:
      probabilities === null || truth === null
        ? null
        : await drive(
            measureCalibration({ values: probabilities, units: model.outputs.length }, truth, {
              classes: stored.dataset.classes.map(String),
              seed: params.seed,
              fits: rows.part !== 'test',
              kept: rows.part === 'test' && stored.repair?.step === model.step ? stored.repair : null,
            }),
            call.signal,
            'The explanation',
          ),
  };
}

function describeRow(
  { stored, model, columns }: ReadModel,
  rows: ExplainedRows,
  { losses, answers, probabilities }: RowFaults,
  at: number,
  { lineOf }: Pick<LoadedDataset, 'lineOf'>,
): FaultyRow {
  const { width, scaler } = model;
  const units = model.outputs.length;
  const { classes } = stored.dataset;
  const raw = unscaleRows(rows.features.subarray(at * width, (at + 1) * width), width, scaler);
  const { given } = rowOfInputs(stored.dataset, [...raw]);
  const row = rows.rowNumbers[at] ?? at + 1;
  const name = (value: number): number | string => (classes.length > 0 ? (classes[value] ?? value) : value);
  const answer = answers[at] ?? NaN;
  const own = probabilities?.[units === 1 ? at : at * units + answer] ?? null;
  return {
    row,
    line: lineOf(row),
    loss: losses[at] ?? NaN,
    actual: name(rows.target?.[at] ?? NaN),
    predicted: name(answer),
    probability: own === null ? null : units === 1 && answer === 0 ? 1 - own : own,
    cells: columns.map((column) => given[column.name] ?? null),
  };
}
