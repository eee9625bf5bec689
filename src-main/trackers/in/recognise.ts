import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceKind } from '../../../src-shared/ipc/imports';
import { maskedCrc32c } from '../../files/tensorboard/crc32c';
import { recogniseDatabase, type AskDatabase } from './database-source';
import { hasMlflow } from './mlflow-in';
import { hasEvents } from './tensorboard-in';

/** Bytes that tell a file's kind. */
const FIRST_BYTES = 64;
const SQLITE = 'SQLite format 3\0';
/** Name of a capsule's first entry, which stands behind the 30 bytes of its header. */
const CAPSULE = 'benchtop-capsule.json';
const ZIP_HEADER_BYTES = 30;
/** Of an event file's record: its length and the checksum of that. */
const RECORD_HEADER_BYTES = 12;

/**
 * Whose runs a file or folder holds, by its content.
 * @returns null where it holds nobody's
 * @throws BenchtopError where a database cannot be asked; Error where the path cannot be looked at
 */
export async function recogniseSource(path: string, ask: AskDatabase): Promise<SourceKind | null> {
  if (statSync(path).isFile()) return recogniseFile(path, ask);
  // Runs may have event files among what they keep: they are asked for last.
  if (hasRunFolders(path)) return 'runs';
  if (hasMlflow(path)) return 'mlflow';
  return hasEvents(path) ? 'tensorboard' : null;
}

async function recogniseFile(path: string, ask: AskDatabase): Promise<SourceKind | null> {
  const first = readFirst(path);
  if (first.toString('latin1', 0, SQLITE.length) === SQLITE) return recogniseDatabase({ path, ask });
  const name = first.toString('latin1', ZIP_HEADER_BYTES, ZIP_HEADER_BYTES + CAPSULE.length);
  if (first.toString('latin1', 0, 2) === 'PK' && name === CAPSULE) return 'capsule';
  const isRecord = first.length >= RECORD_HEADER_BYTES && maskedCrc32c(first, 0, 8) === first.readUInt32LE(8);
  // One that was only begun is known by its name.
  return (isRecord && first.includes('brain.Event')) || hasEvents(path) ? 'tensorboard' : null;
}

function readFirst(path: string): Buffer {
  const first = Buffer.alloc(FIRST_BYTES);
  const file = openSync(path, 'r');
  try {
    return first.subarray(0, readSync(file, first, 0, first.length, 0));
  } finally {
    closeSync(file);
  }
}

/** Folders of runs, with run.json in them: the one that is named, those in it, or those of a workspace. */
export function listRunFolders(path: string): string[] {
  if (existsSync(join(path, 'run.json'))) return [path];
  const parent = existsSync(join(path, 'runs')) ? join(path, 'runs') : path;
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => join(parent, name))
    .filter((folder) => existsSync(join(folder, 'run.json')))
    .sort();
}

function hasRunFolders(path: string): boolean {
  return listRunFolders(path).length > 0;
}
