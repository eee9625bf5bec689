import { say } from '../../../../src-shared/language/say';
import { formatCount } from '../../../text/format';
import { measureFacts, type Fact } from '../../contract/facts';
import type { RunOf } from '../../contract/run-of';
import { truthTable } from './truth-table';

/** In the order of the tiles. */
const MEASURES = ['loss', 'accuracy', 'mae', 'rmse', 'r2'];

/** Statistics of a network: its metrics, the model that was kept, right corners, its size. */
export function networkFacts(run: RunOf<'network'>): Fact[] {
  return [...measureFacts(run, MEASURES), ...keptModel(run), ...correctRows(run), ...parameterCount(run)];
}

/** The model that early stopping went back to. */
function keptModel({ record, result }: RunOf<'network'>): Fact[] {
  if (result?.bestStep === undefined) return [];
  const isValidated = (record.dataset?.validationRows ?? 0) > 0;
  return [
    {
      label: say('Model kept'),
      value: say('step {bestStep}', { bestStep: formatCount(result.bestStep) }),
      title: isValidated
        ? say(
            'Early stopping went back to the model with the lowest validation loss: the validation rows also chose when to stop',
          )
        : say('Early stopping went back to the model with the lowest loss'),
    },
  ];
}

function correctRows(run: RunOf<'network'>): Fact[] {
  const rows = truthTable(run).filter((row) => row.isRight !== null);
  if (rows.length === 0) return [];
  const right = rows.filter((row) => row.isRight === true).length;
  return [{ label: say('Correct corners'), value: `${right} of ${rows.length}` }];
}

function parameterCount({ frame }: RunOf<'network'>): Fact[] {
  if (frame === null) return [];
  const count = frame.layers.reduce((sum, layer) => sum + (layer.inputs + 1) * layer.units, 0);
  return [{ label: say('Parameters'), value: formatCount(count) }];
}
