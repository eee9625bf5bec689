import type { RunRecord } from '../../../src-shared/run/record/record';
import { TERMINAL } from '../../../src-shared/run/record/status';
import { readPid } from '../../files/session';

/**
 * Who else has a run that is not over, and what can be done with it there, as a sentence; null: nobody.
 * @param own the session of this process
 */
export function findElsewhere({ status, session, external }: RunRecord, own: string): string | null {
  if (external !== undefined && !TERMINAL.has(status))
    return `${external.writer ?? 'Another program'} writes this run: it is stopped there.`;
  if (TERMINAL.has(status) || session === own) return null;
  const pid = readPid(session);
  return `Another Benchtop${pid === null ? '' : ` (process ${pid})`} has this run: it can be paused and stopped there.`;
}
