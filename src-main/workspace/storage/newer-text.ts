import { fail, type BenchtopError } from '../../../src-shared/errors';

/** What is said of a file that a newer Benchtop wrote. */
export function newerText(path: string): string {
  return `${path} was written by a newer Benchtop: what this one understands of it is shown, and nothing of it is changed. Update Benchtop to change it.`;
}

/** That nothing of such a file is changed. */
export function newerError(path: string): BenchtopError {
  return fail('conflict', newerText(path), { file: path });
}
