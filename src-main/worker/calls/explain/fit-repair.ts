import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import { FEWEST_REPAIR_ROWS } from '../../../../src-shared/run/explanation/repair';
import { probabilityFigures } from '../../../algorithms/calibration/reliability';
import { crossFitted, fitRepair } from '../../../algorithms/calibration/repair';
import { rowFaults } from '../../../algorithms/explain/faults';
import { rowsToExplain } from '../../../algorithms/explain/rows';
import { drive } from '../../../dataset';
import type { ExplainCalls } from '../../protocol/explain';
import type { CallContext } from '../call-context';
import { readRunData } from '../models/evaluate-run';
import { readExplained } from './read-explained';

const WHAT = 'The repair';
const MOST_ROWS = 100_000;

/**
 * What repairs a model's probabilities: fitted to its validation rows, and judged on them by curves that have
 * not seen the row.
 * @throws BenchtopError `invalid-data` where it gives no probabilities, or has too few validation rows
 */
export async function fitModelRepair(
  { method, ...params }: ExplainCalls['fit-repair']['params'],
  call: CallContext,
): Promise<ExplainCalls['fit-repair']['answer']> {
  const { model, stored } = await readExplained(params);
  if (model.scale !== 'probability')
    throw fail('invalid-data', sentence('This model gives no probabilities that could be repaired.'), {
      field: 'model',
    });
  const { data, rowNumbers } = await readRunData(stored, params, call);
  const rows = rowsToExplain(data, rowNumbers, MOST_ROWS, params.seed);
  if (rows.part !== 'validation')
    throw fail(
      'invalid-data',
      sentence(
        'This run has no validation rows: a repair is not fitted to rows that the model was trained on.',
      ),
      { field: 'dataset.validationSplit' },
    );
  if (rows.rows < FEWEST_REPAIR_ROWS)
    throw fail(
      'invalid-data',
      sentence('A repair takes at least {fewest} validation rows; this run has {rows}.', {
        fewest: FEWEST_REPAIR_ROWS,
        rows: rows.rows,
      }),
      { field: 'dataset.validationSplit' },
    );
  const found = await drive(rowFaults(model, rows), call.signal, WHAT);
  const truth = rows.target ?? new Float64Array(0);
  const probabilities = {
    values: found.probabilities ?? new Float64Array(0),
    units: model.outputs.length,
  };
  const repaired = await drive(crossFitted(method, probabilities, truth, params.seed), call.signal, WHAT);
  return {
    method,
    step: model.step,
    rows: rows.rows,
    before: probabilityFigures(probabilities, truth),
    after: probabilityFigures({ values: repaired, units: probabilities.units }, truth),
    curves: fitRepair(method, probabilities, truth),
  };
}
