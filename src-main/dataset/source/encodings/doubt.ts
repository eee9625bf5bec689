import type { ReadingDoubt } from '../../../../src-shared/dataset/doubt';
import type { FoundEncoding } from './detect';

/** That another encoding fits about as well, with the way to it; none where the one found stands alone. */
export function encodingDoubts(found: FoundEncoding | null): ReadingDoubt[] {
  if (found?.other == null) return [];
  const { encoding, other, words } = found;
  const [here = '', there = ''] = words;
  const example = here === '' ? '' : `: "${here}" would be "${there}"`;
  return [
    {
      message: `The characters are read as ${encoding}; ${other} fits about as well${example}.`,
      label: `Read as ${other}`,
      dialect: { encoding: other },
    },
  ];
}
