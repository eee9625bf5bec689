import { join } from 'node:path';
import type { RunRecord } from '../../../src-shared/run/record/record';
import { TERMINAL } from '../../../src-shared/run/record/status';
import { readStamp } from '../../files/stamp';

/** State of the files that a record is read from; null where there is none, or it cannot be looked at. */
export function recordStamp(folder: string, isExternal: boolean): string | null {
  const stamp = readStamp(join(folder, 'run.json'));
  if (!isExternal || stamp === null) return stamp;
  return `${stamp} ${readStamp(join(folder, 'labels.json')) ?? ''}`;
}

/** Whether a record says what no stamp tells: that another program still writes the run, or what it logged. */
export function isFollowed({ external, status, summary }: RunRecord): boolean {
  return external !== undefined && (!TERMINAL.has(status) || Object.keys(summary).length === 0);
}

/** What a look at the files of a record finds. */
export interface RecordLook {
  /** Its stamp where Benchtop writes the run. */
  readonly own: string | null;
  /** Its stamp where another program does. */
  readonly external: string | null;
  /** Whether what is known of it still holds, so that it need not be read. */
  readonly isAsKnown: boolean;
}

/** Looks before a record is read: a change in between is found by the next look. */
export function lookAtRecord(
  folder: string,
  known: { readonly record: RunRecord; readonly stamp: string | null } | undefined,
): RecordLook {
  const own = recordStamp(folder, false);
  const mayBeExternal = known === undefined || known.record.external !== undefined;
  const external = mayBeExternal ? recordStamp(folder, true) : own;
  const now = known?.record.external === undefined ? own : external;
  const isSame = known !== undefined && known.stamp !== null && now === known.stamp;
  return { own, external, isAsKnown: isSame && !isFollowed(known.record) };
}
