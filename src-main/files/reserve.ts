import { randomFillSync } from 'node:crypto';
import { join } from 'node:path';
import { quietly, writeError } from './durable';
import { nodeFileSystem, type FileSystem } from './file-system';

/** Space is given out in blocks of this many bytes nearly everywhere. */
const BLOCK = 4096;
const NAME = '.reserve.benchtop';

/**
 * Takes room in a run's folder that nothing else can use up: what the run writes at its end fits in
 * there however full the disk is by then. A reserve that is there already is kept if it is as large.
 * @throws BenchtopError `disk-full` or `storage`; nothing is left behind then
 */
export function keepReserve(runFolder: string, bytes: number, fs: FileSystem = nodeFileSystem): void {
  const path = join(runFolder, NAME);
  const size = Math.ceil(bytes / BLOCK) * BLOCK;
  // Zeros take no room on disks that compress.
  const block = randomFillSync(new Uint8Array(Math.min(size, 1 << 20)));
  try {
    const descriptor = fs.open(path, 'w', 0o600);
    try {
      for (let done = 0; done < size;) {
        const count = fs.write(descriptor, block, 0, Math.min(block.length, size - done));
        if (count <= 0) throw Object.assign(new Error('no space left to write'), { code: 'ENOSPC' });
        done += count;
      }
    } finally {
      fs.close(descriptor);
    }
  } catch (error) {
    quietly(() => {
      fs.unlink(path);
    });
    throw writeError(runFolder, size, error);
  }
}

/** Gives a run's reserve back to the disk. @returns whether there was one */
export function releaseReserve(runFolder: string, fs: FileSystem = nodeFileSystem): boolean {
  try {
    fs.unlink(join(runFolder, NAME));
    return true;
  } catch {
    return false;
  }
}
