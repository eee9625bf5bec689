import { setImmediate } from 'node:timers/promises';
import { fail } from '../../../../src-shared/errors';
import { trialRunId } from '../../../../src-shared/group/group';
import { sentence } from '../../../../src-shared/language/sentence';
import { follow, newSubmission, openApi, OVER, patiently, submit, type RayGroupOptions } from './ray-job';

/** Runs that are looked for before others have their turn. */
const LOOKED_AT_ONCE = 200;
/** A job whose driver was lost is submitted again so often, unless nothing came of the last time. */
const SUBMISSIONS = 5;

/**
 * Has a cluster train what is missing of a group, and takes in each trial as it is done. A job that is still
 * at work from before is followed rather than begun again; a lost connection is taken up again.
 * @throws BenchtopError with why not all came: what has is here, and resuming goes on
 */
export async function trainOnRay(options: RayGroupOptions): Promise<void> {
  try {
    await trainMissing(options);
  } catch (error) {
    // Who ended it does not care what the cluster did meanwhile.
    if (!options.signal.aborted) throw error;
  }
}

async function trainMissing(options: RayGroupOptions): Promise<void> {
  const {
    job: { group },
    place,
    signal,
  } = options;
  const api = await openApi(place);
  let submission = place.submission;
  for (let n = 0; ; n++) {
    const missing = await findMissing(options);
    if (missing.size === 0 || signal.aborted) return;
    const before = missing.size;
    const job = submission === null ? null : await patiently(() => api.find(submission ?? ''), options);
    if (submission === null || job === null || OVER.has(job.status) || n > 0) {
      submission = newSubmission(group);
      // Before it is there: one that is lost now would be trained twice otherwise.
      options.keep({ ...place, submission });
      await submit(api, options, submission, [...missing]);
    }
    const end = await follow(api, options, submission, missing);
    if (signal.aborted || missing.size === 0) return;
    if (end.failed !== null) throw fail('conflict', end.failed);
    if (n + 1 >= SUBMISSIONS || (missing.size === before && n > 0))
      throw fail(
        'conflict',
        sentence('The job on Ray ended: {reason} Resume it to train what is missing.', {
          reason: end.message,
        }),
      );
  }
}

/** Trials whose runs are not here. Each look is one at the disk, so that others have their turn between. */
async function findMissing({ job: { group }, isHere }: RayGroupOptions): Promise<Set<number>> {
  const missing = new Set<number>();
  for (const place of group.trials.keys()) {
    if (!isHere(trialRunId(group.id, place))) missing.add(place);
    if (place % LOOKED_AT_ONCE === LOOKED_AT_ONCE - 1) await setImmediate();
  }
  return missing;
}
