import { parseExperiment } from '../../../src-shared/experiment/schema';
import type { ExperimentStore } from '../../workspace';
import type { FileGrants } from '../file-grants';
import { done, type HandlersOf } from './area';
import type { HandlerDeps } from '../handler-deps';

export function experimentHandlers(
  experiments: Pick<ExperimentStore, 'list' | 'save' | 'duplicate' | 'delete'>,
  grants: FileGrants,
  { push }: Pick<HandlerDeps, 'push'>,
): HandlersOf<'experiments'> {
  const changed = <T>(value: T): T => {
    push('experiments.changed', null);
    return value;
  };
  return {
    'experiments.list': () => experiments.list(),
    // A saved experiment grants its file at the next start: it must be granted to be saved.
    'experiments.save': ({ id, experiment }) =>
      changed(experiments.save(id, grants.requireExperiment(parseExperiment(experiment)))),
    'experiments.duplicate': ({ id }) => changed(experiments.duplicate(id)),
    'experiments.delete': ({ id }) => changed(done(experiments.delete(id))),
  };
}
