import { expect, it } from 'vitest';
import { ENCODING_NAMES } from '../dataset-text';
import { findEncoding } from './find-encoding';

it.each([
  ['utf-8', 'utf-8'],
  ['CP1252', 'windows-1252'],
  [' sjis ', 'shift_jis'],
  ['mac cyrillic', 'x-mac-cyrillic'],
  ['windows', null],
  ['', null],
  ['klingon', null],
])('%j means %s', (typed, encoding) => {
  expect(findEncoding(typed)).toBe(encoding);
});

it('every encoding is found by its name, and by what is shown of it', () => {
  for (const { value, label } of ENCODING_NAMES) {
    expect([findEncoding(value), findEncoding(label)]).toEqual([value, value]);
  }
});
