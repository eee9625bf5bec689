import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { fail } from '../../../src-shared/errors';
import { sentence, type Sentence } from '../../../src-shared/language/sentence';
import { throwIfCancelled, type ReadOptions } from '../source/read-options';
import { openError, type Source } from '../source/source';

/** Files that are read as a whole may have so many bytes, unpacked. */
const MAX_BYTES = 1 << 30;

/**
 * All bytes of a file, unpacked.
 * @param instead what to do with a larger file, e.g. `save it as Parquet`
 * @throws BenchtopError where it is too large, damaged, or cannot be read
 */
export async function wholeFile(
  { path, name, bytes, gzip }: Pick<Source, 'path' | 'name' | 'bytes' | 'gzip'>,
  { signal, onProgress }: Pick<ReadOptions, 'signal' | 'onProgress'>,
  instead: Sentence,
): Promise<Buffer> {
  const parts: Buffer[] = [];
  let count = 0;
  let taken = 0;
  const file = createReadStream(path, { highWaterMark: 1 << 20 });
  const unpacked = gzip ? file.pipe(createGunzip({ chunkSize: 1 << 18 })) : file;
  file.on('data', (part) => {
    taken += part.length;
  });
  file.on('error', (error) => unpacked.destroy(error));
  try {
    for await (const part of unpacked as AsyncIterable<Buffer>) {
      throwIfCancelled(signal);
      count += part.length;
      if (count > MAX_BYTES) {
        throw fail(
          'file-unreadable',
          sentence('{name} holds more than 1 GB, which is read as a whole: {instead}.', { name, instead }),
          {
            file: path,
          },
        );
      }
      parts.push(part);
      onProgress?.({ bytes: taken, totalBytes: bytes, rows: 0 });
    }
  } catch (error) {
    throw openError(path, error);
  } finally {
    file.destroy();
  }
  return Buffer.concat(parts);
}
