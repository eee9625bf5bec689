import { parseExperiment } from '../../../src-shared/experiment/schema';
import type { DatasetService } from '../../runs/dataset-service';
import type { FileGrants } from '../file-grants';
import { done, type HandlersOf } from './area';
import type { NamedCall } from './named-datasets';

export function dataFileHandlers(
  datasets: DatasetService,
  grants: FileGrants,
  /**
   * Asks for a file (in place of a missing one), grants it and remembers it as recent; null when the
   * dialog is cancelled.
   */
  openChosenFile: (missing?: string) => Promise<string | null>,
): Omit<HandlersOf<'datasets'>, `datasets.${NamedCall}`> {
  const granted = <T extends { path: string }>(table: T): T => ({
    ...table,
    path: grants.require(table.path),
  });
  return {
    'datasets.choose-file': async () => {
      const path = await openChosenFile();
      return path === null ? null : { path };
    },
    'datasets.look': (table) => datasets.look(granted(table)),
    'datasets.rows': ({ from, count, ...table }) => datasets.rows(granted(table), from, count),
    'datasets.inspect': ({ task, ...table }) => datasets.inspect(granted(table), task),
    'datasets.sample': ({ experiment, task }) =>
      datasets.sample(grants.requireExperiment(parseExperiment(experiment)), task),
    'datasets.status': async ({ path, sha256, task }) =>
      grants.grantFound(await datasets.status(grants.require(path), sha256, task)),
    'datasets.locate': async ({ path: missing, sha256: wanted, task }) => {
      const path = await openChosenFile(grants.require(missing));
      if (path === null) return null;
      const sha256 = await datasets.hash(path, task);
      return { path, sha256, isSame: wanted === null || wanted === sha256 };
    },
    'datasets.cancel': ({ task }) => done(datasets.cancel(task)),
  };
}
