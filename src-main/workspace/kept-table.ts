import { createHash } from 'node:crypto';
import { mkdir, open, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { BenchtopError, fail } from '../../src-shared/errors';
import { sentence } from '../../src-shared/language/sentence';
import { copyName } from '../files/copy-name';
import { temporaryName, renameDurable, writeError } from '../files/durable';

/** A table that is pasted or piped in may have so many bytes. */
export const MAX_PASTED_BYTES = 256 * 1024 * 1024;

/**
 * Keeps a table that has no file: durably, in the workspace's folder of data, under its hash. The same
 * table twice is one file.
 * @param content text as it was pasted, or bytes
 * @returns the file's absolute path
 * @throws BenchtopError `invalid-data` where it is blank, `disk-full` or `storage`
 */
export async function keepTable(folder: string, content: string | Buffer): Promise<string> {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  if (bytes.every((byte) => byte <= 32)) {
    throw fail('invalid-data', sentence('There is nothing to read: the text is blank.'), { field: 'text' });
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const path = join(folder, copyName('pasted table.csv', sha256));
  const aside = temporaryName(path);
  try {
    await mkdir(folder, { recursive: true });
    if (await isThere(path, bytes.length)) return path;
    const file = await open(aside, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    if (!(await isThere(aside, bytes.length))) throw new Error('the file is shorter than the table');
    renameDurable(aside, path);
    return path;
  } catch (error) {
    await unlink(aside).catch(() => undefined);
    throw error instanceof BenchtopError ? error : writeError(path, bytes.length, error);
  }
}

async function isThere(path: string, bytes: number): Promise<boolean> {
  return stat(path).then(
    ({ size }) => size === bytes,
    () => false,
  );
}
