import type { RunService } from '../../runs/run-service';
import type { Workspace } from '../../workspace';
import { rememberFile, type FileGrants } from '../file-grants';
import type { Handlers } from '../gate';
import { appHandlers } from './app';
import { dataFileHandlers } from './data-files';
import { figureHandlers } from './figures';
import { namedDatasetHandlers } from './named-datasets';
import { groupHandlers } from './groups';
import { experimentHandlers } from './experiments';
import { libraryHandlers } from './library';
import type { Outside } from './outside';
import { predictHandlers } from './predict';
import { runHandlers } from './runs';
import { settingsHandlers } from './settings';

export type { Outside } from './outside';

/** The answers to all requests of the window, from every area. */
export function createHandlers(services: {
  workspace: Pick<Workspace, 'experiments' | 'datasets' | 'settings'>;
  runs: RunService;
  grants: FileGrants;
  outside: Outside;
}): Handlers {
  const { workspace, runs, grants, outside } = services;
  const opened = (path: string): void => {
    grants.grant(path);
    outside.push('settings.changed', rememberFile(workspace.settings, path));
  };
  return {
    ...appHandlers(outside),
    ...settingsHandlers(workspace.settings, outside),
    ...experimentHandlers(workspace.experiments, grants, outside),
    ...namedDatasetHandlers(workspace.datasets, grants, outside),
    ...dataFileHandlers(
      runs.datasets,
      grants,
      async (missing) => {
        const path = await outside.chooseFile(missing);
        if (path !== null) opened(path);
        return path;
      },
      opened,
      outside,
    ),
    ...runHandlers(runs, grants, outside),
    ...figureHandlers(outside),
    ...groupHandlers(runs.groups, grants),
    ...predictHandlers(runs.predictions, grants, outside),
    ...libraryHandlers(runs.library, grants, outside),
  };
}
