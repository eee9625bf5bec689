import { readingDoubt, type ReadingDoubt } from '../../../../src-shared/dataset/doubt';
import { sentence } from '../../../../src-shared/language/sentence';
import type { FoundEncoding } from './detect';

/** That another encoding fits about as well, with the way to it; none where the one found stands alone. */
export function encodingDoubts(found: FoundEncoding | null): ReadingDoubt[] {
  if (found?.other == null) return [];
  const { encoding, other, words } = found;
  const [here = '', there = ''] = words;
  const message =
    here === ''
      ? sentence('The characters are read as {encoding}; {other} fits about as well.', { encoding, other })
      : sentence(
          'The characters are read as {encoding}; {other} fits about as well: "{here}" would be "{there}".',
          { encoding, other, here, there },
        );
  return [readingDoubt(message, sentence('Read as {other}', { other }), { encoding: other })];
}
