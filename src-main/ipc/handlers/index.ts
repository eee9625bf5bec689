import type { RunService } from '../../runs/run-service';
import type { Workspace } from '../../workspace';
import { rememberFile, type FileGrants } from '../file-grants';
import type { Handlers } from '../gate';
import { appHandlers } from './app';
import { dataFileHandlers } from './data/data-files';
import { explainHandlers } from './explain';
import { figureHandlers } from './documents/figures';
import { namedDatasetHandlers } from './data/named-datasets';
import { groupHandlers } from './groups';
import { noteHandlers } from './documents/notes';
import { experimentHandlers } from './experiments';
import { importHandlers } from './imports';
import { libraryHandlers } from './library';
import type { HandlerDeps } from '../handler-deps';
import { predictHandlers } from './predict';
import { reportHandlers } from './documents/reports';
import { runHandlers } from './runs';
import { settingsHandlers } from './settings';

/** The answers to all requests of the window, from every area. */
export function createHandlers(services: {
  workspace: Pick<Workspace, 'experiments' | 'datasets' | 'notes' | 'settings'>;
  runs: RunService;
  grants: FileGrants;
  deps: HandlerDeps;
}): Handlers {
  const { workspace, runs, grants, deps } = services;
  const openedFolder = (path: string): void => {
    grants.grant(path);
    deps.push('settings.changed', rememberFile(workspace.settings, path));
  };
  const opened = (path: string): void => {
    openedFolder(path);
    deps.noteRecent(path);
  };
  return {
    ...appHandlers(deps, grants, opened),
    ...settingsHandlers(workspace.settings, deps),
    ...experimentHandlers(workspace.experiments, grants, deps),
    ...namedDatasetHandlers(workspace.datasets, grants, deps),
    ...dataFileHandlers(
      runs.datasets,
      grants,
      async (missing) => {
        const path = await deps.chooseFile(missing);
        if (path !== null) opened(path);
        return path;
      },
      opened,
      openedFolder,
      deps,
    ),
    ...runHandlers(runs, grants, deps),
    ...figureHandlers(deps),
    ...groupHandlers(runs, grants, deps),
    ...predictHandlers(runs.predictions, grants, deps),
    ...explainHandlers(runs),
    ...noteHandlers(workspace.notes, deps),
    ...reportHandlers(runs.reports, grants, deps),
    ...libraryHandlers(runs, grants, deps),
    ...importHandlers(runs.imports, runs.datasets, runs.library, grants, deps),
  };
}
