import {
  closeSync,
  createReadStream,
  createWriteStream,
  fstatSync,
  openSync,
  readSync,
  statSync,
  type Stats,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { TextDecoder } from 'node:util';
import { fail } from '../../src-shared/errors';
import type { DetectedDialect } from '../../src-shared/dataset/report';

export type Encoding = DetectedDialect['encoding'];

/** The beginning of a text file, decoded. */
export interface TextHead {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly encoding: Encoding;
  readonly byteOrderMark: boolean;
  /** Whole lines only, unless the file ends before. */
  readonly text: string;
  readonly newline: DetectedDialect['newline'];
}

const HEAD_BYTES = 256 * 1024;

/**
 * Reads a file's head and settles its encoding.
 * @throws BenchtopError where the file is missing, a folder, unreadable, empty or not text
 */
export function readHead(path: string, encoding?: Encoding): TextHead {
  const name = basename(path);
  const stats = statOf(path);
  if (stats.isDirectory())
    throw fail('file-unreadable', `${path} is a folder: choose a file in it.`, { file: path });
  if (!stats.isFile()) throw fail('file-unreadable', `${path} is not a regular file.`, { file: path });
  if (stats.size === 0) throw fail('invalid-data', `${name} is empty: it has no rows.`, { file: path });
  const head = readBytes(path);
  const mark = byteOrderMark(head);
  const found = encoding ?? mark?.encoding ?? guessEncoding(head, path);
  const decoded = new TextDecoder(DECODERS[found]).decode(head);
  const complete =
    head.length < stats.size ? decoded.slice(0, decoded.lastIndexOf('\n') + 1) || decoded : decoded;
  if (complete.trim() === '')
    throw fail('invalid-data', `${name} holds only blank lines: it has no rows.`, { file: path });
  return {
    path,
    name,
    bytes: stats.size,
    encoding: found,
    byteOrderMark: mark !== null,
    text: complete,
    newline: newlineOf(complete),
  };
}

/** TextDecoder drops a byte-order mark by itself. */
const DECODERS: Readonly<Record<Encoding, string>> = {
  'utf-8': 'utf-8',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  'latin-1': 'latin1',
  'windows-1252': 'windows-1252',
};

/** Calls `work` with a path that holds the file in UTF-8: the file itself where it already does. */
export async function withUtf8<T>(head: TextHead, work: (path: string) => Promise<T>): Promise<T> {
  if (head.encoding === 'utf-8' && head.newline !== 'cr') return work(head.path);
  const folder = await mkdtemp(join(tmpdir(), 'benchtop-'));
  const copy = join(folder, 'data.csv');
  try {
    await transcode(head, copy);
    return await work(copy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function transcode(head: TextHead, to: string): Promise<void> {
  const decoder = new TextDecoder(DECODERS[head.encoding]);
  const out = createWriteStream(to, { encoding: 'utf8' });
  const finished = new Promise<void>((resolve, reject) => out.on('finish', resolve).on('error', reject));
  for await (const chunk of createReadStream(head.path, { highWaterMark: 1 << 20 })) {
    const text = decoder.decode(chunk as Buffer, { stream: true });
    const lines = head.newline === 'cr' ? text.replace(/\r/g, '\n') : text;
    if (!out.write(lines)) await new Promise<void>((resolve) => out.once('drain', resolve));
  }
  out.end(decoder.decode());
  await finished;
}

/** @throws BenchtopError `file-missing` or `file-unreadable` */
export function statOf(path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    throw openError(path, error);
  }
}

function openError(path: string, error: unknown): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return fail('file-missing', `There is no file ${path}: check its name and folder.`, { file: path });
  if (code === 'EACCES' || code === 'EPERM')
    return fail('file-unreadable', `${path} may not be read by you: change its permissions.`, { file: path });
  return fail('file-unreadable', `${path} cannot be read: ${message}.`, { file: path });
}

function readBytes(path: string): Buffer {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    throw openError(path, error);
  }
  try {
    const head = Buffer.alloc(Math.min(HEAD_BYTES, fstatSync(file).size));
    return head.subarray(0, readSync(file, head, 0, head.length, 0));
  } finally {
    closeSync(file);
  }
}

function byteOrderMark(head: Buffer): { encoding: Encoding } | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8' };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le' };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be' };
  return null;
}

/** Zeros in every second byte are UTF-16; zeros elsewhere are no text; else UTF-8 where it is valid. */
function guessEncoding(head: Buffer, path: string): Encoding {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < head.length; i++) if (head[i] === 0) i % 2 === 0 ? even++ : odd++;
  if (odd > head.length / 4 && even < odd / 8) return 'utf-16le';
  if (even > head.length / 4 && odd < even / 8) return 'utf-16be';
  if (even + odd > 0) {
    throw fail(
      'file-unreadable',
      `${path} is not a text file: it holds NUL bytes (the first at byte ${head.indexOf(0) + 1}).`,
      { file: path },
    );
  }
  try {
    // A character cut at the end of the head is not an error: decode as a stream.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

function newlineOf(text: string): DetectedDialect['newline'] {
  const crlf = text.split('\r\n').length - 1;
  const lf = text.split('\n').length - 1 - crlf;
  const cr = text.split('\r').length - 1 - crlf;
  if (crlf > 0 && lf === 0) return 'crlf';
  if (cr > 0 && lf === 0 && crlf === 0) return 'cr';
  if (crlf > 0) return 'mixed';
  return 'lf';
}
