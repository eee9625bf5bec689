import { say } from '../../../src-shared/language/say';
import type { FileStatus } from '../../../src-shared/dataset/named';
import { fileName } from '../../text/format';

/**
 * Sentence about a run's data file that is no longer as it was; null where all is well.
 * @param first path of the file by the run's experiment, of several the first
 */
export function dataText(first: string, { state, foundAt, how, file }: FileStatus): string | null {
  if (state === 'same' || state === 'unknown') return null;
  const path = file?.path ?? first;
  const name = fileName(path);
  const folder = path.slice(0, Math.max(1, path.length - name.length - 1));
  const what =
    state === 'changed'
      ? say('{name} has changed since this run.', { name })
      : say('{name} is no longer in {folder}.', { name, folder });
  if (foundAt === null) return say('{what} To go on or to run again, locate the data as it was.', { what });
  const where = how === 'copy' ? 'A copy' : say('The same data');
  return say('{what} {where} lies in {foundAt}; going on and running again read that.', {
    what,
    where,
    foundAt,
  });
}
