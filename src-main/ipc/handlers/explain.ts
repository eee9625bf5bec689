import type { ExplainChannel } from '../../../src-shared/ipc/answers/explain';
import type { ExplanationService } from '../../runs/answers/explanation-service';
import type { HandlersOf } from './area';

/** Questions about why the models of runs say what they say. */
export function explainHandlers(explanations: ExplanationService): Pick<HandlersOf<'runs'>, ExplainChannel> {
  return {
    'runs.explain-columns': ({ metric, task, ...model }) => explanations.columns(model, metric, task),
    'runs.explain-column': ({ column, task, ...model }) => explanations.column(model, column, task),
    'runs.explain-faults': ({ count, task, ...model }) => explanations.faults(model, count, task),
    'runs.explain-point': ({ cells, method, task, ...model }) =>
      explanations.row(model, { point: { cells } }, method, task),
  };
}
