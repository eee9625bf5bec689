import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fail, type BenchtopError } from '../../../src-shared/errors';
import { groupSchema, type Group } from '../../../src-shared/group/group';
import { MOST_NOTE_BYTES, nameProblem } from '../../../src-shared/notes/name';
import { listCopies, listDataPaths, listHashes } from '../../../src-shared/run/record/data-files';
import { runRecordSchema, type RunRecord } from '../../../src-shared/run/record/record';
import { TERMINAL } from '../../../src-shared/run/record/status';
import { copyPrefix } from '../../files/copy-name';
import { FORMATS } from '../../files/stored-formats';
import { TimeSlices } from '../../files/time-slices';
import { readExternalDocument } from '../../files/run-files/external-document';
import { toExternalRecord } from '../external/external-document';
import { readDocument } from '../storage/json-store';
import type { CapsuleManifest } from './manifest';

/** A run that was unpacked, and not taken into the workspace yet. */
export interface StagedRun {
  readonly record: RunRecord;
  /** Absolute. */
  readonly folder: string;
}

/** A capsule that was unpacked aside: its records were read, and fit. */
export interface StagedCapsule {
  readonly runs: readonly StagedRun[];
  readonly groups: readonly Group[];
  /** Names of data files, each beginning with the hash of its bytes. */
  readonly data: readonly string[];
  /** Pages of the notebook. */
  readonly notes: readonly { readonly name: string; readonly text: string }[];
}

/**
 * Reads the records of what was unpacked.
 * @param folder where, absolute
 * @param capsule for messages
 * @throws BenchtopError `invalid-data` for a record that does not fit, is another's, or is at work
 */
export async function readStaged(
  folder: string,
  manifest: Pick<CapsuleManifest, 'runs' | 'groups' | 'entries' | 'notes'>,
  capsule: string,
): Promise<StagedCapsule> {
  const refuse = (why: string): BenchtopError =>
    fail('invalid-data', `${capsule} cannot be taken in: ${why}.`, { file: capsule });
  const readRun = (id: string): StagedRun => {
    const path = join(folder, 'runs', id);
    const external = readExternalDocument(path);
    if (external.kind === 'bad') throw refuse(`of run ${id} ${external.reason}`);
    if (external.kind === 'good') {
      const record = toExternalRecord(id, path, external.document, null);
      if (!TERMINAL.has(record.status))
        throw refuse(`run ${id} is still written: take it in once it has ended`);
      return { record, folder: path };
    }
    const found = readDocument(join(path, 'run.json'), { schema: runRecordSchema, format: FORMATS.run });
    if (found.kind === 'newer') throw refuse(`a newer Benchtop made run ${id}: update Benchtop to open it`);
    if (found.kind !== 'good' || found.value.id !== id) throw refuse(`the record of run ${id} is damaged`);
    if (!TERMINAL.has(found.value.status)) throw refuse(`run ${id} was at work when it was packed`);
    return { record: found.value, folder: path };
  };
  const slices = new TimeSlices();
  const runs: StagedRun[] = [];
  for (const id of manifest.runs) {
    await slices.next();
    runs.push(readRun(id));
  }
  const groups = manifest.groups.map((id) => {
    const found = readDocument(join(folder, 'groups', `${id}.json`), {
      schema: groupSchema,
      format: FORMATS.group,
    });
    if (found.kind !== 'good' || found.value.id !== id) throw refuse(`group ${id} is damaged`);
    return found.value;
  });
  const data = manifest.entries.flatMap(({ path, sha256 }) => {
    if (!path.startsWith('data/')) return [];
    const name = path.slice('data/'.length);
    if (!name.startsWith(copyPrefix(sha256))) throw refuse(`${path} is called after other bytes`);
    return [name];
  });
  const notes = (manifest.notes ?? []).map((name) => {
    if (nameProblem(name) !== null) throw refuse(`a page cannot be called "${name}"`);
    const path = join(folder, 'notes', `${name}.md`);
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? Infinity) > MOST_NOTE_BYTES)
      throw refuse(`page "${name}" is not in it, or larger than a page may be`);
    try {
      return { name, text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)) };
    } catch {
      throw refuse(`page "${name}" is not text in UTF-8`);
    }
  });
  return { runs, groups, data, notes };
}

/** What a record says of its data once the capsule's copies of it are the workspace's. */
export function withCopies(record: RunRecord, data: readonly string[]): RunRecord {
  if (record.dataset === null || listDataPaths(record.experiment).length === 0) return record;
  const copies = listHashes(record.dataset).map((sha256) =>
    data.find((name) => name.startsWith(copyPrefix(sha256))),
  );
  const [first, ...others] = copies.map((name) => (name === undefined ? null : `data/${name}`));
  if (first === undefined || first === null || others.includes(null)) {
    // Copies of the workspace that it comes from are not here.
    if (listCopies(record).length === 0) return record;
    const { otherCopies: _, ...rest } = record;
    return { ...rest, dataCopy: null };
  }
  const rest = others.filter((copy) => copy !== null);
  return { ...record, dataCopy: first, ...(rest.length === 0 ? {} : { otherCopies: rest }) };
}
