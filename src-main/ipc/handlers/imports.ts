import type { DatasetService } from '../../runs/data/dataset-service';
import type { ImportService } from '../../runs/elsewhere/import-service';
import type { LibraryService } from '../../runs/library/library-service';
import { isFolder } from '../file-drop';
import { holdsTable } from '../table-folder';
import type { FileGrants } from '../file-grants';
import { done, type HandlersOf } from './area';
import type { HandlerDeps } from '../handler-deps';

/** Runs that are taken in from files and folders which main itself handed out. */
export function importHandlers(
  imports: Pick<ImportService, 'recognise' | 'find' | 'take' | 'follow' | 'unfollow' | 'followed'>,
  datasets: Pick<DatasetService, 'inTask'>,
  library: Pick<LibraryService, 'records'>,
  grants: FileGrants,
  { chooseSource }: Pick<HandlerDeps, 'chooseSource'>,
): HandlersOf<'imports'> {
  return {
    'imports.choose': async ({ what }) => {
      const path = await chooseSource(what);
      if (path === null) return null;
      grants.grant(path);
      return { path };
    },
    'imports.recognise': async ({ path }) => {
      const kind = await imports.recognise(grants.require(path));
      return {
        kind,
        isFolder: isFolder(path),
        isTable: kind === null && isFolder(path) && holdsTable(path),
      };
    },
    'imports.find': ({ path, task }) =>
      datasets.inTask(task, (options) => imports.find(grants.require(path), options)),
    'imports.take': async ({ path, task }) => {
      const taken = await datasets.inTask(task, (options) => imports.take(grants.require(path), options));
      grants.grantRuns(library.records(taken.runs.map(({ id }) => id)));
      return taken;
    },
    'imports.follow': ({ path }) => done(imports.follow(grants.require(path))),
    'imports.unfollow': ({ path }) => done(imports.unfollow(grants.require(path))),
    'imports.followed': () => imports.followed(),
  };
}
