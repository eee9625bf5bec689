import { join } from 'node:path';
import { isStorageFailure } from '../../../src-shared/errors';
import type { RunRecord, StoredRun } from '../../../src-shared/run/record/record';
import { nextStatus, TERMINAL } from '../../../src-shared/run/record/status';
import { sweepLeft } from '../../files/durable';
import { TimeSlices } from '../../files/time-slices';
import { findSoundCheckpoints } from './checkpoints-on-disk';
import type { RunStore } from './run-store';
import { isSessionAlive } from '../../files/session';
import { modifiedAt } from '../../files/stamp';

/**
 * At start: live runs whose process is gone become interrupted, with the checkpoints that are
 * complete on disk; what was half-written is swept. Who tells of them says so to `runs.interruptions`.
 * @param limitMs time for it: a durable write a run takes a while where very many were queued. The next
 * call recovers the rest.
 */
export async function recoverInterrupted(
  {
    runs,
    session,
    readOnly,
  }: {
    readonly runs: Pick<RunStore, 'index' | 'has' | 'get' | 'update' | 'interruptions'>;
    /** This process's own: its runs live. */
    readonly session: string;
    /** Why nothing may be written; then what is recovered counts until the program ends. */
    readonly readOnly: string | null;
  },
  limitMs = Infinity,
): Promise<StoredRun[]> {
  const recovered: StoredRun[] = [];
  await runs.index.refresh();
  const slices = new TimeSlices();
  const startedAt = performance.now();
  for (const row of runs.index.rows()) {
    if (TERMINAL.has(row.status)) continue;
    if (performance.now() - startedAt > limitMs) break;
    await slices.next();
    // What cannot be read now is told of already.
    if (!runs.has(row.id)) continue;
    const { record, path, locked } = runs.get(row.id);
    // Of a newer Benchtop nothing is changed.
    if (locked !== undefined && readOnly === null) continue;
    // What another program writes is that program's; whether it still runs, its record says.
    if (record.external !== undefined) continue;
    const isLeft = ({ status, session: owner }: RunRecord): boolean =>
      !TERMINAL.has(status) &&
      owner !== session &&
      !isSessionAlive(owner, modifiedAt(join(path, 'run.json')));
    if (!isLeft(record)) continue;
    const known = new Map(record.checkpoints.map((checkpoint) => [checkpoint.path, checkpoint]));
    const checkpoints = findSoundCheckpoints(path).map((ref) => known.get(ref.path) ?? ref);
    let isRecovered = false;
    const recover = (old: RunRecord): RunRecord => {
      // Another process that starts now may have recovered it, and gone on with it.
      isRecovered = isLeft(old);
      if (!isRecovered) return old;
      runs.interruptions.note(record.id);
      // The room kept for its end goes first: there may be no other.
      if (readOnly === null) for (const left of [path, join(path, 'checkpoints')]) sweepLeft(left, null);
      return {
        ...old,
        status: nextStatus(old.status, 'interrupt') ?? old.status,
        waiting: undefined,
        endedAt: new Date().toISOString(),
        checkpoints,
        steps: Math.max(old.steps, checkpoints[checkpoints.length - 1]?.step ?? 0),
      };
    };
    const changed =
      readOnly === null ? updateAnyway(runs, record.id, recover) : runs.update(record.id, recover, 'soon');
    if (isRecovered) recovered.push(changed);
  }
  return recovered;
}

/** On a full disk the change counts for now, and the next start makes it again. */
function updateAnyway(
  runs: Pick<RunStore, 'update'>,
  id: string,
  change: (record: RunRecord) => RunRecord,
): StoredRun {
  try {
    return runs.update(id, change);
  } catch (error) {
    if (!isStorageFailure(error)) throw error;
    return runs.update(id, change, 'soon');
  }
}
