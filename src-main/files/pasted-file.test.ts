import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { PastedFiles } from './pasted-file';

it('pasted rows are files of their own until they are cleared', () => {
  const pasted = new PastedFiles();
  const first = pasted.keep('a\tb\n1\t2\n');
  const second = pasted.keep('ä,2\n');
  expect([basename(first), basename(second)]).toEqual(['pasted rows.csv', 'pasted rows 2.csv']);
  expect(readFileSync(first, 'utf8')).toBe('a\tb\n1\t2\n');
  expect(readFileSync(second, 'utf8')).toBe('ä,2\n');
  pasted.clear();
  expect([existsSync(first), existsSync(second)]).toEqual([false, false]);
  expect(existsSync(pasted.keep('again'))).toBe(true);
  pasted.clear();
});
