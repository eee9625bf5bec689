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
