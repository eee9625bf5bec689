import { parseExperiment, parseGeneratedDataset } from '../../../src-shared/experiment/schema';
import type { RunService } from '../../runs/run-service';
import type { FileGrants } from '../file-grants';
import { done, type HandlersOf } from './area';
import type { Outside } from './outside';

export function datasetHandlers(
  runs: Pick<RunService, 'inspect' | 'sample' | 'exportGenerated'>,
  grants: FileGrants,
  /** Asks for a file, grants it and remembers it as recent; null when the dialog is cancelled. */
  openChosenFile: () => Promise<string | null>,
  { chooseSaveFile, showInFolder }: Pick<Outside, 'chooseSaveFile' | 'showInFolder'>,
): HandlersOf<'datasets'> {
  return {
    'datasets.choose-file': async () => {
      const path = await openChosenFile();
      return path === null ? null : { path };
    },
    'datasets.inspect': ({ path, columns, dialect }) =>
      runs.inspect(grants.require(path), { columns, dialect }),
    'datasets.sample': ({ experiment }) => runs.sample(grants.requireExperiment(parseExperiment(experiment))),
    'datasets.export-generated': async ({ dataset, seed }) => {
      const spec = parseGeneratedDataset(dataset);
      const path = await chooseSaveFile(`${spec.generator}.csv`);
      if (path === null) return null;
      const { rows } = await runs.exportGenerated(spec, seed, path);
      // It may be opened as data next.
      grants.grant(path);
      return { path, rows };
    },
    'datasets.show-file': ({ path }) => done(showInFolder(grants.require(path))),
  };
}
