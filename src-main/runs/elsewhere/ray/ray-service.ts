import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fail, toErrorInfo } from '../../../../src-shared/errors';
import type { Group } from '../../../../src-shared/group/group';
import type { Workspace } from '../../../workspace';
import { dataCopy } from '../../../workspace/jobs/job-folder';
import type { FileFinder } from '../../data/file-finder';
import type { GroupService, StartGroup } from '../../groups/group-service';
import type { ElsewhereService } from '../elsewhere-service';
import type { LocalRay } from './local-ray';
import type { RayProgress } from './ray-group';

interface RayOptions {
  readonly workspace: Workspace;
  readonly groups: GroupService;
  readonly elsewhere: ElsewhereService;
  readonly finder: Pick<FileFinder, 'readHash'>;
  /** Folder of what can be had again. */
  readonly cache: string;
}

/** Groups that Ray clusters train. */
export class RayService {
  readonly #options: RayOptions;

  constructor(options: RayOptions) {
    this.#options = options;
  }

  /**
   * Keeps a group that a Ray cluster is to train; {@link train} has it trained.
   * @param address `ray://HOST:PORT` of the dashboard
   * @param command Benchtop's command line on the nodes, word by word
   * @throws BenchtopError as `emit`
   */
  async plan(start: StartGroup, address: string, command: readonly string[]): Promise<Group> {
    const { group, files } = await this.#options.elsewhere.plan(start);
    const cluster = {
      kind: 'ray' as const,
      address,
      command: [...command],
      submission: null,
      files: files.map(({ path, sha256 }) => ({ path, sha256 })),
    };
    this.#options.elsewhere.keep({ ...group, cluster });
    return this.#options.groups.get(group.id);
  }

  /** A cluster on this machine, for one sweep. @throws BenchtopError `engine-unavailable` */
  async startLocal(cpus: number, tell: (text: string) => void): Promise<LocalRay> {
    const { startLocalRay } = await import('./local-ray');
    return startLocalRay(this.#options.cache, cpus, tell);
  }

  /**
   * Has a cluster train what is missing of a group, and takes in each run as it is done.
   * @param address of the cluster, as it is kept
   * @param at where the cluster listens now, of one that is started for this
   * @returns the group, when all has come or `signal` has stopped it
   * @throws BenchtopError with why not all came; what has is kept, and the same call goes on
   */
  async train(
    id: string,
    {
      address,
      at,
      onProgress,
      signal,
    }: {
      readonly address: string;
      readonly at: string;
      readonly onProgress: (progress: RayProgress) => void;
      readonly signal: AbortSignal;
    },
  ): Promise<Group> {
    const { groups, workspace, finder } = this.#options;
    const group = groups.get(id);
    const { cluster } = group;
    if (cluster === undefined) throw fail('conflict', `“${group.name}” is no group of a cluster.`);
    for (const { path, sha256 } of cluster.files) {
      if ((await finder.readHash(resolve(path))) !== sha256)
        throw fail(
          'invalid-data',
          `${path} has changed since “${group.name}” began: put it back as it was.`,
          {
            file: path,
          },
        );
    }
    const { trainOnRay } = await import('./ray-group');
    const files = cluster.files.map(({ path, sha256 }) => ({
      path,
      sha256,
      source: resolve(path),
      copy: dataCopy(path, sha256),
    }));
    // A cluster that was started for the last time knows nothing of its jobs any more.
    const place = { ...cluster, address, submission: at === address ? cluster.submission : null };
    const folder = await mkdtemp(join(tmpdir(), 'benchtop-ray-'));
    const note = (change: Partial<Group>): Group => groups.note(id, (old) => ({ ...old, ...change }));
    note({ status: 'running', error: null, endedAt: null, session: workspace.session, cluster: place });
    try {
      await trainOnRay({
        job: {
          format: 'benchtop-job',
          schemaVersion: 1,
          benchtop: __APP_VERSION__,
          group,
          files: files.map(({ path, sha256, copy }) => ({ path, sha256, copy })),
        },
        files,
        place: { ...place, address: at },
        folder,
        isHere: (run) => workspace.runs.has(run),
        land: async (trial, capsule) => {
          await this.#options.elsewhere.land(group, trial, capsule);
        },
        keep: (kept) => {
          note({ cluster: { ...kept, address } });
        },
        onProgress,
        signal,
      });
    } catch (error) {
      this.#options.elsewhere.settle(id);
      note({ status: 'failed', error: toErrorInfo(error) });
      throw error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    return this.#options.elsewhere.settle(id);
  }
}
