import type { RunRecord } from './record';

/**
 * Whether a run that is over has no checkpoint and yet begins again when it is to go on: nothing in it ended
 * it, the program or the disk did.
 */
export function beginsAgain({
  status,
  checkpoints,
  error,
  external,
}: Pick<RunRecord, 'status' | 'checkpoints' | 'error' | 'external'>): boolean {
  if (checkpoints.length > 0 || external !== undefined) return false;
  const isForDisk = error?.kind === 'disk-full' || error?.kind === 'storage';
  return status === 'interrupted' || (status === 'failed' && isForDisk);
}
