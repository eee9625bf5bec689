import { fail } from '../../../../src-shared/errors';
import type {
  AttributionSummary,
  Dependence,
  Explanation,
  Importance,
  RowExplanation,
} from '../../../../src-shared/run/explanation/explanation';
import { accumulatedEffects } from '../../../algorithms/explain/ale';
import { partialDependence } from '../../../algorithms/explain/dependence';
import { integratedGradients } from '../../../algorithms/explain/gradients';
import { permutationImportance } from '../../../algorithms/explain/permutation';
import { rowBudget, rowsToExplain, type ExplainedRows } from '../../../algorithms/explain/rows';
import { createAttributor } from '../../../algorithms/explain/shapley/attribute';
import { attributionSummary } from '../../../algorithms/explain/summary';
import { drive } from '../../../dataset';
import type { ExplainCalls, ExplainParams } from '../../protocol/explain';
import type { Answers, CallContext } from '../call-context';
import { readRunData } from '../models/evaluate-run';
import { findRow } from './explained-row';
import { findFaults } from './find-faults';
import { fitModelRepair } from './fit-repair';
import { partApart, readBackground, readExplained, type ReadModel } from './read-explained';

const WHAT = 'The explanation';
const MOST_ROWS = 20_000;
const FEWEST_ROWS = 100;
/** Rows that a curve is the mean of. */
const MOST_AVERAGED = 2000;
const GRID_VALUES = 40;
/** Rows whose attributions are computed. */
const MOST_ATTRIBUTED = 200;

/** Answers to why a stored model says what it says. */
export function explainCalls(): Answers<ExplainCalls> {
  return {
    'explain-columns': explainColumns,
    'explain-column': explainColumn,
    'explain-row': explainRow,
    'explain-rows': explainRows,
    'explain-faults': findFaults,
    'fit-repair': fitModelRepair,
  };
}

async function explainColumns(
  { metric, repeats, ...params }: ExplainCalls['explain-columns']['params'],
  call: CallContext,
): Promise<Importance> {
  const asked = await readExplained(params);
  const { model, columns } = asked;
  const affordable = Math.floor(rowBudget(model) / (repeats * columns.length));
  const rows = await readRows(asked, params, Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, affordable)), call);
  const onShare = shares(call, rows.rows);
  const options = { metric, repeats, seed: params.seed, onShare };
  const found = await drive(permutationImportance(model, columns, rows, options), call.signal, WHAT);
  return { ...head(asked, rows, params), ...found };
}

async function explainColumn(
  { column: name, ...params }: ExplainCalls['explain-column']['params'],
  call: CallContext,
): Promise<Dependence> {
  const asked = await readExplained(params);
  const { model, columns } = asked;
  const column = columns.find((one) => one.name === name);
  if (column === undefined)
    throw fail(
      'invalid-data',
      `The model has no column "${name}": it has ${columns.map((one) => one.name).join(', ')}.`,
      {
        field: 'column',
      },
    );
  const affordable = Math.floor(rowBudget(model) / GRID_VALUES);
  const most = Math.max(FEWEST_ROWS, Math.min(MOST_AVERAGED, affordable));
  const rows = await readRows(asked, params, most, call);
  const onShare = shares(call, rows.rows);
  const found = await drive(partialDependence(model, column, rows, onShare), call.signal, WHAT);
  const ale = await drive(accumulatedEffects(model, column, rows), call.signal, WHAT);
  return { ...head(asked, rows, params), ...found, ale };
}

async function explainRow(
  { row: wanted, method, ...params }: ExplainCalls['explain-row']['params'],
  call: CallContext,
): Promise<RowExplanation> {
  const asked = await readExplained(params);
  const { model, columns } = asked;
  const row = await findRow(asked, wanted, params, call);
  const background = await readBackground(asked, params, call);
  const work =
    method === 'gradients'
      ? integratedGradients(model, columns, row.scaled, background)
      : createAttributor(model, columns, background).explain(row.scaled, params.seed);
  const attribution = await drive(work, call.signal, WHAT);
  const { scale, outputs, step } = model;
  return {
    step,
    scale,
    outputs,
    seed: params.seed,
    columns: columns.map(({ name }) => name),
    cells: row.cells,
    part: row.part,
    attribution,
  };
}

async function explainRows(
  { method, output: wanted, ...params }: ExplainCalls['explain-rows']['params'],
  call: CallContext,
): Promise<AttributionSummary> {
  const asked = await readExplained(params);
  const { model, columns } = asked;
  const output = wanted ?? (model.scale === 'probability' && model.outputs.length === 2 ? 1 : 0);
  if (output >= model.outputs.length)
    throw fail('invalid-data', `The model has only ${model.outputs.length} outputs.`, { field: 'output' });
  const rows = await readRows(asked, params, MOST_ATTRIBUTED, call);
  const background = await readBackground(asked, params, call);
  const onShare = shares(call, rows.rows);
  const options = { method, output, seed: params.seed, onShare };
  const work = attributionSummary(model, columns, rows, background, options);
  const found = await drive(work, call.signal, WHAT);
  return {
    ...head(asked, rows, params),
    ...found,
    output,
    backgroundRows: background.length / model.width,
    columns: columns.map(({ name }) => name),
    rowNumbers: rows.rowNumbers,
  };
}

async function readRows(
  { stored }: ReadModel,
  params: ExplainParams,
  most: number,
  call: CallContext,
): Promise<ExplainedRows> {
  const { data, rowNumbers } = await readRunData(stored, params, call);
  return rowsToExplain(data, rowNumbers, most, params.seed, partApart(params));
}

function head(
  { model }: ReadModel,
  { part, rows, partRows }: ExplainedRows,
  { seed }: ExplainParams,
): Explanation {
  const { step, scale, outputs } = model;
  return { step, scale, outputs, part, rows, partRows, seed };
}

/** Tells the share that is done. */
function shares({ onProgress }: CallContext, rows: number): (share: number) => void {
  return (share) => {
    onProgress({ bytes: 0, totalBytes: 0, rows, part: { done: share, of: 1 } });
  };
}
