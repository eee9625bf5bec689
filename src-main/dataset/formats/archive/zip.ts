import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from './crc32';
import { constants, createInflateRaw } from 'node:zlib';
import { fail } from '../../../../src-shared/errors';
import { counted, sentence } from '../../../../src-shared/language/sentence';
import type { Source } from '../../source/source';
import { openError } from '../../source/source';

/** A file in a ZIP archive, as the archive's directory has it. */
export interface ZipEntry {
  readonly name: string;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly crc: number;
  /** Of the entry's own header. */
  readonly offset: number;
  readonly method: number;
  readonly isEncrypted: boolean;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const END_64_LOCATOR = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const MAX_COMMENT = 65_535;
const MAX_ENTRIES = 100_000;
const MAX_DIRECTORY_BYTES = 64 * 1024 * 1024;
const CHUNK_BYTES = 1 << 18;
/** Tables pack to a hundredth at most; what unpacks to far more is made to fill memory or disk. */
const MAX_RATIO = 500;
const SURELY_HARMLESS_BYTES = 32 * 1024 * 1024;
const STORED = 0;
const DEFLATED = 8;

/** A ZIP archive: its directory, and its entries' bytes one after the other. Nothing is written by an entry's name. */
export class ZipArchive {
  readonly entries: readonly ZipEntry[];
  readonly #file: FileHandle;
  readonly #source: Source;

  private constructor(source: Source, file: FileHandle, entries: readonly ZipEntry[]) {
    this.#source = source;
    this.#file = file;
    this.entries = entries;
  }

  /**
   * Opens an archive for `work` and closes it after it.
   * @throws BenchtopError `file-unreadable` where its directory is damaged
   */
  static async with<T>(source: Source, work: (archive: ZipArchive) => Promise<T>): Promise<T> {
    let file: FileHandle;
    try {
      file = await open(source.path, 'r');
    } catch (error) {
      throw openError(source.path, error);
    }
    try {
      return await work(new ZipArchive(source, file, await readDirectory(source, file)));
    } finally {
      await file.close();
    }
  }

  entry(name: string): ZipEntry | null {
    return this.entries.find((entry) => entry.name === name) ?? null;
  }

  /**
   * The bytes of an entry in chunks, checked against its size and checksum.
   * @throws BenchtopError where it is encrypted, packed in an unknown way, damaged, or a bomb
   */
  async *read(entry: ZipEntry): AsyncGenerator<Buffer, void, undefined> {
    const { name, bytes, packedBytes } = entry;
    if (entry.isEncrypted)
      throw this.#refused(`${name} in it is protected by a password: save it without one`);
    if (entry.method !== STORED && entry.method !== DEFLATED) {
      throw this.#refused(`${name} in it is packed in a way that is not known here (method ${entry.method})`);
    }
    if (bytes > SURELY_HARMLESS_BYTES && bytes > MAX_RATIO * packedBytes) {
      throw this.#refused(
        `${name} in it would unpack to ${Math.round(bytes / Math.max(1, packedBytes))} times its size, as no table does`,
      );
    }
    let count = 0;
    let crc = 0;
    const parts = entry.method === STORED ? this.#packed(entry) : this.#inflated(entry);
    for await (const part of parts) {
      count += part.length;
      if (count > bytes) throw this.#damaged(`${name} in it is larger than the archive says`);
      crc = crc32(part, crc);
      yield part;
    }
    if (count !== bytes) throw this.#damaged(`${name} in it is cut off`);
    if (crc !== entry.crc) throw this.#damaged(`the checksum of ${name} in it does not match`);
  }

  /** A small entry as a whole. @param most bytes, beyond which it is refused */
  async whole(entry: ZipEntry, most: number): Promise<Buffer> {
    if (entry.bytes > most)
      throw this.#refused(`${entry.name} in it is too large (${entry.bytes.toLocaleString('en')} bytes)`);
    const parts: Buffer[] = [];
    for await (const part of this.read(entry)) parts.push(part);
    return Buffer.concat(parts);
  }

  async *#packed({ name, offset, packedBytes }: ZipEntry): AsyncGenerator<Buffer, void, undefined> {
    const head = await this.#bytes(offset, 30);
    if (head.length < 30 || head.readUInt32LE(0) !== LOCAL)
      throw this.#damaged(`${name} in it is not where the archive says`);
    let at = offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
    for (let left = packedBytes; left > 0;) {
      const part = await this.#bytes(at, Math.min(left, CHUNK_BYTES));
      if (part.length === 0) throw this.#damaged(`${name} in it is cut off`);
      at += part.length;
      left -= part.length;
      yield part;
    }
  }

  async *#inflated(entry: ZipEntry): AsyncGenerator<Buffer, void, undefined> {
    const inflate = createInflateRaw({ chunkSize: CHUNK_BYTES, finishFlush: constants.Z_FINISH });
    const feed = async (): Promise<void> => {
      for await (const part of this.#packed(entry)) {
        if (!inflate.write(part)) await new Promise((resolve) => inflate.once('drain', resolve));
      }
      inflate.end();
    };
    feed().catch((error: unknown) => inflate.destroy(error as Error));
    try {
      for await (const part of inflate as AsyncIterable<Buffer>) yield part;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code?.startsWith('Z_') !== true) throw error;
      throw this.#damaged(`${entry.name} in it cannot be unpacked`);
    } finally {
      inflate.destroy();
    }
  }

  async #bytes(at: number, length: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(length);
    const { bytesRead } = await this.#file.read(bytes, 0, length, at);
    return bytes.subarray(0, bytesRead);
  }

  #damaged(what: string): Error {
    return damaged(this.#source, what);
  }

  #refused(what: string): Error {
    return fail(
      'file-unreadable',
      sentence('{name} cannot be read: {what}.', { name: this.#source.name, what }),
      {
        file: this.#source.path,
      },
    );
  }
}

