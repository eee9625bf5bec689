import { basename } from 'node:path';
import { parseExploredDataset } from '../../../../src-shared/dataset/explore';
import { parseExperiment, parseGeneratedDataset } from '../../../../src-shared/experiment/schema';
import type { DatasetService } from '../../../runs/data/dataset-service';
import type { FileGrants } from '../../file-grants';
import { done, type HandlersOf } from '../area';
import type { NamedCall } from './named-datasets';
import type { HandlerDeps } from '../../handler-deps';

export function dataFileHandlers(
  datasets: DatasetService,
  grants: FileGrants,
  /**
   * Asks for a file in place of a missing one; null when the dialog is cancelled.
   */
  openChosenFile: (missing: string) => Promise<string | null>,
  /** Grants a chosen file and remembers it as recent. */
  opened: (path: string) => void,
  /** The same of a folder. */
  openedFolder: (path: string) => void,
  {
    chooseFiles,
    chooseFolder,
    chooseSaveFile,
    keepTable,
    showInFolder,
  }: Pick<HandlerDeps, 'chooseFiles' | 'chooseFolder' | 'chooseSaveFile' | 'keepTable' | 'showInFolder'>,
): Omit<HandlersOf<'datasets'>, `datasets.${NamedCall}`> {
  return {
    'datasets.choose-file': async () => {
      const [path, ...files] = await chooseFiles();
      if (path === undefined) return null;
      for (const file of files) grants.grant(file);
      opened(path);
      return { path, files };
    },
    'datasets.choose-folder': async () => {
      const path = await chooseFolder();
      if (path === null) return null;
      openedFolder(path);
      return { path };
    },
    'datasets.paste': async ({ text }) => {
      const path = await keepTable(text);
      grants.grant(path);
      return { path };
    },
    'datasets.look': (table) => datasets.look(grants.requireTable(table)),
    'datasets.rows': ({ from, count, ...table }) => datasets.rows(grants.requireTable(table), from, count),
    'datasets.inspect': ({ task, ...table }) => datasets.inspect(grants.requireTable(table), task),
    'datasets.sample': ({ experiment, task, plane }) =>
      datasets.sample(grants.requireExperiment(parseExperiment(experiment)), task, plane),
    'datasets.status': async ({ path, sha256, task }) =>
      grants.grantFound(await datasets.status(grants.require(path), sha256, task)),
    'datasets.locate': async ({ path: missing, sha256: requested, task }) => {
      const path = await openChosenFile(grants.require(missing));
      if (path === null) return null;
      const sha256 = await datasets.hash(path, task);
      return { path, sha256, isSame: requested === null || requested === sha256 };
    },
    'datasets.explore': ({ dataset, seed, task, chart }) => {
      const explored = parseExploredDataset(dataset);
      if (explored.kind === 'file') grants.requireTable(explored);
      return datasets.explore(explored, seed, chart, task);
    },
    'datasets.elbow': ({ experiment, from, to, task }) =>
      datasets.elbow(grants.requireExperiment(parseExperiment(experiment)), { from, to }, task),
    'datasets.stability': ({ experiment, from, to, task }) =>
      datasets.stability(grants.requireExperiment(parseExperiment(experiment)), { from, to }, task),
    'datasets.cancel': ({ task }) => done(datasets.cancel(task)),
    'datasets.convert': async ({ task, format, ...table }) => {
      const source = grants.requireTable(table);
      const path = await chooseSaveFile(`${withoutEnding(basename(source.path))}-clean.${format}`, format);
      if (path === null) return null;
      const { rows, rejectedCount, leftOut, formulas } = await datasets.convert(source, path, task);
      grants.grant(path);
      const leftOutLines = leftOut.reduce((sum, { count }) => sum + count, 0);
      return { path, rows, rejectedCount, leftOutLines, formulas };
    },
    'datasets.export-generated': async ({ dataset, seed, task }) => {
      const spec = parseGeneratedDataset(dataset);
      const path = await chooseSaveFile(`${spec.generator}.csv`, 'csv');
      if (path === null) return null;
      const { rows } = await datasets.exportGenerated(spec, seed, path, task);
      // It may be opened as data next.
      grants.grant(path);
      return { path, rows };
    },
    'datasets.show-file': ({ path }) => done(showInFolder(grants.require(path))),
  };
}

function withoutEnding(name: string): string {
  return name.replace(/(\.\w{1,8})?(\.gz)?$/i, '');
}
