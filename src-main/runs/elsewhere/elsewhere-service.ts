import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BenchtopError, fail } from '../../../src-shared/errors';
import { trialRunId, type Group } from '../../../src-shared/group/group';
import { resultName, type Job } from '../../../src-shared/group/job';
import { sentence } from '../../../src-shared/language/sentence';
import { whyNotElsewhere, type EmittedJob, type ScriptKind } from '../../../src-shared/group/where';
import type { TakenIn } from '../../../src-shared/ipc/library';
import { listDataPaths } from '../../../src-shared/run/record/data-files';
import type { RunRecord } from '../../../src-shared/run/record/record';
import type { CallOptions } from '../../host/pending-calls';
import type { Workspace } from '../../workspace';
import type { FileFinder } from '../data/file-finder';
import type { PinnedData } from '../data/run-data';
import type { GroupService } from '../groups/group-service';
import type { StartGroup } from '../groups/plan-group';
import type { CapsuleService } from '../library/capsule-service';
import { listResults, readJob, writeJob, type PinnedFile } from '../../workspace/jobs/job-folder';
import { jobScript } from '../../workspace/jobs/job-scripts';

/** A job that was written, and how it is started. */
export interface Emitted extends EmittedJob {
  readonly groupId: string;
  /** The script's name. */
  readonly script: string;
}

/** What became of one trial of a job. */
export interface TrialResult {
  /** The capsule with its run; null where it has not ended. */
  readonly path: string | null;
  /** null: it was done already. */
  readonly record: RunRecord | null;
}

interface ElsewhereOptions {
  readonly workspace: Workspace;
  readonly groups: GroupService;
  readonly capsules: CapsuleService;
  readonly finder: Pick<FileFinder, 'readHash'>;
}

/** Groups whose trials are trained by other machines, as jobs of a command each. */
export class ElsewhereService {
  readonly #options: ElsewhereOptions;

  constructor(options: ElsewhereOptions) {
    this.#options = options;
  }

  /**
   * Writes the folder of a job: a group's plan, its data, and the script that trains it. Nothing is kept here
   * until its results are taken in.
   * @param to a new folder
   * @throws BenchtopError where the plan or the data does not fit, `usage` for successive halving or a folder
   * that is not empty, `disk-full` or `storage`
   */
  async emit(start: StartGroup, kind: ScriptKind, to: string): Promise<Emitted> {
    const folder = resolve(to);
    const { group, files } = await this.plan(start, false);
    const script = jobScript(kind, group);
    await writeJob(group, files, folder, script);
    return {
      path: folder,
      groupId: group.id,
      trials: group.trials.length,
      script: script.name,
      start: script.start,
    };
  }

