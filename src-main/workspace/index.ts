import { join } from 'node:path';
import { BenchtopError, fail } from '../../src-shared/errors';
import { JITLESS } from '../../src-shared/lazy';
import { settingsSchema, type Settings } from '../../src-shared/settings';
import { sweepLeft, sweepOrphans } from '../files/durable';
import { FORMATS } from '../files/stored-formats';
import { BundledExperiments } from './bundled';
import { CopyFolder } from './run-folders/copy-folder';
import { ClusterStore } from './cluster-store';
import { DatasetStore } from './dataset-store';
import { ExperimentStore } from './experiment-store';
import { findReadOnly, makeWorkspaceFolder } from './location';
import { GroupStore } from './group-store';
import { NoteStore } from './notes/note-store';
import { RunStore } from './run-folders/run-store';
import { lockPath, sweepLocks } from './storage/file-lock';
import { openJsonStore, type JsonStore, type StoreClass } from './storage/json-store';

export { TimeSlices } from '../files/time-slices';
export { writeRuns, type RunExport } from './run-folders/run-export';
export { newSession } from '../files/session';
export { readBaselines, writeBaselines } from '../files/run-files/baselines-file';
export { cacheFolder } from '../files/compiled/cache-folder';
export { recoverInterrupted } from './run-folders/interrupted-runs';
export type { StoreClass } from './storage/json-store';
export { newRunId } from './run-folders/new-record';
export { WorkspaceWatch } from './workspace-watch';
export { ClusterStore, GroupStore, ExperimentStore, DatasetStore, CopyFolder, NoteStore };

/** All that is kept on disk. */
export interface Workspace {
  readonly folder: string;
  readonly session: string;
  /** Why nothing can be saved in it, as a sentence; null: it can. */
  readonly readOnly: string | null;
  readonly runs: RunStore;
  readonly groups: GroupStore;
  readonly experiments: ExperimentStore;
  readonly datasets: DatasetStore;
  /** Those that may be asked. */
  readonly clusters: ClusterStore;
  readonly copies: CopyFolder;
  /** Pages of its notebook. */
  readonly notes: NoteStore;
  readonly settings: SettingsStore;
  /** Where workers keep this machine's speeds; may be deleted. */
  readonly speedsFile: string;
  /** What went wrong with stored files, in sentences; grows while files are read. */
  readonly notices: readonly string[];
}

export interface SettingsStore {
  get(): Settings;
  /** Changes the named settings and returns all. */
  set(patch: Partial<Settings>): Settings;
}

/** Removes what a process left half-written that died under a lock. */
function sweepHalfWritten(folder: string, lock: string): void {
  const [, kind, id] = /^(run|group)-(.*)\.json$/.exec(lock) ?? [];
  if (kind === 'run' && id !== undefined) sweepLeft(join(folder, 'runs', id), 'run.json');
  else if (kind === 'group' && id !== undefined) sweepLeft(join(folder, 'groups'), `${id}.json`);
  else if (lock === 'notes') sweepLeft(join(folder, 'notes'), null);
  else for (const name of [lock, `${lock}.bak`]) sweepLeft(folder, name);
}

/**
 * Opens the workspace in a folder, which is made where it is missing. One that cannot be written opens for
 * looking: what is changed then is refused with `read-only`.
 * @param options.Store conf, or electron-store inside Electron
 * @param options.bundled folder of the experiments that ship with the program; null: there are none
 * @throws BenchtopError `storage` where the folder can neither be written nor holds runs
 */
export function openWorkspace(options: {
  folder: string;
  Store: StoreClass;
  session: string;
  bundled: string | null;
}): Workspace {
  const { folder, Store, session, bundled } = options;
  try {
    makeWorkspaceFolder(folder);
  } catch (error) {
    if (error instanceof BenchtopError) throw error;
    throw fail(
      'storage',
      `The workspace ${folder} cannot be written: ${(error as Error).message}. Choose another folder with --workspace or BENCHTOP_WORKSPACE.`,
      { file: folder },
    );
  }
  const readOnly = findReadOnly(folder);
  if (readOnly === null) {
    sweepOrphans(folder);
    sweepLocks(folder, (name) => {
      sweepHalfWritten(folder, name);
    });
  }
  const notices: string[] = readOnly === null ? [] : [readOnly];
  const notice = (text: string): void => {
    notices.push(text);
  };
  const settings = openJsonStore<Settings>({
    Store,
    folder,
    name: 'settings',
    lock: lockPath(folder, 'settings.json'),
    schema: settingsSchema,
    format: FORMATS.settings,
    empty: () => settingsSchema.parse({}, JITLESS),
    notice,
    backup: true,
    readOnly,
  });
  return {
    folder,
    session,
    readOnly,
    notices,
    runs: new RunStore({ Store, folder, session, notice, readOnly }),
    groups: new GroupStore({ Store, folder, session, notice, readOnly }),
    experiments: new ExperimentStore({
      Store,
      folder,
      bundled: bundled === null ? null : new BundledExperiments(bundled),
      notice,
      readOnly,
    }),
    datasets: new DatasetStore({ Store, folder, notice, readOnly }),
    clusters: new ClusterStore({ Store, folder, notice, readOnly }),
    copies: new CopyFolder(folder),
    notes: new NoteStore({ folder, readOnly }),
    speedsFile: join(folder, 'engine-speeds.json'),
    settings: settingsStore(settings),
  };
}

/** Settings on disk; those of a newer Benchtop, or where nothing can be saved, are changed in memory only. */
function settingsStore(store: JsonStore<Settings>): SettingsStore {
  let unwritten: Partial<Settings> = {};
  return {
    get: () => ({ ...store.read(), ...unwritten }),
    set: (patch) => {
      const checked = settingsSchema.parse(patch);
      const changes = Object.fromEntries(Object.entries(checked).filter(([key]) => key in patch));
      let isWritable = false;
      const written = store.update((old) => {
        isWritable = true;
        return { ...old, ...changes };
      }, 'skip');
      if (!isWritable) unwritten = { ...unwritten, ...changes };
      return { ...written, ...unwritten };
    },
  };
}
