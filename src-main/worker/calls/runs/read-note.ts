import { join } from 'node:path';
import { BenchtopError, fail } from '../../../../src-shared/errors';
import type { MetricColumns } from '../../../../src-shared/run/live/frames';
import { MAX_SHOWN_ROWS } from '../../../../src-shared/run/live/thin-rows';
import type { NotePage, NotePart, NoteRun } from '../../../../src-shared/report/notes/note-input';
import { readShownMetrics } from '../../../files/csv/csv-log';
import type { NoteRequest } from '../../protocol/reports';

type Asked = NoteRequest['parts'][string];
type Logged = NoteRun<{ readonly runFolder: string } | null>;

/** The page with what its runs logged. @throws BenchtopError `conflict` where it was cancelled */
export async function readNote(page: NoteRequest, signal: AbortSignal): Promise<NotePage> {
  const parts: Record<string, NotePart<MetricColumns | null>> = {};
  for (const [address, part] of Object.entries(page.parts)) {
    if (signal.aborted) throw fail('conflict', 'This was cancelled.');
    parts[address] = await readPart(part);
  }
  return { ...page, parts };
}

async function readPart(part: Asked): Promise<NotePart<MetricColumns | null>> {
  if (part.kind !== 'runs') return part;
  const runs: NoteRun<MetricColumns | null>[] = [];
  for (const run of part.runs) runs.push({ record: run.record, logged: await readLogged(run) });
  return { ...part, runs };
}

/** null where no curve is drawn, or nothing can be read: the page goes without it, and says so. */
async function readLogged({ logged }: Logged): Promise<MetricColumns | null> {
  if (logged === null) return null;
  try {
    const shown = await readShownMetrics(join(logged.runFolder, 'metrics.csv'), MAX_SHOWN_ROWS);
    return shown.metrics;
  } catch (thrown) {
    if (!(thrown instanceof BenchtopError)) throw thrown;
    return null;
  }
}
