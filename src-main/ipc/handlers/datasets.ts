import { parseExperiment } from '../../../src-shared/experiment/schema';
import type { RunService } from '../../runs/run-service';
import type { FileGrants } from '../file-grants';
import type { HandlersOf } from './area';

export function datasetHandlers(
  runs: Pick<RunService, 'inspect' | 'sample'>,
  grants: FileGrants,
  /** Asks for a file, grants it and remembers it as recent; null when the dialog is cancelled. */
  openChosenFile: () => Promise<string | null>,
): HandlersOf<'datasets'> {
  return {
    'datasets.choose-file': async () => {
      const path = await openChosenFile();
      return path === null ? null : { path };
    },
    'datasets.inspect': ({ path, columns, dialect }) =>
      runs.inspect(grants.require(path), { columns, dialect }),
    'datasets.sample': ({ experiment }) => runs.sample(grants.requireExperiment(parseExperiment(experiment))),
  };
}
