import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeError } from './durable';

/** Rows that were pasted, each time as a file of its own: they are read as any other, and are gone at the end. */
export class PastedFiles {
  #folder: string | null = null;
  #count = 0;

  /** Keeps a text. @returns the file's path @throws BenchtopError `disk-full` or `storage` */
  keep(text: string): string {
    const name = this.#count === 0 ? 'pasted rows.csv' : `pasted rows ${this.#count + 1}.csv`;
    const bytes = Buffer.byteLength(text);
    try {
      this.#folder ??= mkdtempSync(join(tmpdir(), 'benchtop-pasted-'));
      const path = join(this.#folder, name);
      writeFileSync(path, text, { mode: 0o600 });
      this.#count++;
      return path;
    } catch (error) {
      throw writeError(join(this.#folder ?? tmpdir(), name), bytes, error);
    }
  }

  /** Removes what was pasted. */
  clear(): void {
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = null;
  }
}
