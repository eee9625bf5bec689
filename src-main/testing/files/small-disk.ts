import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of a given size, that a test can fill. */
export class SmallDisk {
  readonly folder: string;

  /** @throws Error where this user may not mount one */
  constructor(kib: number) {
    this.folder = mkdtempSync(join(tmpdir(), 'benchtop-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kib}k`, 'tmpfs', this.folder], { stdio: 'pipe' });
  }

  /** Bytes that are left. */
  get free(): number {
    const { bavail, bsize } = statfsSync(this.folder);
    return bavail * bsize;
  }

  /** Leaves so many KiB, in place of those that it left before. */
  fill(leaveKib: number): void {
    this.empty();
    const block = new Uint8Array(4096);
    const file = openSync(this.#ballast, 'w');
    try {
      while (this.free > leaveKib * 1024) writeSync(file, block);
    } catch (error) {
      // Somebody else was faster.
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
  }

  /** Takes the filling out again. */
  empty(): void {
    rmSync(this.#ballast, { force: true });
  }

  /** Writes to it fail from now on, whoever asks; or no longer. */
  setReadOnly(isReadOnly: boolean): void {
    const mode = isReadOnly ? 'remount,ro' : 'remount,rw';
    execFileSync('mount', ['-o', mode, this.folder], { stdio: 'pipe' });
  }

  remove(): void {
    execFileSync('umount', ['-l', this.folder], { stdio: 'pipe' });
    rmSync(this.folder, { recursive: true, force: true });
  }

  get #ballast(): string {
    return join(this.folder, 'ballast');
  }
}

/** Whether small disks can be had here: root on Linux can mount them. */
export function hasSmallDisks(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    new SmallDisk(64).remove();
    return true;
  } catch {
    return false;
  }
}