  /**
   * A group that is to be trained elsewhere, and the files that its trials read.
   * @param isCluster whether its trials can be decided here, one after another
   * @throws BenchtopError as `emit`
   */
  async plan(
    start: StartGroup,
    isCluster: boolean,
  ): Promise<{ readonly group: Group; readonly files: readonly PinnedFile[] }> {
    const why = whyNotElsewhere(start.plan, isCluster);
    if (why !== null) throw fail('usage', why.said, { field: why.field });
    const planned = await this.#options.groups.plan(start);
    const group: Group = { schemaVersion: 1, session: this.#options.workspace.session, ...planned };
    const files: PinnedFile[] = [];
    for (const path of listDataPaths(group.experiment)) {
      const source = resolve(path);
      if (statSync(source, { throwIfNoEntry: false })?.isFile() === false)
        throw fail(
          'usage',
          sentence('{path} is a folder, which is not sent to other machines: train here, or on one file.', {
            path,
          }),
          { file: path, field: 'dataset.path' },
        );
      files.push({ path, source, sha256: await this.#options.finder.readHash(source) });
    }
    return { group, files };
  }

  /**
   * Trains one trial of a job in this workspace, from its last checkpoint where it was begun here, and leaves a
   * capsule with its run among the job's results. A trial that has one is not trained again.
   * @param place of the trial, from 0 on
   * @throws BenchtopError where the folder holds no such trial, another version made it, the data is not what it was, or training failed
   * for another reason than that it diverged, which is a result
   */
  async trainTrial(folder: string, place: number): Promise<TrialResult> {
    const job = readJob(folder);
    const { group, benchtop } = job;
    // Its numbers are to be those of one program, whichever node trains a trial.
    if (benchtop !== __APP_VERSION__)
      throw fail(
        'conflict',
        `Benchtop ${__APP_VERSION__} is installed here, and the job was made by ${benchtop}: install that version here.`,
        { file: folder },
      );
    if (!(place >= 0 && place < group.trials.length))
      throw fail('usage', `${folder} has the trials 1 to ${group.trials.length}, and no ${place + 1}.`, {
        field: 'N',
      });
    const path = join(resolve(folder), 'results', resultName(place));
    if (existsSync(path)) return { path, record: null };
    const { groups, capsules, workspace } = this.#options;
    const { error } = await groups.trainTrial(group, place, pin(job, resolve(folder)));
    const id = trialRunId(group.id, place);
    if (error !== null && !workspace.runs.has(id)) throw fail(error.kind, error.message);
    const { record } = workspace.runs.get(id);
    if (record.error !== null && record.error.kind !== 'diverged') {
      // No result of the search, but of this machine: it is tried again as if it had not begun.
      workspace.runs.discard(id);
      throw new BenchtopError(record.error);
    }
    if (record.status !== 'finished' && record.status !== 'failed') return { path: null, record };
    await capsules.pack([id], { to: path, withData: false, replaces: false, withGroups: false });
    return { path, record };
  }

  /** How many trials of a job have left a result, and what it is called. @throws BenchtopError `invalid-data` */
  countResults(folder: string): { readonly runs: number; readonly name: string } {
    const { group } = readJob(folder);
    return { runs: listResults(folder).length, name: group.name };
  }

  /**
   * Takes in what the trials of a job have left so far. Asked again it takes in what has come since.
   * @throws BenchtopError `invalid-data` where no trial has left anything, or, once the others are here, of the first
   * result that is not whole or not the trial's; `conflict`
   * where it is cancelled: what had come is taken back then
   */
  async takeIn(folder: string, options: CallOptions = {}): Promise<TakenIn> {
    const { group } = readJob(folder);
    const results = listResults(folder).filter(([place]) => place < group.trials.length);
    if (results.length === 0)
      throw fail('invalid-data', `No trial of ${folder} has left a result yet: import it again later.`, {
        file: folder,
      });
    const taken: TakenIn[] = [];
    let problem: BenchtopError | null = null;
    const isNew = this.keep(group);
    try {
      for (const [done, [place, path]] of results.entries()) {
        if (options.signal?.aborted === true) throw fail('conflict', 'This was cancelled.');
        options.onProgress?.({ bytes: 0, totalBytes: 0, rows: 0, part: { done, of: results.length } });
        try {
          taken.push(await this.land(group, place, path, options.signal));
        } catch (error) {
          if (!(error instanceof BenchtopError) || error.info.kind !== 'invalid-data') throw error;
          // One that is still on its way must not hold up the others.
          problem ??= error;
        }
      }
    } catch (error) {
      if (options.signal?.aborted === true) {
        for (const one of taken) this.#options.capsules.takeBack(one);
        if (isNew) this.#options.workspace.groups.delete(group.id);
      }
      throw error;
    }
    this.settle(group.id);
    if (problem !== null)
      throw new BenchtopError({
        ...problem.info,
        message: `${problem.message} The other ${taken.length} of ${results.length} results are here: import it again once this one is whole.`,
      });
    return {
      runs: taken.flatMap(({ runs }) => runs),
      groups: isNew ? [group.id] : [],
      data: 0,
    };
  }

  /**
   * Keeps a group whose runs come from elsewhere, unless it is here.
   * @returns whether it is new
   * @throws BenchtopError `conflict` where another group has its id
   */
  keep(group: Group): boolean {
    const { groups } = this.#options.workspace;
    const { schemaVersion: _version, session: _session, ...rest } = group;
    if (!groups.has(group.id)) {
      groups.create({ ...rest, status: 'stopped', started: 0 });
      return true;
    }
    const { plan, trials } = groups.get(group.id);
    if (JSON.stringify([plan, trials]) !== JSON.stringify([group.plan, group.trials]))
      throw fail('conflict', `Another group has the id ${group.id} here: import into another workspace.`);
    return false;
  }

  /** Takes in the run of one trial; one that is here is left alone. @throws BenchtopError `invalid-data` */
  async land(group: Group, place: number, capsule: string, signal?: AbortSignal): Promise<TakenIn> {
    const id = trialRunId(group.id, place);
    const { runs } = this.#options.workspace;
    if (runs.has(id))
      return { runs: [{ id, how: 'there', name: runs.get(id).record.name, from: id }], groups: [], data: 0 };
    return this.#options.capsules.unpack(capsule, signal === undefined ? {} : { signal }, [id]);
  }

  /** Has a group say how far its trials have come, once runs of it have landed. */
  settle(id: string): Group {
    const { runs } = this.#options.workspace;
    return this.#options.groups.note(id, (group) => {
      const ids = group.trials.map((_, place) => trialRunId(id, place));
      const missing = ids.findIndex((run) => !runs.has(run));
      const ends = ids.flatMap((run) => (runs.has(run) ? [runs.get(run).record.endedAt ?? ''] : []));
      const endedAt = ends.reduce((latest, end) => (end > latest ? end : latest), '');
      return {
        ...group,
        started: missing < 0 ? ids.length : missing,
        status: missing < 0 ? 'finished' : 'stopped',
        endedAt: endedAt === '' ? null : endedAt,
        elapsedMs: endedAt === '' ? 0 : Math.max(0, Date.parse(endedAt) - Date.parse(group.createdAt)),
      };
    });
  }
}

/** Where the trials of a job read their data, the files in the order of the experiment's; null: it is generated. */
function pin({ group, files }: Job, folder: string): PinnedData | null {
  const paths = listDataPaths(group.experiment);
  if (paths.length === 0) return null;
  const found = paths.map((path) => {
    const file = files.find((other) => other.path === path);
    if (file === undefined)
      throw fail('invalid-data', `The job in ${folder} does not hold ${path}.`, { file: path });
    return file;
  });
  return {
    readFrom: found.map(({ copy }) => join(folder, copy)),
    sha256: found.map(({ sha256 }) => sha256),
  };
}
