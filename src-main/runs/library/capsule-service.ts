import { performance } from 'node:perf_hooks';
import { isLive } from '../../../src-shared/group/group';
import { MOST_NOTE_BYTES } from '../../../src-shared/notes/name';
import { embeddedIds } from '../../../src-shared/notes/renumber';
import type { StoredRun } from '../../../src-shared/run/record/record';
import type { TakenIn } from '../../../src-shared/ipc/library';
import type { CallOptions } from '../../host/pending-calls';
import type { Workspace } from '../../workspace';
import type { CapsuleReading } from '../../workspace/capsule/capsule-file';
import type { CountedCapsule } from '../../workspace/capsule/count-capsule';
import type { FindData } from '../../workspace/capsule/contents';
import type { RunRecorder } from '../live/run-recorder';

export interface PackOptions {
  /** Where the capsule is written. */
  readonly to: string;
  /** With the data files that the runs were trained on. */
  readonly withData: boolean;
  /** Whether a file that is there is replaced. */
  readonly replaces: boolean;
  /** Whether groups of which all runs are packed go with them; left out: yes. */
  readonly withGroups?: boolean;
  /** Whether the notebook's pages that embed one of the runs or groups go with them; left out: no. */
  readonly withNotes?: boolean;
}

export interface Packed {
  readonly path: string;
  readonly runs: readonly string[];
  readonly groups: readonly string[];
  /** Names of the notebook's pages inside. */
  readonly notes: readonly string[];
  /** Hashes of the data files inside. */
  readonly data: readonly string[];
  /** Of all files inside, unpacked. */
  readonly bytes: number;
}

/** Puts runs into capsules, and takes in what others packed. */
export class CapsuleService {
  readonly #workspace: Workspace;
  readonly #recorder: Pick<RunRecorder, 'push'>;
  readonly #findData: FindData;

  constructor(workspace: Workspace, recorder: Pick<RunRecorder, 'push'>, findData: FindData) {
    this.#workspace = workspace;
    this.#recorder = recorder;
    this.#findData = findData;
  }

  /**
   * Writes runs into one file; a group goes with them where all of its runs do.
   * @throws BenchtopError `conflict` where one is at work, `file-missing` where data is wanted and gone,
   * `usage`, `disk-full` or `storage`
   */
  async pack(
    ids: readonly string[],
    { to, withData, replaces, withGroups = true, withNotes = false }: PackOptions,
  ): Promise<Packed> {
    const { folder, runs } = this.#workspace;
    const [{ listContents }, { writeCapsule }] = await Promise.all([
      import('../../workspace/capsule/contents'),
      import('../../workspace/capsule/pack'),
    ]);
    const findData = withData ? this.#findData : null;
    const packed = ids.map((id) => runs.get(id));
    const groups = withGroups ? this.#wholeGroups(packed) : [];
    const contents = await listContents(
      folder,
      packed,
      groups,
      findData,
      withNotes ? this.#pagesOf(packed, groups) : [],
    );
    const manifest = await writeCapsule(contents, to, __APP_VERSION__, replaces);
    const bytes = manifest.entries.reduce((sum, entry) => sum + entry.bytes, 0);
    const { runs: packedIds, groups: groupIds, data, notes = [] } = manifest;
    return { path: to, runs: packedIds, groups: groupIds, data, notes, bytes };
  }

  /** Counts what a capsule holds, and takes in nothing. @throws BenchtopError as `extractCapsule` */
  async count(path: string, options: CallOptions = {}): Promise<CountedCapsule> {
    const { countCapsule } = await import('../../workspace/capsule/count-capsule');
    return countCapsule(path, toReading(options));
  }

  /**
   * Takes in the runs of a capsule.
   * @param only the runs that it must hold, and no others; left out: any
   * @throws BenchtopError as `unpackCapsule`
   */
  async unpack(path: string, options: CallOptions = {}, only?: readonly string[]): Promise<TakenIn> {
    const { unpackCapsule } = await import('../../workspace/capsule/unpack');
    return this.#tell(await unpackCapsule(path, this.#workspace, only, toReading(options)));
  }

  /** Takes in runs that lie as folders. @throws BenchtopError as `importFolder` */
  async importFolder(folder: string, options: CallOptions = {}): Promise<TakenIn> {
    const { importFolder } = await import('../../workspace/capsule/import-folder');
    return this.#tell(await importFolder(folder, this.#workspace, toReading(options)));
  }

  /** Takes back runs that came a moment ago and that nobody has used yet. */
  takeBack({ runs, notes = [] }: TakenIn): void {
    for (const { name, isNew } of notes)
      if (isNew && this.#workspace.notes.has(name)) this.#workspace.notes.delete(name);
    for (const { id, how } of runs) {
      if (how === 'there') continue;
      this.#workspace.runs.discard(id);
      this.#recorder.push('run.changed', { runId: id, run: null });
    }
  }

  #wholeGroups(packed: readonly StoredRun[]): ReturnType<Workspace['groups']['get']>[] {
    const { groups, runs } = this.#workspace;
    const ids = new Set(packed.map(({ record }) => record.id));
    const named = new Set(packed.flatMap(({ record }) => (record.group === null ? [] : [record.group.id])));
    return [...named].flatMap((id) => {
      if (!groups.has(id)) return [];
      const group = groups.get(id);
      const members = runs.ids().filter((run) => run.startsWith(`${id}-`));
      return !isLive(group) && members.every((run) => ids.has(run)) ? [group] : [];
    });
  }

  /** Pages that embed one of these. */
  #pagesOf(packed: readonly StoredRun[], packedGroups: readonly { readonly id: string }[]): string[] {
    const { notes } = this.#workspace;
    const runIds = new Set(packed.map(({ record }) => record.id));
    const groupIds = new Set(packedGroups.map(({ id }) => id));
    return notes
      .list()
      .filter(({ name, bytes }) => {
        if (bytes > MOST_NOTE_BYTES) return false;
        const found = embeddedIds(notes.read(name).text);
        return (
          [...found.runs].some((id) => runIds.has(id)) || [...found.groups].some((id) => groupIds.has(id))
        );
      })
      .map(({ name }) => name);
  }

  #tell(taken: TakenIn): TakenIn {
    for (const { id, how } of taken.runs) {
      if (how !== 'there')
        this.#recorder.push('run.changed', { runId: id, run: this.#workspace.runs.get(id) });
    }
    return taken;
  }
}

/** Progress is told at most so often, as a worker does. */
const PROGRESS_INTERVAL_MS = 50;

function toReading({ signal, onProgress }: CallOptions): CapsuleReading {
  let bytes = 0;
  let toldAt = -Infinity;
  return {
    ...(signal === undefined ? {} : { signal }),
    onBytes: (count, totalBytes) => {
      bytes += count;
      const now = performance.now();
      if (now - toldAt < PROGRESS_INTERVAL_MS) return;
      toldAt = now;
      onProgress?.({ bytes, totalBytes, rows: 0 });
    },
  };
}
