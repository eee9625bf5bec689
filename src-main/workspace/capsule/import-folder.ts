import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fail } from '../../../src-shared/errors';
import type { TakenIn } from '../../../src-shared/ipc/library';
import { runIdSchema } from '../../../src-shared/run/record/run-check';
import { copyFileDurable, copyFolderAside } from '../../files/copies';
import { listOrEmpty, temporaryName } from '../../files/durable';
import { sha256OfFile } from '../../files/hash';
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
    const staged = await stage(from, aside, reading);
    if (staged.runs.length === 0) {
      throw fail(
        'invalid-data',
        `${from} holds no run: name a run’s folder (with run.json in it), a folder of them, or a workspace.`,
        { file: from },
      );
    }
    return await mergeStaged(readStaged(aside, staged, from), join(aside, 'data'), into);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

async function stage(from: string, aside: string, reading: CapsuleReading): Promise<Staged> {
  if (existsSync(join(from, 'run.json')))
    return { runs: await stageRuns([from], aside, reading), groups: [], entries: [] };
  const runsFolder = join(from, 'runs');
  if (!existsSync(runsFolder))
    return { runs: await stageRuns(subfolders(from), aside, reading), groups: [], entries: [] };
  const runs = await stageRuns(subfolders(runsFolder), aside, reading);
  const groups = stageFiles(from, aside, 'groups', /^[a-z0-9-]{8,50}\.json$/).map((name) =>
    basename(name, '.json'),
  );
  const data = stageFiles(from, aside, 'data', /^[0-9a-f]{16}-[^/\\]+$/);
  const entries = await Promise.all(
    data.map(async (name) => {
      const path = join(aside, 'data', name);
      return { path: `data/${name}`, bytes: statSync(path).size, sha256: await sha256OfFile(path) };
    }),
  );
  return { runs, groups, entries };
}

function subfolders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name))
    .filter((path) => existsSync(join(path, 'run.json')));
}

/** Copies run folders aside, each under the id that its record has. @returns the ids */
async function stageRuns(
  folders: readonly string[],
  aside: string,
  { signal, onBytes }: CapsuleReading,
): Promise<string[]> {
  mkdirSync(join(aside, 'runs'), { recursive: true });
  const ids: string[] = [];
  for (const folder of folders) {
    const id = readId(folder);
    const to = join(aside, 'runs', id);
    if (existsSync(to))
      throw fail('invalid-data', `${folder} holds run ${id} a second time: import one of them.`, {
        file: folder,
      });
    await copyFolderAside(folder, to, (count) => {
      if (signal?.aborted === true) throw fail('conflict', 'This was cancelled.');
      onBytes?.(count, 0);
    });
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

function stageFiles(from: string, aside: string, name: string, isWanted: RegExp): string[] {
  const names = listOrEmpty(join(from, name)).filter((file) => isWanted.test(file));
  mkdirSync(join(aside, name), { recursive: true });
  for (const file of names) copyFileDurable(join(from, name, file), join(aside, name, file));
  return names;
}
