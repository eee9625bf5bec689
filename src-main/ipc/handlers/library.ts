import type { CapsuleService } from '../../runs/library/capsule-service';
import type { DatasetService } from '../../runs/data/dataset-service';
import type { TrackerService } from '../../runs/library/tracker-service';
import type { LibraryService } from '../../runs/library/library-service';
import type { FileGrants } from '../file-grants';
import type { HandlersOf } from './area';
import type { HandlerDeps } from '../handler-deps';

/** The parts of the run service that the table of runs uses. */
interface LibraryParts {
  readonly library: Pick<
    LibraryService,
    'rows' | 'records' | 'recordsRead' | 'edit' | 'delete' | 'restore' | 'trash' | 'emptyTrash' | 'export'
  >;
  readonly capsules: Pick<CapsuleService, 'pack'>;
  readonly trackers: Pick<TrackerService, 'export'>;
  readonly datasets: Pick<DatasetService, 'inTask'>;
}

export function libraryHandlers(
  { library, capsules, trackers, datasets }: LibraryParts,
  grants: FileGrants,
  { chooseSaveFile }: Pick<HandlerDeps, 'chooseSaveFile'>,
): HandlersOf<'library'> {
  return {
    'library.rows': ({ before }) => library.rows(before),
    'library.records': async ({ ids }) => grants.grantRuns(await library.recordsRead(ids)),
    'library.edit': ({ ids, edit }) => library.edit(ids, edit),
    'library.delete': ({ ids }) => library.delete(ids),
    'library.restore': ({ ids }) => library.restore(ids, (run) => grants.grantRuns([run])),
    'library.trash': async () => ({ runs: await library.trash() }),
    'library.empty-trash': ({ ids }) => library.emptyTrash(ids),
    'library.export': async ({ ids, format, columns }) => {
      const path = await chooseSaveFile(`runs.${format}`, format);
      if (path === null) return null;
      return { path, runs: await library.export(ids, { to: path, format, columns }) };
    },
    'library.export-tracked': async ({ ids, format, task }) => {
      const path = await chooseSaveFile(format === 'mlflow' ? 'mlruns' : 'tensorboard', 'folder');
      if (path === null) return null;
      await datasets.inTask(task, (options) => trackers.export(ids, format, path, options));
      // The page offers to show it.
      grants.grant(path);
      return { path, runs: ids.length };
    },
    'library.pack': async ({ ids, withData, withNotes }) => {
      const path = await chooseSaveFile('runs.benchtop', 'benchtop');
      if (path === null) return null;
      // The dialog asked whether a file that is there may go.
      const { runs } = await capsules.pack(ids, { to: path, withData, withNotes, replaces: true });
      return { path, runs: runs.length };
    },
  };
}
