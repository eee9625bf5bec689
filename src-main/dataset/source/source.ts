import { closeSync, fstatSync, openSync, readSync, statSync, type Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import type { FileFormat } from '../../../src-shared/dataset/format';
import { BenchtopError, fail } from '../../../src-shared/errors';
import { sentence, type Sentence } from '../../../src-shared/language/sentence';
import { detectFormat } from './format/detect-format';
import {
  byteOrderMark,
  decodeAll,
  guessUtf16,
  unitBytes,
  Utf8Judge,
  type Encoding,
} from './encodings/encoding';
import type { FoundEncoding } from './encodings/detect';

/** A data file that is there and can be read. */
export interface Source {
  /** Absolute. */
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  /** When it was last changed, in milliseconds. */
  readonly modified: number;
  readonly format: FileFormat;
  readonly gzip: boolean;
  /** Parts from the beginning, the middle and the end, gunzipped. */
  readonly samples: readonly Buffer[];
  /** Each line is a quoted cell that holds a row: the quotes come off while it is read. */
  readonly quotedLines?: boolean;
  /** Where the bytes are, for a copy without a name. */
  readonly handle?: FileHandle;
  /** Throws if the file is no longer what it was when it was opened. */
  assertUnchanged(): void;
}

const LF = 10;
const CR = 13;
const HEAD_BYTES = 256 * 1024;
const SAMPLE_BYTES = 64 * 1024;
/** A head is longer where it would hold fewer lines: the names of 60,000 columns take 400 KB. */
const MIN_HEAD_LINES = 4;
const MAX_HEAD_BYTES = 16 * 1024 * 1024;

/** Files that people mistake for CSV, by how they begin. */
const SIGNATURES: readonly [string, Sentence][] = [
  [
    'd0cf11e0',
    sentence('a workbook of old Excel (.xls), or one with a password: save it as .xlsx without one'),
  ],
  ['89504e47', sentence('a PNG image, not a table')],
  ['ffd8ff', sentence('a JPEG image, not a table')],
  ['25504446', sentence('a PDF, not a table')],
  ['894844460d0a', sentence('an HDF5 file: export the table as CSV first')],
  ['7f454c46', sentence('a program, not a table')],
  ['4d5a90', sentence('a program, not a table')],
];

/**
 * Opens a data file and looks at parts of it.
 * @throws BenchtopError where it is missing, a folder, not permitted, empty or of another kind
 */
export function openSource(given: string): Source {
  const path = resolve(given);
  const name = basename(path);
  const stats = readStats(path);
  if (stats.isDirectory())
    throw fail('file-unreadable', sentence('{path} is a folder: choose a file in it.', { path }), {
      file: path,
    });
  if (!stats.isFile())
    throw fail('file-unreadable', sentence('{path} is not a regular file.', { path }), { file: path });
  if (stats.size === 0)
    throw fail('invalid-data', sentence('{name} is empty: it has no rows.', { name }), { file: path });
  const raw = readSamples(path);
  const head = raw[0] ?? Buffer.alloc(0);
  const hex = head.subarray(0, 16).toString('hex');
  const known = SIGNATURES.find(([signature]) => hex.startsWith(signature));
  if (known !== undefined)
    throw fail('file-unreadable', sentence('{path} is {known}.', { path, known: known[1] }), { file: path });
  const gzip = hex.startsWith('1f8b');
  const samples = gzip ? [gunzipHead(path)] : raw;
  return {
    path,
    name,
    bytes: stats.size,
    modified: stats.mtimeMs,
    format: detectFormat(name, samples),
    gzip,
    samples,
    assertUnchanged: () => {
      const now = readStats(path);
      if (now.size === stats.size && now.mtimeMs === stats.mtimeMs) return;
      throw fail('invalid-data', sentence('{name} was changed while it was read: try again.', { name }), {
        file: path,
      });
    },
  };
}

/** How the encoding of a text is known. */
export interface SettledEncoding {
  readonly encoding: Encoding;
  /** Whether a byte-order mark declares one. */
  readonly mark: boolean;
  /** What was found where nothing declares it, and it is not UTF-8. */
  readonly found: FoundEncoding | null;
}

/** Encoding of a text source. @throws BenchtopError where it is not text */
export async function detectSourceEncoding(source: Source, given?: Encoding): Promise<SettledEncoding> {
  const [head = Buffer.alloc(0)] = source.samples;
  const mark = byteOrderMark(head);
  if (given !== undefined || mark !== null)
    return { encoding: given ?? mark ?? 'utf-8', mark: mark !== null, found: null };
  const kind = guessUtf16(head);
  if (kind === null && isBinary(head)) {
    throw fail(
      'file-unreadable',
      sentence('{path} is not a text file: it holds NUL bytes (the first at byte {at}).', {
        path: source.path,
        at: head.indexOf(0) + 1,
      }),
      { file: source.path },
    );
  }
  if (kind !== null && kind !== 'single-bytes') return { encoding: kind, mark: false, found: null };
  // Escapes to two bytes of seven bits each: as ASCII it would be no text.
  if (ISO_2022_JP.test(head.toString('latin1'))) return { encoding: 'iso-2022-jp', mark: false, found: null };
  const judge = new Utf8Judge();
  for (const sample of source.samples) judge.write(sample);
  // A sample may begin or end inside a character.
  judge.broken = Math.max(0, judge.broken - 4 * (source.samples.length - 1));
  if (judge.isUtf8) return { encoding: 'utf-8', mark: false, found: null };
  // Most text is UTF-8: what knows other encodings is not read for it.
  const { detectEncoding } = await import('./encodings/detect');
  const found = detectEncoding(source.samples);
  return { encoding: found.encoding, mark: false, found };
}

const ISO_2022_JP = /^[\x00-\x7f]*\x1b\$[@B][\x00-\x7f]*$/;

/** Bytes with NULs are still text, to be listed as damaged, where they and other controls are few. */
function isBinary(head: Buffer): boolean {
  let nul = 0;
  let controls = 0;
  for (const byte of head) {
    if (byte === 0) nul++;
    if (byte < 32 && (byte < 9 || byte > 13)) controls++;
  }
  return nul * 100 > Math.max(400, head.length) || (controls > 2 && controls * 20 > head.length);
}

/** The samples as text of whole lines, unless the file ends before. */
export function sampleTexts(source: Source, encoding: Encoding): string[] {
  const texts = source.samples.map((sample, i) => {
    const text = decodeAll(sample, encoding);
    const isLast = i === source.samples.length - 1;
    const whole = isLast && !isCut(source) ? text : text.slice(0, lastLineEnd(text));
    return i === 0 ? whole : whole.slice(firstLineEnd(whole));
  });
  // The middle of UTF-16 or UTF-32 may be entered inside a character.
  return unitBytes(encoding) > 1 ? texts.slice(0, 1) : texts;
}

/** True where the last sample does not reach the end of the file. */
function isCut(source: Source): boolean {
  const [head] = source.samples;
  if (source.samples.length !== 1 || head === undefined) return false;
  return source.gzip ? head.length >= HEAD_BYTES : head.length < source.bytes;
}

function lastLineEnd(text: string): number {
  const at = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  return at < 0 ? text.length : at + 1;
}

function firstLineEnd(text: string): number {
  const at = text.search(/[\r\n]/);
  return at < 0 ? text.length : at + 1;
}

function gunzipHead(path: string): Buffer {
  for (let length = HEAD_BYTES; ; length *= 4) {
    const packed = withFile(path, (part) => part(0, length));
    const whole = gunzip(packed, path);
    const isAll = packed.length < length || whole.length >= MAX_HEAD_BYTES;
    if (hasLines(whole.subarray(0, HEAD_BYTES))) return whole.subarray(0, HEAD_BYTES);
    if (isAll || hasLines(whole)) return whole.subarray(0, MAX_HEAD_BYTES);
  }
}

function gunzip(packed: Buffer, path: string): Buffer {
  try {
    const whole = gunzipSync(packed, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 1 << 28 });
    if (whole.length === 0) throw new Error('nothing can be unpacked');
    return whole;
  } catch (error) {
    throw fail(
      'file-unreadable',
      sentence('{path} is a damaged gzip file: {message}.', { path, message: (error as Error).message }),
      {
        file: path,
      },
    );
  }
}

