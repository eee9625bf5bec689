import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fail } from '../../../src-shared/errors';
import { trialRunId, type Group } from '../../../src-shared/group/group';
import type { TakenIn } from '../../../src-shared/ipc/library';
import { renumbered } from '../../../src-shared/notes/renumber';
import type { RunRecord } from '../../../src-shared/run/record/record';
import { writeFileDurable, isOurs, renameDurable, temporaryName } from '../../files/durable';
import { sha256OfFile, stableJson } from '../../files/hash';
import { TimeSlices } from '../../files/time-slices';
import type { GroupStore } from '../group-store';
import type { NoteStore } from '../notes/note-store';
import { newRunId } from '../run-folders/new-record';
import type { RunStore } from '../run-folders/run-store';
import { extractCapsule, type CapsuleReading } from './capsule-file';
import { readStaged, withCopies, type StagedCapsule, type StagedRun } from './staged-capsule';

export interface UnpackInto {
  /** The workspace. */
  readonly folder: string;
  readonly readOnly: string | null;
  readonly runs: RunStore;
  readonly groups: GroupStore;
  readonly notes: Pick<NoteStore, 'adopt'>;
}

/**
 * Takes into the workspace what a capsule holds and it lacks. Everything is unpacked and verified aside
 * before anything is moved in. A run that is here with the same content is left alone, whatever it is called
 * here; where another run has its id it gets a new one, with its group.
 * @param only the runs that it must hold, and no others; left out: any
 * @throws BenchtopError `invalid-data` where the capsule is damaged or made to do harm, `read-only`,
 * `disk-full` or `storage`, `conflict` where it is cancelled; nothing is taken in then
 */
