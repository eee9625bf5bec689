// What cannot be done with a group as it is.
import { fail } from '../../../src-shared/errors';
import { isLive, type Group } from '../../../src-shared/group/group';
import { sentence } from '../../../src-shared/language/sentence';
import { STATUS_SENTENCES } from '../../../src-shared/run/record/status-sentences';

export function elsewhere({ name, status }: Group): Error {
  return fail(
    'conflict',
    sentence('"{name}" is {status} in another Benchtop: stop it there.', {
      name,
      status: STATUS_SENTENCES[status],
    }),
  );
}

export function notToBeStopped({ name, status }: Group): Error {
  return fail(
    'conflict',
    sentence('"{name}" is {status} and cannot be stopped.', { name, status: STATUS_SENTENCES[status] }),
  );
}

export function notToBeDeleted({ name }: Group): Error {
  return fail('conflict', sentence('"{name}" is running: stop it before deleting it.', { name }));
}

/** The group. @throws BenchtopError `conflict` where it cannot go on */
export function requireOver(group: Group, isResuming = false): Group {
  const { status, name } = group;
  if (!isLive(group) && status !== 'finished' && !isResuming) return group;
  throw fail(
    'conflict',
    status === 'finished'
      ? sentence('"{name}" has finished: there is nothing to go on with.', { name })
      : sentence('"{name}" is running: there is nothing to go on with.', { name }),
  );
}