/** Whether there are enough lines to tell how a table is written. */
function hasLines(head: Buffer): boolean {
  const end = head.includes(LF) ? LF : CR;
  let lines = 0;
  for (let at = head.indexOf(end); at >= 0 && lines < MIN_HEAD_LINES; at = head.indexOf(end, at + 1)) lines++;
  return lines >= MIN_HEAD_LINES;
}

function readStats(path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    throw openError(path, error);
  }
}

/** A failure of the file system while a data file is read, as an error for people. */
export function openError(path: string, error: unknown): BenchtopError {
  if (error instanceof BenchtopError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return fail('file-missing', sentence('No file at {path}: check its name and folder.', { path }), {
      file: path,
    });
  if (code === 'EACCES' || code === 'EPERM')
    return fail(
      'file-unreadable',
      sentence('{path} may not be read by you: change its permissions.', { path }),
      { file: path },
    );
  return fail('file-unreadable', sentence('{path} cannot be read: {message}.', { path, message }), {
    file: path,
  });
}

/** Parts from the beginning, the middle and the end of a file. */
export function readSamples(path: string): Buffer[] {
  return withFile(path, (part, size) => {
    let length = HEAD_BYTES;
    let head = part(0, length);
    while (length < size && length < MAX_HEAD_BYTES && !hasLines(head)) {
      length *= 4;
      head = part(0, length);
    }
    if (size <= length + 2 * SAMPLE_BYTES) return [size <= length ? head : part(0, size)];
    return [head, part(Math.floor(size / 2), SAMPLE_BYTES), part(size - SAMPLE_BYTES, SAMPLE_BYTES)];
  });
}

/** Opens a file while `read` takes parts of it, each of a length that the file may be too short for. */
function withFile<T>(
  path: string,
  read: (part: (from: number, length: number) => Buffer, size: number) => T,
): T {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    throw openError(path, error);
  }
  try {
    const { size } = fstatSync(file);
    const part = (from: number, length: number): Buffer => {
      const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - from)));
      return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, from));
    };
    return read(part, size);
  } catch (error) {
    throw openError(path, error);
  } finally {
    closeSync(file);
  }
}
