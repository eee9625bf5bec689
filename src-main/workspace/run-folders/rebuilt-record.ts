import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RUN_COLOURS } from '../../../src-shared/run/colours';
import { runRecordSchema, type RunRecord } from '../../../src-shared/run/record/record';
import { readDocument } from '../storage/json-store';
import { readStoredCheckpoints } from './checkpoints-on-disk';
import { newRecord } from './new-record';

/**
 * Record of a run whose run.json is damaged or gone: its backup, where there is a good one, else what its
 * checkpoints and its log say. What nobody else has is lost: name, tags, note, group, parent, result.
 * @returns null where there is neither
 */
export function rebuildRecord(id: string, folder: string): RunRecord | null {
  const at = new Date().toISOString();
  const backup = readDocument(join(folder, 'run.json.bak'), runRecordSchema);
  if (backup.kind === 'good' && backup.value.id === id)
    return { ...backup.value, recovered: { at, from: 'backup' } };
  const stored = [...readStoredCheckpoints(folder)];
  const last = stored[0];
  if (last === undefined) return null;
  const { experiment, dataset } = last.model;
  const environment = {
    benchtop: 'unknown',
    node: 'unknown',
    electron: null,
    tensorflow: null,
    platform: process.platform,
    v8: null,
    math: null,
  };
  const record = newRecord(experiment, { id, environment, session: 'unknown', colour: RUN_COLOURS[0] });
  return {
    ...record,
    status: 'interrupted',
    createdAt: readTime(id) ?? lastChange(folder),
    endedAt: lastChange(join(folder, last.ref.path)),
    elapsedMs: readElapsedMs(folder),
    steps: last.ref.step,
    dataset,
    summary: last.ref.metrics,
    checkpoints: stored.map(({ ref }) => ref).reverse(),
    recovered: { at, from: 'checkpoints' },
  };
}

/** The time in an id as `newRunId` makes it; null for another one. */
function readTime(id: string): string | null {
  const parts = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-(\d{3})-/.exec(id);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second, ms] = parts;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`;
}

function lastChange(path: string): string {
  return statSync(path).mtime.toISOString();
}

/** Bytes at the end of a log that hold its last lines. */
const TAIL_BYTES = 64 << 10;

/** Training time at the last whole line of a run's log; 0 without one. */
function readElapsedMs(folder: string): number {
  try {
    const path = join(folder, 'metrics.csv');
    if (!statSync(path).isFile()) return 0;
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES));
      readSync(file, bytes, 0, bytes.length, size - bytes.length);
      const elapsedMs = Number(bytes.toString('latin1').split('\n').at(-2)?.split(',')[1]);
      return Number.isFinite(elapsedMs) ? elapsedMs : 0;
    } finally {
      closeSync(file);
    }
  } catch {
    return 0;
  }
}
