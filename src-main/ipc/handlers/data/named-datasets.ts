import { parseDataset, parseFileDataset } from '../../../../src-shared/experiment/schema';
import type { DatasetStore } from '../../../workspace';
import type { FileGrants } from '../../file-grants';
import { done, type HandlersOf } from '../area';
import type { HandlerDeps } from '../../handler-deps';

/** The calls about what is kept under a name or a header; the other `datasets.*` read files. */
export type NamedCall = 'list' | 'save' | 'delete' | 'remember' | 'recall';

export function namedDatasetHandlers(
  store: Pick<DatasetStore, NamedCall>,
  grants: FileGrants,
  { push }: Pick<HandlerDeps, 'push'>,
): Pick<HandlersOf<'datasets'>, `datasets.${NamedCall}`> {
  const changed = <T>(value: T): T => {
    push('datasets.changed', null);
    return value;
  };
  return {
    'datasets.list': () => store.list(),
    // A saved data set grants its file at the next start: it must be granted to be saved.
    'datasets.save': ({ id, name, dataset }) =>
      changed(store.save(id, name, grants.requireDataset(parseDataset(dataset)))),
    'datasets.delete': ({ id }) => changed(done(store.delete(id))),
    'datasets.remember': ({ names, dataset }) =>
      done(store.remember(names, grants.requireDataset(parseFileDataset(dataset)))),
    'datasets.recall': ({ names }) => store.recall(names),
  };
}
