import {
  closeSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeSync,
} from 'node:fs';

/** The few calls that durable writing is made of; tests give one that fails or dies at the n-th. */
export interface FileSystem {
  open(path: string, flags: string, mode?: number): number;
  /** Bytes written, which may be fewer than asked. */
  write(descriptor: number, data: Uint8Array, offset: number, length: number): number;
  fsync(descriptor: number): void;
  size(descriptor: number): number;
  close(descriptor: number): void;
  rename(from: string, to: string): void;
  unlink(path: string): void;
  mkdir(path: string): void;
  list(path: string): string[];
  removeFolder(path: string): void;
}

export const nodeFileSystem: FileSystem = {
  open: (path, flags, mode) => openSync(path, flags, mode),
  write: (descriptor, data, offset, length) => writeSync(descriptor, data, offset, length),
  fsync: (descriptor) => {
    fsyncSync(descriptor);
  },
  size: (descriptor) => fstatSync(descriptor).size,
  close: (descriptor) => {
    closeSync(descriptor);
  },
  rename: (from, to) => {
    renameSync(from, to);
  },
  unlink: (path) => {
    unlinkSync(path);
  },
  mkdir: (path) => {
    mkdirSync(path, { recursive: true });
  },
  list: (path) => readdirSync(path),
  removeFolder: (path) => {
    rmSync(path, { recursive: true, force: true });
  },
};