export async function unpackCapsule(
  path: string,
  into: UnpackInto,
  only?: readonly string[],
  reading: CapsuleReading = {},
): Promise<TakenIn> {
  if (into.readOnly !== null) throw fail('read-only', into.readOnly);
  const aside = temporaryName(join(into.folder, 'capsule'));
  mkdirSync(aside, { recursive: true });
  try {
    const manifest = await extractCapsule(path, aside, reading);
    if (only !== undefined && JSON.stringify(manifest.runs) !== JSON.stringify(only))
      throw fail(
        'invalid-data',
        `${path} holds ${manifest.runs.join(', ')} in place of ${only.join(', ')}.`,
        {
          file: path,
        },
      );
    const staged = await readStaged(aside, manifest, path);
    return await mergeStaged(staged, join(aside, 'data'), into);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** Takes in what lies aside and was verified. @param data folder of its data files */
export async function mergeStaged(staged: StagedCapsule, data: string, into: UnpackInto): Promise<TakenIn> {
  const { units, groupIds } = await plan(staged, into);
  const taken = moveData(staged.data, data, into.folder);
  const byId = new Map(units.map((unit) => [unit.run.record.id, unit]));
  const slices = new TimeSlices();
  for (const { run, id, how } of units) {
    await slices.next();
    if (how === 'there') continue;
    const parent = byId.get(run.record.parent?.id ?? '');
    const record = renamed(withCopies(run.record, staged.data), id, groupIds, parent?.id ?? null);
    const path = join(run.folder, 'run.json');
    // Another program's run has its id in its folder's name only.
    if (record.external === undefined && stableJson(record) !== stableJson(run.record))
      writeFileDurable(path, `${JSON.stringify(record, null, 2)}\n`);
    into.runs.adopt(run.folder, id);
  }
  const groups = staged.groups.flatMap((group) => {
    const id = groupIds.get(group.id) ?? group.id;
    if (into.groups.has(id)) return [];
    const { schemaVersion: _version, session: _session, ...rest } = group;
    into.groups.create({ ...rest, id });
    return [id];
  });
  return {
    runs: units.map(({ run, id, how }) => ({ id, how, name: run.record.name, from: run.record.id })),
    groups,
    data: taken,
    ...(staged.notes.length === 0 ? {} : { notes: takeNotes(staged, units, groupIds, into) }),
  };
}

/** Takes in pages last: what they embed is here then, under the ids that it has here. */
function takeNotes(
  { notes }: StagedCapsule,
  units: readonly Unit[],
  groupIds: ReadonlyMap<string, string>,
  into: UnpackInto,
): NonNullable<TakenIn['notes']> {
  const ids = new Map(units.map(({ run, id }) => [run.record.id, id]));
  return notes.map(({ name: from, text }) => ({
    from,
    ...into.notes.adopt(from, renumbered(text, ids, groupIds)),
  }));
}

interface Unit {
  readonly run: StagedRun;
  readonly id: string;
  readonly how: 'new' | 'there' | 'renamed';
}

/** Which id each run gets. Runs of a group carry its id, so that they are renamed together. */
async function plan(
  staged: StagedCapsule,
  into: UnpackInto,
): Promise<{ units: readonly Unit[]; groupIds: ReadonlyMap<string, string> }> {
  const seen = new Map<string, 'new' | 'there' | 'other'>();
  const slices = new TimeSlices();
  for (const run of staged.runs) {
    await slices.next();
    seen.set(run.record.id, await compare(run, into.runs));
  }
  const groupIds = new Map<string, string>();
  for (const group of staged.groups) {
    const members = staged.runs.filter(({ record }) => record.group?.id === group.id);
    const isTaken = into.groups.has(group.id) && !isSameGroup(into.groups.get(group.id), group);
    if (isTaken || members.some(({ record }) => seen.get(record.id) === 'other'))
      groupIds.set(group.id, newRunId());
  }
  const units = staged.runs.map((run): Unit => {
    const { id, group } = run.record;
    const groupId = group === null ? undefined : groupIds.get(group.id);
    if (group !== null && groupId !== undefined)
      return { run, id: trialRunId(groupId, group.place), how: 'renamed' };
    const how = seen.get(id) ?? 'new';
    return how === 'other' ? { run, id: newRunId(), how: 'renamed' } : { run, id, how };
  });
  return { units, groupIds };
}

function isSameGroup(a: Group, b: Group): boolean {
  const content = ({ experiment, plan, trials }: Group): string => stableJson({ experiment, plan, trials });
  return content(a) === content(b);
}

/** What a person, or moving, changes of a run whose content stays. */
const NOT_CONTENT = [
  ...[
    'name',
    'tags',
    'note',
    'starred',
    'archived',
    'colour',
    'clusterNames',
    'check',
    'recovered',
    'repair',
  ],
  ...['dataCopy', 'otherCopies', 'session', 'importedFrom', 'findings', 'notices'],
] as const satisfies (keyof RunRecord)[];

/** Whether a run is here: with the same content, with other content under its id, or not at all. */
async function compare({ record, folder }: StagedRun, runs: RunStore): Promise<'new' | 'there' | 'other'> {
  if (!runs.has(record.id)) return existsSync(runs.findFolder(record.id)) ? 'other' : 'new';
  const here = runs.get(record.id);
  const content = (of: RunRecord): string => {
    // Its figures are those of its log.
    if (of.external !== undefined) return stableJson({ external: of.external, createdAt: of.createdAt });
    return stableJson(
      Object.fromEntries(
        Object.entries(of).filter(([key]) => !(NOT_CONTENT as readonly string[]).includes(key)),
      ),
    );
  };
  if (content(here.record) !== content(record)) return 'other';
  for (const path of filesBelow(folder)) {
    const name = relative(folder, path);
    // The clusters' names stand in the predictions, which are the model's on the same rows.
    if (name === 'run.json' || name === 'predictions.csv' || name === 'labels.json') continue;
    const other = join(here.path, name);
    if (statSync(other, { throwIfNoEntry: false })?.size !== statSync(path).size) return 'other';
    if ((await sha256OfFile(other)) !== (await sha256OfFile(path))) return 'other';
  }
  return 'there';
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return isOurs(entry.name) ? [] : [path];
  });
}

function renamed(
  record: RunRecord,
  id: string,
  groupIds: ReadonlyMap<string, string>,
  parentId: string | null,
): RunRecord {
  const { group, parent } = record;
  return {
    ...record,
    id,
    group: group === null ? null : { ...group, id: groupIds.get(group.id) ?? group.id },
    parent: parent === null ? null : { ...parent, id: parentId ?? parent.id },
    ...(id === record.id ? {} : { importedFrom: { id: record.id, at: new Date().toISOString() } }),
  };
}

/** @returns how many data files were not here */
function moveData(names: readonly string[], from: string, workspace: string): number {
  const to = join(workspace, 'data');
  const fresh = names.filter((name) => !existsSync(join(to, name)));
  if (fresh.length > 0) mkdirSync(to, { recursive: true });
  for (const name of fresh) renameDurable(join(from, name), join(to, name));
  return fresh.length;
}
