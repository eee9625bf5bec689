import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../../../../src-shared/errors';
import type { SourceKind } from '../../../../src-shared/ipc/imports';
import { convertFile } from '../../../dataset';
import { readMetricsFile } from '../../../files/csv/csv-log';
import type { AskDatabase } from '../../../trackers/in/database-source';
import type { CountedRuns, SourceReading } from '../../../trackers/in/source-reading';
import type { TakenRuns, TrackerCalls } from '../../protocol/trackers';
import type { Answers, CallContext } from '../call-context';

/** Between two looks at what is followed; above the interval in which progress is told, so that all of it is. */
const LOOK_MS = 500;

/** Answers to calls about runs of other programs. Few threads are ever asked one. */
export function trackerCalls(): Answers<TrackerCalls> {
  return {
    'recognise-source': async ({ path }) => {
      const { recogniseSource } = await import('../../../trackers/in/recognise');
      return recogniseSource(path, askDatabase);
    },
    'count-source': async ({ path, kind }, context) => {
      const reading = toReading(path, context);
      const counted = await countSource(path, kind, reading);
      const canFollow = kind === 'tensorboard' || (kind === 'runs' && (await isWrittenElsewhere(path)));
      return { ...counted, bytes: reading.bytes(), canFollow };
    },
    'take-source': async ({ path, kind, runsFolder }, context) => {
      const findFolder = (id: string): string => join(runsFolder, id);
      const reading = toReading(path, context);
      if (kind === 'mlflow') {
        const { readMlflow } = await import('../../../trackers/in/mlflow-in');
        return { runs: await readMlflow(path, findFolder, reading), notices: [] };
      }
      if (isDatabase(kind)) {
        const { readDatabase } = await import('../../../trackers/in/database-source');
        return { runs: await readDatabase({ path, ask: askDatabase }, findFolder, reading), notices: [] };
      }
      return takeEvents(path, findFolder, reading);
    },
    'follow-source': async ({ path, kind, runsFolder }, context) => {
      if (kind === 'runs' && !(await isWrittenElsewhere(path)))
        throw fail('invalid-data', `${path} holds no run that another program writes.`, { file: path });
      await follow(path, kind, (id) => join(runsFolder, id), context);
      throw fail('conflict', 'This was cancelled.');
    },
    'write-tracked': async ({ runs, format, to }, context) => {
      let done = 0;
      const tracked = runs.map(({ record, runFolder }) => ({
        record,
        readMetrics: async () => {
          if (context.signal.aborted) throw fail('conflict', 'This was cancelled.');
          context.onProgress({ bytes: 0, totalBytes: 0, rows: 0, part: { done: done++, of: runs.length } });
          return readMetricsFile(join(runFolder, 'metrics.csv'));
        },
      }));
      if (format === 'mlflow')
        await (await import('../../../trackers/out/mlflow-out')).writeMlflow(tracked, to);
      else await (await import('../../../trackers/out/tensorboard-out')).writeTensorBoard(tracked, to);
      return null;
    },
  };
}

async function countSource(path: string, kind: SourceKind, reading: SourceReading): Promise<CountedRuns> {
  if (kind === 'mlflow') return (await import('../../../trackers/in/mlflow-in')).countMlflow(path, reading);
  if (isDatabase(kind)) {
    const { countDatabase } = await import('../../../trackers/in/database-source');
    return countDatabase({ path, ask: askDatabase }, reading);
  }
  const { countEvents, countRunFolders } = await import('../../../trackers/in/count-source');
  return kind === 'runs' ? countRunFolders(path, reading) : countEvents(path, reading);
}

/** Whether another program's runs are among those of a folder: Benchtop's own are not followed. */
async function isWrittenElsewhere(path: string): Promise<boolean> {
  return (await import('../../../trackers/in/follow-runs')).hasExternalRuns(path);
}

function isDatabase(kind: SourceKind): boolean {
  return kind === 'mlflow-database' || kind === 'trackio';
}

/** By DuckDB, which reads files of SQLite and writes nothing to them. */
const askDatabase: AskDatabase = (path, query, to) => convertFile(path, to, { source: { query } }, true);

/** Tells how many bytes of a file, or of a folder's files, were read. */
function toReading(
  path: string,
  { signal, onProgress }: CallContext,
): SourceReading & { readonly bytes: () => number } {
  // How much lies in a folder is not known beforehand.
  const found = statSync(path);
  const totalBytes = found.isFile() ? found.size : 0;
  let bytes = 0;
  return {
    signal,
    bytes: () => bytes,
    onBytes: (count) => {
      bytes += count;
      onProgress({ bytes, totalBytes, rows: 0 });
    },
  };
}

async function takeEvents(
  path: string,
  findFolder: (id: string) => string,
  reading: SourceReading,
): Promise<TakenRuns> {
  const { EventsFolder } = await import('../../../trackers/in/follow-events');
  const folder = new EventsFolder(path, findFolder);
  try {
    const taken = await folder.look(false, reading);
    folder.close();
    return taken;
  } catch (error) {
    folder.takeBack();
    throw error;
  }
}

async function follow(
  path: string,
  kind: SourceKind,
  findFolder: (id: string) => string,
  { signal, onProgress }: CallContext,
): Promise<void> {
  const folder =
    kind === 'runs'
      ? new (await import('../../../trackers/in/follow-runs')).RunsFolder(path, findFolder)
      : new (await import('../../../trackers/in/follow-events')).EventsFolder(path, findFolder);
  try {
    while (!signal.aborted) {
      const { runs, notices } = await folder.look(true);
      const news = runs.filter(({ how }) => how !== 'there');
      if (news.length > 0 || notices.length > 0)
        onProgress({ bytes: 0, totalBytes: 0, rows: 0, taken: { runs: news, notices } });
      await waitFor(LOOK_MS, signal);
    }
  } finally {
    folder.close();
  }
}

function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