function damaged({ name, path }: Source, what: string): Error {
  return fail(
    'file-unreadable',
    sentence('{name} is damaged: {what}. Save or download it again.', { name, what }),
    { file: path },
  );
}

/** The directory stands at the end; the entries' own headers may be without sizes and are not asked. */
async function readDirectory(source: Source, file: FileHandle): Promise<ZipEntry[]> {
  const part = async (at: number, length: number): Promise<Buffer> => {
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await file.read(bytes, 0, length, at);
    return bytes.subarray(0, bytesRead);
  };
  const tailStart = Math.max(0, source.bytes - END_BYTES - MAX_COMMENT);
  const tail = await part(tailStart, source.bytes - tailStart);
  let at = tail.length - END_BYTES;
  while (at >= 0 && tail.readUInt32LE(at) !== END) at--;
  if (at < 0) throw damaged(source, 'its directory is missing, so that it is not whole');
  let count = tail.readUInt16LE(at + 10);
  let bytes = tail.readUInt32LE(at + 12);
  let offset = tail.readUInt32LE(at + 16);
  if (at >= 20 && tail.readUInt32LE(at - 20) === END_64_LOCATOR) {
    const end64 = await part(Number(tail.readBigUInt64LE(at - 12)), 56);
    if (end64.length < 56 || end64.readUInt32LE(0) !== END_64)
      throw damaged(source, 'its directory is not where it says');
    count = Number(end64.readBigUInt64LE(32));
    bytes = Number(end64.readBigUInt64LE(40));
    offset = Number(end64.readBigUInt64LE(48));
  }
  if (count > MAX_ENTRIES || bytes > MAX_DIRECTORY_BYTES) {
    throw fail(
      'file-unreadable',
      sentence('{name} holds {count} files: unpack it and open one of them.', {
        name: source.name,
        count: counted(count),
      }),
      {
        file: source.path,
      },
    );
  }
  const directory = await part(offset, bytes);
  const entries: ZipEntry[] = [];
  let entryOffset = 0;
  for (let i = 0; i < count; i++) {
    if (entryOffset + 46 > directory.length || directory.readUInt32LE(entryOffset) !== CENTRAL) {
      throw damaged(source, 'its directory is cut off');
    }
    const { entry, length } = centralEntry(directory, entryOffset);
    entryOffset += length;
    entries.push(entry);
  }
  return entries;
}

function centralEntry(bytes: Buffer, at: number): { entry: ZipEntry; length: number } {
  const flags = bytes.readUInt16LE(at + 8);
  const nameBytes = bytes.readUInt16LE(at + 28);
  const extraBytes = bytes.readUInt16LE(at + 30);
  const name = bytes.toString('utf8', at + 46, at + 46 + nameBytes);
  const sizes = {
    bytes: bytes.readUInt32LE(at + 24),
    packedBytes: bytes.readUInt32LE(at + 20),
    offset: bytes.readUInt32LE(at + 42),
  };
  const extra = bytes.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes);
  for (let e = 0; e + 4 <= extra.length;) {
    const length = extra.readUInt16LE(e + 2);
    if (extra.readUInt16LE(e) === 1) largeSizes(extra.subarray(e + 4, e + 4 + length), sizes);
    e += 4 + length;
  }
  return {
    entry: {
      name,
      ...sizes,
      crc: bytes.readUInt32LE(at + 16),
      method: bytes.readUInt16LE(at + 10),
      isEncrypted: (flags & 1) !== 0,
    },
    length: 46 + nameBytes + extraBytes + bytes.readUInt16LE(at + 32),
  };
}

/** ZIP64: sizes that do not fit 32 bits stand in a field of their own, in this order. */
function largeSizes(field: Buffer, sizes: { bytes: number; packedBytes: number; offset: number }): void {
  let at = 0;
  for (const key of ['bytes', 'packedBytes', 'offset'] as const) {
    if (sizes[key] !== 0xffffffff || at + 8 > field.length) continue;
    sizes[key] = Number(field.readBigUInt64LE(at));
    at += 8;
  }
}
