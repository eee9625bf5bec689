import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fail } from '../../../src-shared/errors';
import type { TakenIn } from '../../../src-shared/ipc/library';
import { runIdSchema } from '../../../src-shared/run/record/run-check';
import { copyFileAside, copyFolderAside, countFolderBytes } from '../../files/copies';
import { listOrEmpty, temporaryName } from '../../files/durable';
import { TimeSlices } from '../../files/time-slices';
import { newRunId } from '../run-folders/new-record';
import type { CapsuleReading } from './capsule-file';
import type { CapsuleManifest } from './manifest';
import { readStaged } from './staged-capsule';
import { mergeStaged, type UnpackInto } from './unpack';

type Staged = Pick<CapsuleManifest, 'runs' | 'groups' | 'entries'>;

/**
 * Takes in runs that lie as folders: one run's folder, a folder of them, or another workspace with its groups
 * and copies of data. They are copied and checked aside first, as a capsule's are.
 * @throws BenchtopError `file-missing`, `invalid-data` where there is no run or a record does not fit,
 * `read-only`, `disk-full` or `storage`, `conflict` where it is cancelled; nothing is taken in then
 */
export async function importFolder(
  folder: string,
  into: UnpackInto,
  reading: CapsuleReading = {},
): Promise<TakenIn> {
  if (into.readOnly !== null) throw fail('read-only', into.readOnly);
  const from = resolve(folder);
  if (statSync(from, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw fail('file-missing', `There is no folder at ${from}: check its name.`, { file: from });
  const aside = temporaryName(join(into.folder, 'capsule'));
  mkdirSync(aside, { recursive: true });
  try {
    const source = await list(from);
    if (source.runs.length === 0) {
      throw fail(
        'invalid-data',
        `${from} holds no run: name a run’s folder (with run.json in it), a folder of them, or a workspace.`,
        { file: from },
      );
    }
    const staged = await stage(source, aside, reading);
    return await mergeStaged(await readStaged(aside, staged, from), join(aside, 'data'), into);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** What lies in a folder; absolute paths. */
interface Source {
  readonly runs: readonly string[];
  readonly groups: readonly string[];
  readonly data: readonly string[];
}

async function list(from: string): Promise<Source> {
  const none = { groups: [], data: [] };
  if (existsSync(join(from, 'run.json'))) return { ...none, runs: [from] };
  const runsFolder = join(from, 'runs');
  if (!existsSync(runsFolder)) return { ...none, runs: await listRuns(from) };
  return {
    runs: await listRuns(runsFolder),
    groups: listFiles(join(from, 'groups'), /^[a-z0-9-]{8,50}\.json$/),
    data: listFiles(join(from, 'data'), /^[0-9a-f]{16}-[^/\\]+$/),
  };
}

async function listRuns(folder: string): Promise<string[]> {
  const slices = new TimeSlices();
  const runs: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    await slices.next();
    if (entry.isDirectory() && existsSync(join(folder, entry.name, 'run.json')))
      runs.push(join(folder, entry.name));
  }
  return runs;
}

function listFiles(folder: string, isWanted: RegExp): string[] {
  return listOrEmpty(folder)
    .filter((name) => isWanted.test(name))
    .map((name) => join(folder, name));
}

/** Copies what is to be taken in, piece by piece: neither a run of long logs nor a large table holds main up. */
async function stage(
  { runs, groups, data }: Source,
  aside: string,
  reading: CapsuleReading,
): Promise<Staged> {
  let totalBytes = 0;
  for (const folder of runs) totalBytes += await countFolderBytes(folder);
  for (const path of [...groups, ...data]) totalBytes += (await stat(path)).size;
  const onPart = ({ length }: Pick<Uint8Array, 'length'>): void => {
    if (reading.signal?.aborted === true) throw fail('conflict', 'This was cancelled.');
    reading.onBytes?.(length, totalBytes);
  };
  onPart([]);
  const ids = await stageRuns(runs, aside, onPart);
  for (const name of ['groups', 'data']) await mkdir(join(aside, name));
  for (const path of groups) await copyFileAside(path, join(aside, 'groups', basename(path)), onPart);
  const entries: Staged['entries'][number][] = [];
  for (const path of data) {
    const name = basename(path);
    const hash = createHash('sha256');
    let bytes = 0;
    await copyFileAside(path, join(aside, 'data', name), (part) => {
      hash.update(part);
      bytes += part.length;
      onPart(part);
    });
    entries.push({ path: `data/${name}`, bytes, sha256: hash.digest('hex') });
  }
  return { runs: ids, groups: groups.map((path) => basename(path, '.json')), entries };
}

/** Copies run folders aside, each under the id that its record has. @returns the ids */
async function stageRuns(
  folders: readonly string[],
  aside: string,
  onPart: (part: Uint8Array) => void,
): Promise<string[]> {
  await mkdir(join(aside, 'runs'));
  const ids: string[] = [];
  for (const folder of folders) {
    const id = readId(folder);
    const to = join(aside, 'runs', id);
    if (existsSync(to))
      throw fail('invalid-data', `${folder} holds run ${id} a second time: import one of them.`, {
        file: folder,
      });
    await copyFolderAside(folder, to, onPart);
    ids.push(id);
  }
  return ids;
}

function readId(folder: string): string {
  const path = join(folder, 'run.json');
  try {
    const { id, kind } = JSON.parse(readFileSync(path, 'utf8')) as { id?: unknown; kind?: unknown };
    // Another program's run is called as its folder is.
    if (kind === 'external') return runIdSchema.safeParse(basename(folder)).data ?? newRunId();
    return runIdSchema.parse(id);
  } catch {
    throw fail('invalid-data', `${path} is no record of a run.`, { file: path });
  }
}
