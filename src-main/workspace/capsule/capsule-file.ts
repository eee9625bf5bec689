import { createHash } from 'node:crypto';
import fs, { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { parseBoundedJson } from '../../../src-shared/bounded-json';
import { type BenchtopError, fail } from '../../../src-shared/errors';
import { TemporaryFile } from '../../files/temporary-file';
import {
  foldPath,
  isEntryPath,
  MANIFEST_NAME,
  manifestSchema,
  MAX_MANIFEST_BYTES,
  type CapsuleManifest,
} from './manifest';

/** Honest logs and tables are packed to a hundredth at the smallest; what unpacks to more is made to do harm. */
const MAX_RATIO = 200;
/** Small capsules may hold long runs of equal rows. */
const ALWAYS_ALLOWED_BYTES = 1 << 30;
/** File types of Unix in an entry's attributes. */
const TYPE_MASK = 0o170000;
const REGULAR = 0o100000;
const MADE_BY_UNIX = 3;

/** How a capsule is read: by whom it is ended, and who is told how far it is, in bytes unpacked. */
export interface CapsuleReading {
  readonly signal?: AbortSignal;
  readonly onBytes?: (count: number, totalBytes: number) => void;
}

/** A capsule that is open, and whose entries are those that its manifest names. */
interface OpenCapsule {
  readonly zip: ZipFile;
  readonly manifest: CapsuleManifest;
  readonly files: readonly Listed[];
  readonly refuse: Refuse;
}

/**
 * Unpacks a capsule that anybody may have made into an empty folder: what is there afterwards is what the
 * manifest names, to the byte.
 * @returns the manifest
 * @throws BenchtopError `invalid-data` with what is wrong with it, `file-missing`, `file-unreadable`,
 * `disk-full` or `storage`, `conflict` where it is cancelled; what was unpacked until then is the caller's to remove
 */
export function extractCapsule(
  path: string,
  to: string,
  reading: CapsuleReading = {},
): Promise<CapsuleManifest> {
  return withCapsule(path, async ({ zip, manifest, files, refuse }) => {
    refuseBombs(zip, manifest, files, to, refuse);
    const totalBytes = manifest.entries.reduce((sum, entry) => sum + entry.bytes, 0);
    for (const { entry, sha256 } of files) {
      await extract(zip, entry, sha256, to, refuse, (count) => {
        if (reading.signal?.aborted === true) throw fail('conflict', 'This was cancelled.');
        reading.onBytes?.(count, totalBytes);
      });
    }
    return manifest;
  });
}

/** Opens a capsule that anybody may have made, for as long as it is used. */
export async function withCapsule<T>(path: string, use: (capsule: OpenCapsule) => Promise<T>): Promise<T> {
  const refuse = (why: string): BenchtopError =>
    fail('invalid-data', `${path} is no whole capsule: ${why}.`, { file: path });
  const zip = await openZip(path, refuse);
  try {
    const entries = await listEntries(zip, refuse);
    const [first] = entries;
    if (first?.fileName !== MANIFEST_NAME) throw refuse(`it does not begin with ${MANIFEST_NAME}`);
    const manifest = await readManifest(zip, first, refuse);
    return await use({ zip, manifest, files: matchEntries(manifest, entries.slice(1), refuse), refuse });
  } catch (error) {
    throw isOfArchive(error) ? refuse(describeReason(error)) : error;
  } finally {
    zip.close();
  }
}

type Refuse = (why: string) => BenchtopError;

/** Whether an error is yauzl's or zlib's, for an archive that is torn: they throw plain ones. A bug is none. */
function isOfArchive(error: unknown): boolean {
  return Object.getPrototypeOf(error) === Error.prototype;
}

function describeReason(error: unknown): string {
  const { message } = error as Error;
  return `its archive is damaged (${message.replace(/\.$/, '')})`;
}

async function openZip(path: string, refuse: Refuse): Promise<ZipFile> {
  try {
    return await openPromise(path, { autoClose: false, strictFileNames: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT')
      throw fail('file-missing', `No file at ${path}: check its name and folder.`, { file: path });
    if (code !== undefined)
      throw fail('file-unreadable', `${path} cannot be read now: ${(error as Error).message}.`, {
        file: path,
      });
    throw refuse(describeReason(error));
  }
}

async function listEntries(zip: ZipFile, refuse: Refuse): Promise<Entry[]> {
  const entries: Entry[] = [];
  const seen = new Set<string>();
  for await (const entry of zip.eachEntry()) {
    const { fileName } = entry;
    if (entries.length > 0 && !isEntryPath(fileName))
      throw refuse(`an entry is called ${JSON.stringify(fileName.slice(0, 200))}`);
    const folded = foldPath(fileName);
    if (seen.has(folded)) throw refuse(`two entries are called ${fileName}`);
    seen.add(folded);
    const type = (entry.externalFileAttributes >>> 16) & TYPE_MASK;
    if (entry.versionMadeBy >>> 8 === MADE_BY_UNIX && type !== 0 && type !== REGULAR)
      throw refuse(`${fileName} is a link or no file`);
    if (entry.isEncrypted()) throw refuse(`${fileName} is encrypted`);
    entries.push(entry);
  }
  return entries;
}

async function readManifest(zip: ZipFile, entry: Entry, refuse: Refuse): Promise<CapsuleManifest> {
  if (entry.uncompressedSize > MAX_MANIFEST_BYTES) throw refuse('its manifest is too long');
  const parts: Buffer[] = [];
  for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
  let document: unknown;
  try {
    document = parseBoundedJson(Buffer.concat(parts).toString('utf8'));
  } catch {
    throw refuse('its manifest is no JSON');
  }
  const { schemaVersion } = (document ?? {}) as { schemaVersion?: unknown };
  if (typeof schemaVersion === 'number' && schemaVersion > 1)
    throw refuse(
      `a newer Benchtop made it (version ${schemaVersion} of the format): update Benchtop to open it`,
    );
  const parsed = manifestSchema.safeParse(document);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refuse(
      `its manifest does not fit at ${issue?.path.join('.') ?? 'its top'} (${issue?.message ?? ''})`,
    );
  }
  return parsed.data;
}

interface Listed {
  readonly entry: Entry;
  readonly sha256: string;
}

/** Entries with what the manifest says of them: the same in both, none missing and none more. */
function matchEntries(manifest: CapsuleManifest, entries: readonly Entry[], refuse: Refuse): Listed[] {
  const left = new Map(manifest.entries.map((said) => [said.path, said]));
  if (left.size !== manifest.entries.length) throw refuse('its manifest names an entry twice');
  const files = entries.map((entry) => {
    const said = left.get(entry.fileName);
    if (said === undefined) throw refuse(`its manifest does not name ${entry.fileName}`);
    if (said.bytes !== entry.uncompressedSize)
      throw refuse(
        `${entry.fileName} has ${entry.uncompressedSize} bytes where its manifest says ${said.bytes}`,
      );
    left.delete(entry.fileName);
    return { entry, sha256: said.sha256 };
  });
  const [missing] = left.keys();
  if (missing !== undefined) throw refuse(`${missing} is missing`);
  const inside = new Set(manifest.entries.map(({ path }) => path.split('/').slice(0, 2).join('/')));
  const named = [
    ...manifest.runs.map((id) => `runs/${id}`),
    ...manifest.groups.map((id) => `groups/${id}.json`),
    ...(manifest.notes ?? []).map((name) => `notes/${name}.md`),
  ];
  for (const path of named) if (!inside.has(path)) throw refuse(`${path} is missing`);
  const known = new Set(named);
  for (const path of inside)
    if (!path.startsWith('data/') && !known.has(path)) throw refuse(`${path} is not listed`);
  return files;
}

function refuseBombs(
  zip: ZipFile,
  manifest: CapsuleManifest,
  files: readonly Listed[],
  to: string,
  refuse: Refuse,
): void {
  const bytes = manifest.entries.reduce((sum, entry) => sum + entry.bytes, 0);
  if (bytes > ALWAYS_ALLOWED_BYTES && bytes > MAX_RATIO * zip.fileSize)
    throw refuse(
      `it would unpack to ${(bytes / 1e9).toFixed(1)} GB, ${Math.round(bytes / zip.fileSize)} times its size`,
    );
  // Beside honest files of some size, one that is made to do harm would not stand out.
  const swollen = files
    .filter(({ entry }) => entry.uncompressedSize > MAX_RATIO * entry.compressedSize)
    .reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
  if (swollen > ALWAYS_ALLOWED_BYTES)
    throw refuse(
      `${(swollen / 1e9).toFixed(1)} GB of it are files that unpack to more than ${MAX_RATIO} times their size`,
    );
  const free = findFreeBytes(to);
  if (free !== null && bytes > free) {
    throw fail('disk-full', `The disk is full: unpacking needs ${bytes} bytes, and ${free} are free.`, {
      file: to,
    });
  }
}

/** null where Node does not tell, as before 18: then the disk says so itself when it is full. */
function findFreeBytes(folder: string): number | null {
  const { statfsSync } = fs as Partial<typeof fs>;
  if (statfsSync === undefined) return null;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

async function extract(
  zip: ZipFile,
  entry: Entry,
  sha256: string,
  to: string,
  refuse: Refuse,
  onPart: (bytes: number) => void,
): Promise<void> {
  const path = join(to, ...entry.fileName.split('/'));
  mkdirSync(dirname(path), { recursive: true });
  const hash = createHash('sha256');
  const file = new TemporaryFile(path);
  try {
    // yauzl ends the stream with an error where it holds more or less than the entry says.
    for await (const part of await zip.openReadStreamPromise(entry)) {
      hash.update(part as Buffer);
      file.put(part as Buffer);
      onPart((part as Buffer).length);
    }
    if (hash.digest('hex') !== sha256) throw refuse(`${entry.fileName} has other bytes than were packed`);
    file.keep();
  } finally {
    file.drop();
  }
}
