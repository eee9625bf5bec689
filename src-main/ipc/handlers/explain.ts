import type { ExplainChannel } from '../../../src-shared/ipc/answers/explain';
import type { RunService } from '../../runs/run-service';
import type { HandlersOf } from './area';

/** Questions about why the models of runs say what they say. */
export function explainHandlers({
  explanations,
  repairs,
  testPart,
}: Pick<RunService, 'explanations' | 'repairs' | 'testPart'>): Pick<HandlersOf<'runs'>, ExplainChannel> {
  return {
    'runs.explain-columns': ({ metric, task, ...model }) => explanations.columns(model, metric, task),
    'runs.explain-column': ({ column, task, ...model }) => explanations.column(model, column, task),
    'runs.explain-faults': ({ count, task, ...model }) => explanations.faults(model, count, task),
    'runs.set-repair': ({ id, method, task }) => repairs.set(id, method, task),
    'runs.open-test': async ({ id, task }) => (await testPart.open(id, task)).run,
    'runs.explain-point': ({ cells, method, task, ...model }) =>
      explanations.row(model, { point: { cells } }, method, task),
  };
}
