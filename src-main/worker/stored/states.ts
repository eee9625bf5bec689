import { fail } from '../../../src-shared/errors';
import type { Checkpoint } from '../../files/checkpoint';
import { readSnapshot } from '../../files/run-files/snapshot-log';
import { readModel } from './finished-model';
import type { StoredState } from '../protocol/locations';

/**
 * A stored state of a run with what it needs to be used.
 * @param run its experiment and its data's facts, which a snapshot does not repeat
 * @throws BenchtopError `not-found` or `corrupt`
 */
export async function readState(
  runFolder: string,
  stored: StoredState,
  run: Pick<Checkpoint, 'experiment' | 'dataset'>,
): Promise<Checkpoint> {
  if (stored.kind === 'checkpoint')
    return readModel({ runFolder, checkpoint: stored.path, ending: stored.ending });
  const state = readSnapshot(runFolder, stored.step);
  if (state !== null) return { ...run, state, metrics: {} };
  throw fail('not-found', `This run has no model of step ${stored.step}.`);
}
