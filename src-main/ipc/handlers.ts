import { parseExperiment } from '../../src-shared/experiment/schema';
import type { AppInfo, Pushes } from '../../src-shared/ipc/map';
import type { RunService } from '../runs/run-service';
import type { Workspace } from '../workspace';
import type { FileGrants } from './file-grants';
import type { Handlers } from './gate';

/** What the handlers need of the world outside the services. */
export interface Outside {
  readonly info: () => AppInfo;
  /** A file dialog; null when it is cancelled. */
  readonly chooseFile: () => Promise<string | null>;
  /** Shows a path in the system's file manager. */
  readonly showInFolder: (path: string) => void;
  readonly push: <P extends keyof Pushes>(name: P, payload: Pushes[P]) => void;
  /** Settings changed: theme and worker count follow. */
  readonly settingsChanged: () => void;
}

const RECENT_FILES = 10;

/** The answers to all requests of the window. */
export function createHandlers(services: {
  workspace: Workspace;
  runs: RunService;
  grants: FileGrants;
  outside: Outside;
}): Handlers {
  const { workspace, runs, grants, outside } = services;
  const { experiments, settings } = workspace;

  const checked = (document: unknown): ReturnType<typeof parseExperiment> => {
    const experiment = parseExperiment(document);
    grants.requireExperiment(experiment);
    return experiment;
  };

  return {
    'app.get-info': () => outside.info(),
    'settings.get': () => settings.get(),
    'settings.set': (patch) => {
      const changed = settings.set(patch);
      outside.settingsChanged();
      outside.push('settings.changed', changed);
      return changed;
    },
    'experiments.list': () => experiments.list(),
    'experiments.save': ({ id, experiment }) => {
      const saved = experiments.save(id, checked(experiment));
      outside.push('experiments.changed', null);
      return saved;
    },
    'experiments.duplicate': ({ id }) => {
      const copy = experiments.duplicate(id);
      outside.push('experiments.changed', null);
      return copy;
    },
    'experiments.delete': ({ id }) => {
      experiments.delete(id);
      outside.push('experiments.changed', null);
      return null;
    },
    'datasets.choose-file': async () => {
      const path = await outside.chooseFile();
      if (path === null) return null;
      openFile(path, { workspace, grants, outside });
      return { path };
    },
    'datasets.inspect': ({ path, columns, dialect }) => {
      grants.require(path);
      return runs.inspect(path, { columns, dialect });
    },
    'datasets.sample': ({ experiment }) => runs.sample(checked(experiment)),
    'runs.start': ({ experiment, speed }) => runs.start(checked(experiment), speed),
    'runs.list': () => runs.list(),
    'runs.snapshot': ({ id }) => runs.snapshot(id),
    'runs.picture': ({ id, step }) => runs.picture(id, step),
    'runs.pause': ({ id }) => done(runs.pause(id)),
    'runs.resume': ({ id }) => done(runs.resume(id)),
    'runs.stop': ({ id }) => done(runs.stop(id)),
    'runs.set-speed': ({ id, speed }) => done(runs.setSpeed(id, speed)),
    'runs.continue': ({ id }) => runs.continueRun(id),
    'runs.rename': ({ id, name }) => runs.rename(id, name),
    'runs.set-note': ({ id, note }) => runs.setNote(id, note),
    'runs.delete': ({ id }) => done(runs.delete(id)),
    'runs.restore': ({ id }) => runs.restore(id),
    'runs.predict': ({ id, step, points }) => runs.predict(id, step, { kind: 'typed', points }),
    'runs.predict-random': ({ id, step, n, seed }) => runs.predict(id, step, { kind: 'random', n, seed }),
    'runs.surface': ({ id, step, grid }) => runs.surface(id, step, grid),
    'runs.show-folder': ({ id, path }) => done(outside.showInFolder(runs.pathIn(id, path))),
  };
}

/** A file the person chose or dropped: granted, and remembered as recent. */
export function openFile(
  path: string,
  {
    workspace,
    grants,
    outside,
  }: { workspace: Workspace; grants: FileGrants; outside: Pick<Outside, 'push'> },
): void {
  grants.grant(path);
  const { recentFiles } = workspace.settings.get();
  const recent = [path, ...recentFiles.filter((other) => other !== path)].slice(0, RECENT_FILES);
  outside.push('settings.changed', workspace.settings.set({ recentFiles: recent }));
}

function done(_: void): null {
  return null;
}
