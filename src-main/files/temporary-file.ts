import { temporaryName, quietly, renameDurable, writeError } from './durable';
import { nodeFileSystem, type FileSystem } from './file-system';

/**
 * A file written piece by piece: under a temporary name, synced, its size checked, and put in its place once it is
 * whole. `drop` it in any case: before `keep` it leaves nothing behind, after it does nothing.
 * Everything throws BenchtopError `disk-full` or `storage`.
 */
export class TemporaryFile {
  readonly #path: string;
  readonly #temporary: string;
  readonly #fs: FileSystem;
  #descriptor: number | null;
  #isKept = false;
  #written = 0;

  constructor(path: string, fs: FileSystem = nodeFileSystem) {
    this.#path = path;
    this.#temporary = temporaryName(path);
    this.#fs = fs;
    this.#descriptor = this.#do(() => fs.open(this.#temporary, 'wx', 0o600));
  }

  put(content: string | Uint8Array): void {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    this.#do((descriptor) => {
      for (let done = 0; done < bytes.length;) {
        const count = this.#fs.write(descriptor, bytes, done, bytes.length - done);
        if (count <= 0) throw Object.assign(new Error('no space left to write'), { code: 'ENOSPC' });
        done += count;
        this.#written += count;
      }
    });
  }

  keep(): void {
    this.#do((descriptor) => {
      this.#fs.fsync(descriptor);
      if (this.#fs.size(descriptor) !== this.#written)
        throw new Error('the file is shorter than what was written');
      this.#close();
      renameDurable(this.#temporary, this.#path, this.#fs);
    });
    this.#isKept = true;
  }

  drop(): void {
    if (this.#isKept) return;
    quietly(() => {
      this.#close();
    });
    quietly(() => {
      this.#fs.unlink(this.#temporary);
    });
  }

  #close(): void {
    const descriptor = this.#descriptor;
    this.#descriptor = null;
    if (descriptor !== null) this.#fs.close(descriptor);
  }

  #do<T>(action: (descriptor: number) => T): T {
    try {
      return action(this.#descriptor ?? -1);
    } catch (error) {
      // How long the whole will be is known to nobody here.
      throw writeError(this.#path, null, error);
    }
  }
}
