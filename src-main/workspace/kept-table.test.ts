import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { previewFile } from '../dataset';
import { keepTable } from './kept-table';

const folder = mkdtempSync(join(tmpdir(), 'benchtop-kept-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('keeps a pasted table under its hash, the same one once, and reads it as any file', async () => {
  const data = join(folder, 'data');
  const text = 'name\tdose\nAnn\t1,5\nBob\t2,5\nCid\t3,5\n';
  const path = await keepTable(data, text);
  expect(basename(path)).toMatch(/^[0-9a-f]{16}-pasted table\.csv$/);
  expect(readFileSync(path, 'utf8')).toBe(text);
  expect(await keepTable(data, Buffer.from(text))).toBe(path);
  expect(readdirSync(data)).toEqual([basename(path)]);
  const { columns, dialect } = await previewFile(path);
  expect(dialect).toMatchObject({ delimiter: '\t', decimal: ',' });
  expect(columns.map(({ name, type }) => [name, type])).toEqual([
    ['name', 'text'],
    ['dose', 'number'],
  ]);
});

it('refuses a blank text and leaves nothing behind', async () => {
  await expect(keepTable(join(folder, 'blank'), ' \n\t\n')).rejects.toThrow(
    'There is nothing to read: the text is blank.',
  );
});
