import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../../../src-shared/errors';
import { isLive, type Group } from '../../../src-shared/group/group';
import { listDataPaths, listHashes } from '../../../src-shared/run/record/data-files';
import type { StoredRun } from '../../../src-shared/run/record/record';
import { TERMINAL } from '../../../src-shared/run/record/status';
import { copyName } from '../../files/copy-name';
import { isOurs } from '../../files/durable';

/** A file that goes into a capsule. */
export interface PackedFile {
  /** Where it lies now, absolute. */
  readonly source: string;
  /** Where it lies in the capsule, `/` as separator. */
  readonly path: string;
  /** SHA-256 that its bytes must have; left out: they are what they are. */
  readonly sha256?: string;
}

/** Finds a data file by where it was and what it held; null: its bytes are nowhere to be found. */
export type FindData = (path: string, sha256: string) => Promise<string | null>;

/** What is packed: finished runs, the groups among them that are whole, and their data where it is wanted. */
export interface Contents {
  readonly runs: readonly StoredRun[];
  readonly groups: readonly Group[];
  readonly files: readonly PackedFile[];
  /** Hashes of the data files inside. */
  readonly data: readonly string[];
  /** Names of the notebook's pages inside. */
  readonly notes: readonly string[];
}

/** Copies that are made anew, and files that were set aside as damaged. */
const LEFT_OUT = /\.bak$|\.corrupt-/;

/**
 * Lists what goes into a capsule.
 * @param groups those whose runs are packed; each is packed with the runs
 * @param findData of the files that the runs were trained on; null: they are not packed
 * @param notes names of the notebook's pages that go with them
 * @throws BenchtopError `conflict` for a run or group that is still at work, `file-missing` where data that
 * is wanted is nowhere with the bytes that the run read
 */
export async function listContents(
  workspace: string,
  runs: readonly StoredRun[],
  groups: readonly Group[],
  findData: FindData | null,
  notes: readonly string[] = [],
): Promise<Contents> {
  for (const { record } of runs) {
    if (!TERMINAL.has(record.status))
      throw fail(
        'conflict',
        `Run ${record.id} (“${record.name}”) is still at work: pack it once it has ended.`,
      );
  }
  for (const group of groups) {
    if (isLive(group))
      throw fail(
        'conflict',
        `Group ${group.id} (“${group.name}”) is still at work: pack it once it has ended.`,
      );
  }
  const files = [
    ...runs.flatMap(({ record, path }) => listFolder(path, `runs/${record.id}`)),
    ...groups.map(({ id }) => ({
      source: join(workspace, 'groups', `${id}.json`),
      path: `groups/${id}.json`,
    })),
    ...notes.map((name) => ({
      source: join(workspace, 'notes', `${name}.md`),
      path: `notes/${name}.md`,
    })),
  ];
  const data = findData === null ? new Map<string, PackedFile>() : await listData(runs, findData);
  return { runs, groups, files: [...files, ...data.values()], data: [...data.keys()], notes };
}

function listFolder(folder: string, path: string): PackedFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !isOurs(name) && !LEFT_OUT.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const [source, inside] = [join(folder, entry.name), `${path}/${entry.name}`];
      if (entry.isDirectory()) return listFolder(source, inside);
      return entry.isFile() ? [{ source, path: inside }] : [];
    });
}

/** The files that the runs read, once each, by their hashes. */
async function listData(runs: readonly StoredRun[], findData: FindData): Promise<Map<string, PackedFile>> {
  const found = new Map<string, PackedFile>();
  for (const { record } of runs) {
    const paths = listDataPaths(record.experiment);
    if (record.dataset === null || paths.length === 0) continue;
    const hashes = listHashes(record.dataset);
    for (const [i, path] of paths.entries()) {
      const sha256 = hashes[i];
      if (sha256 === undefined || found.has(sha256)) continue;
      const source = await findData(path, sha256);
      if (source === null) {
        throw fail(
          'file-missing',
          `${path}, which run ${record.id} was trained on, is not there with the same bytes any more: locate it, or pack without the data.`,
          { file: path },
        );
      }
      found.set(sha256, { source, path: `data/${copyName(path, sha256)}`, sha256 });
    }
  }
  return found;
}
