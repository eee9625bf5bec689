import { join } from 'node:path';
import type { RunRecord } from '../../../../src-shared/run/record/record';
import { TERMINAL } from '../../../../src-shared/run/record/status';
import { writeCopy } from '../../../files/durable';

/**
 * Copies of records, `run.json.bak` beside each: written where something changed that nobody else has, so that
 * a damaged record loses nothing that a person typed. Steps and checkpoints of a run in training are found
 * again by its log and checkpoints, and cost no copy.
 */
export class RecordCopies {
  /** What the copy of each run holds that is not over. */
  readonly #kept = new Map<string, string>();

  /** A record that was just written. */
  note(folder: string, record: RunRecord): void {
    const own = describeOwn(record);
    if (this.#kept.get(record.id) === own) return;
    writeCopy(join(folder, 'run.json.bak'), `${JSON.stringify(record, null, 2)}\n`);
    // A run that is over changes seldom, and thousands of them are known.
    if (TERMINAL.has(record.status)) this.#kept.delete(record.id);
    else this.#kept.set(record.id, own);
  }

  forget(id: string): void {
    this.#kept.delete(id);
  }
}

/** What of a record is nowhere else. */
function describeOwn(record: RunRecord): string {
  const { name, tags, note, starred, archived, colour, clusterNames, group, parent, check, repair } = record;
  const { session, status, endedAt, steps, rateChanges } = record;
  const end = TERMINAL.has(status) ? [status, endedAt, steps] : null;
  return JSON.stringify([
    [name, tags, note, starred, archived, colour, clusterNames],
    [group, parent, check, rateChanges, session, end, repair],
  ]);
}
