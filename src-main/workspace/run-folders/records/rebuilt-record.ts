import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RUN_COLOURS } from '../../../../src-shared/run/colours';
import { runRecordSchema, type RunRecord } from '../../../../src-shared/run/record/record';
import { FORMATS } from '../../../files/stored-formats';
import { TERMINAL } from '../../../../src-shared/run/record/status';
import { readDocument } from '../../storage/json-store';
import { readStoredCheckpoints, type StoredCheckpoint } from '../checkpoints-on-disk';
import { newRecord } from '../new-record';

/**
 * Record of a run whose run.json is damaged or gone: its copy, where there is a good one, with what its
 * checkpoints and its log say of later steps. Without a copy what nobody else has is lost: name, tags, note,
 * group, parent, result.
 * @returns null where there is neither
 */
export function rebuildRecord(id: string, folder: string): RunRecord | null {
  const at = new Date().toISOString();
  const backup = readDocument(join(folder, 'run.json.bak'), {
    schema: runRecordSchema,
    format: FORMATS.run,
  });
  const stored = [...readStoredCheckpoints(folder)];
  if (backup.kind === 'good' && backup.value.id === id)
    return { ...withLaterSteps(backup.value, folder, stored), recovered: { at, from: 'backup' } };
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
    ...readSummary(last),
    checkpoints: stored.map(({ ref }) => ref).reverse(),
    recovered: { at, from: 'checkpoints' },
  };
}

/** A copy of a record with what the run wrote after it: a copy is not written for each checkpoint. */
function withLaterSteps(copy: RunRecord, folder: string, stored: readonly StoredCheckpoint[]): RunRecord {
  const last = stored[0];
  const isAll = TERMINAL.has(copy.status) && (last === undefined || last.ref.step <= copy.steps);
  if (isAll || last === undefined) return copy;
  return {
    ...copy,
    status: TERMINAL.has(copy.status) ? 'interrupted' : copy.status,
    elapsedMs: Math.max(copy.elapsedMs, readElapsedMs(folder)),
    steps: Math.max(copy.steps, last.ref.step),
    dataset: copy.dataset ?? last.model.dataset,
    ...readSummary(last),
    result: null,
    checkpoints: stored.map(({ ref }) => ref).reverse(),
  };
}

/** The figures of a checkpoint as those of its run. */
function readSummary({ ref }: StoredCheckpoint): Pick<RunRecord, 'summary' | 'isSummaryOfSample'> {
  return { summary: ref.metrics, isSummaryOfSample: ref.isOfSample };
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
