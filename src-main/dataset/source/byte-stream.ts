import type { Hash } from 'node:crypto';
import { createReadStream, readSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { LineUnwrapper } from './line-unwrapper';
import { createDecoder, isScannedAsIs, type Encoding } from './encodings/encoding';
import { openError, type Source } from './source';

/** The bytes of a text file, unpacked, turned into UTF-8 where they are not scanned as they are, without a byte-order mark. */
export interface ByteStream {
  /** Offset of the first byte that comes. */
  readonly start: number;
  /** Bytes of the file that were read so far. */
  readonly taken: number;
  /**
   * Holds until the next call; null at the end.
   * @param isInMemory other threads have read what follows a moment ago: it is then read at the next call,
   *   here, and not already while this part is worked on, by a thread that would have to be woken
   */
  next(isInMemory?: boolean): Promise<Uint8Array | null>;
  close(): Promise<void>;
}

const CHUNK_BYTES = 1 << 20;
/** Of what is in memory: it stays in the processor's cache until it was worked on. */
const MEMORY_CHUNK_BYTES = 1 << 18;
const MARK_BYTES = 3;

/** Whether a text can be read from any offset: neither packed nor turned into other bytes. */
export function isSeekable(source: Source, encoding: Encoding): boolean {
  return source.quotedLines !== true && !source.gzip && isScannedAsIs(encoding);
}

/**
 * Opens the bytes of a text from an offset that an earlier reading gave; from another than 0 only
 * where {@link isSeekable}.
 * @param hash is fed every byte of the file as it stands on the disk
 */
export async function openStream(
  source: Source,
  encoding: Encoding,
  offset = 0,
  hash: Hash | null = null,
): Promise<ByteStream> {
  const head = source.samples[0];
  const hasMark =
    source.handle === undefined &&
    encoding === 'utf-8' &&
    head !== undefined &&
    head[0] === 0xef &&
    head[1] === 0xbb &&
    head[2] === 0xbf;
  const start = offset === 0 && hasMark ? MARK_BYTES : offset;
  const raw = source.gzip ? packedStream(source, hash) : await FileStream.open(source, offset, hash);
  const plain = isScannedAsIs(encoding) ? raw : transcoded(raw, encoding);
  const text = source.quotedLines === true ? unwrapped(plain) : plain;
  return {
    start,
    get taken() {
      return text.taken;
    },
    next: start === offset ? (isInMemory) => text.next(isInMemory) : withoutMark(text),
    close: () => text.close(),
  };
}

type RawStream = Omit<ByteStream, 'start'>;

function withoutMark(stream: RawStream): ByteStream['next'] {
  let left = MARK_BYTES;
  return async (isInMemory) => {
    for (;;) {
      const bytes = await stream.next(isInMemory);
      if (bytes === null || left === 0) return bytes;
      const cut = Math.min(left, bytes.length);
      left -= cut;
      if (cut < bytes.length) return bytes.subarray(cut);
    }
  };
}

/** Reads the next part of a file while the last one is worked on. */
class FileStream implements RawStream {
  taken = 0;
  readonly #source: Source;
  readonly #file: FileHandle;
  readonly #hash: Hash | null;
  /** What is read into, and what was handed out. */
  #filling = new Uint8Array(CHUNK_BYTES);
  #handed = new Uint8Array(CHUNK_BYTES);
  #offset: number;
  /** What is being read; null where it was in memory. */
  #coming: Promise<number> | null;

  static async open(source: Source, offset: number, hash: Hash | null): Promise<FileStream> {
    try {
      return new FileStream(source, source.handle ?? (await open(source.path, 'r')), offset, hash);
    } catch (error) {
      throw openError(source.path, error);
    }
  }

  private constructor(source: Source, file: FileHandle, offset: number, hash: Hash | null) {
    this.#source = source;
    this.#file = file;
    this.#offset = offset;
    this.#hash = hash;
    this.#coming = this.#read();
  }

  async next(isInMemory = false): Promise<Uint8Array | null> {
    let count: number;
    try {
      count =
        this.#coming === null
          ? readSync(this.#file.fd, this.#filling, 0, MEMORY_CHUNK_BYTES, this.#offset)
          : await this.#coming;
    } catch (error) {
      throw openError(this.#source.path, error);
    }
    if (count === 0) return null;
    const bytes = this.#filling.subarray(0, count);
    [this.#filling, this.#handed] = [this.#handed, this.#filling];
    this.#offset += count;
    this.taken += count;
    this.#coming = isInMemory ? null : this.#read();
    this.#hash?.update(bytes);
    return bytes;
  }

  async close(): Promise<void> {
    // A read that is under way must not find its buffer's file closed.
    await this.#coming?.catch(() => 0);
    if (this.#source.handle === undefined) await this.#file.close();
  }

  async #read(): Promise<number> {
    const { bytesRead } = await this.#file.read(this.#filling, 0, CHUNK_BYTES, this.#offset);
    return bytesRead;
  }
}

function packedStream(source: Source, hash: Hash | null): RawStream {
  const file = createReadStream(source.path, { highWaterMark: CHUNK_BYTES });
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  const stream = {
    taken: 0,
    async next(): Promise<Uint8Array | null> {
      try {
        const part = await chunks.next();
        return part.done === true ? null : part.value;
      } catch (error) {
        throw openError(source.path, error);
      }
    },
    close(): Promise<void> {
      file.destroy();
      gunzip.destroy();
      return Promise.resolve();
    },
  };
  file.on('data', (bytes) => {
    stream.taken += bytes.length;
    hash?.update(bytes);
  });
  file.on('error', (error) => gunzip.destroy(error));
  const chunks = (file.pipe(gunzip) as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  return stream;
}

/** What bytes that cannot be decoded stand as in the UTF-8: one byte that is none, so that the row is listed. */
const UNDECODED = 0xff;

/** A text as UTF-8, each U+FFFD of a decoder as {@link UNDECODED}. */
function toUtf8(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  if (!text.includes('\ufffd')) return bytes;
  let to = 0;
  for (let at = 0; at < bytes.length; at++) {
    const isReplacement = bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd;
    bytes[to++] = isReplacement ? UNDECODED : bytes[at]!;
    if (isReplacement) at += 2;
  }
  return bytes.subarray(0, to);
}

function transcoded(stream: RawStream, encoding: Encoding): RawStream {
  const decoder = createDecoder(encoding);
  let isOver = false;
  return {
    get taken() {
      return stream.taken;
    },
    async next() {
      while (!isOver) {
        const bytes = await stream.next();
        isOver = bytes === null;
        const text = bytes === null ? decoder.end() : decoder.write(Buffer.from(bytes));
        if (text !== '') return toUtf8(text);
      }
      return null;
    },
    close: () => stream.close(),
  };
}

/** Takes the quotes off lines that are quoted as a whole. */
function unwrapped(stream: RawStream): RawStream {
  const lines = new LineUnwrapper();
  let isOver = false;
  return {
    get taken() {
      return stream.taken;
    },
    async next() {
      while (!isOver) {
        const bytes = await stream.next();
        isOver = bytes === null;
        const found = lines.push(bytes);
        if (found.length > 0) return found;
      }
      return null;
    },
    close: () => stream.close(),
  };
}
