import { parseExploredDataset } from '../../../src-shared/dataset/explore';
import { parseExperiment } from '../../../src-shared/experiment/schema';
import type { DatasetService } from '../../runs/dataset-service';
import type { FileGrants } from '../file-grants';
import { done, type HandlersOf } from './area';
import type { NamedCall } from './named-datasets';

export function dataFileHandlers(
  datasets: DatasetService,
  grants: FileGrants,
  /** Asks for a file, grants it and remembers it as recent; null when the dialog is cancelled. */
  openChosenFile: () => Promise<string | null>,
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
    'datasets.explore': ({ dataset, seed, task, chart }) => {
      const explored = parseExploredDataset(dataset);
      if (explored.kind === 'file') grants.require(explored.path);
      return datasets.explore(explored, seed, chart, task);
    },
    'datasets.cancel': ({ task }) => done(datasets.cancel(task)),
  };
}
