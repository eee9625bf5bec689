import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { BenchtopError, fail, toErrorInfo } from '../../../../src-shared/errors';
import { isLive, isScheduled, type Group } from '../../../../src-shared/group/group';

import type { ClusterFound, RayPlace } from '../../../../src-shared/group/where';
import { sentence } from '../../../../src-shared/language/sentence';
import type { Workspace } from '../../../workspace';
import { dataCopy } from '../../../workspace/jobs/job-folder';
import type { FileFinder } from '../../data/file-finder';
import type { GroupService } from '../../groups/group-service';
import type { StartGroup } from '../../groups/plan-group';
import type { Suggest } from '../../groups/scheduled-search';
import type { ElsewhereService } from '../elsewhere-service';
import type { LocalRay } from './local-ray';
import { ClusterConsent, type AskToContact } from './cluster-consent';
import { decideHere } from './decide-here';
import { LEAVE } from './leave';
import type { RayGroupOptions, RayProgress } from './ray-job';

interface RayOptions {
  readonly workspace: Workspace;
  readonly groups: GroupService;
  readonly elsewhere: ElsewhereService;
  readonly finder: Pick<FileFinder, 'readHash'>;
  /** Folder of what can be had again. */
  readonly cache: string;
  readonly onProblem: (error: unknown, groupId: string) => void;
  readonly suggest: Suggest;
  /** Asks the person whether a cluster may be asked; null: whoever calls has named it. */
  readonly ask: AskToContact | null;
}

/** `--on` for the cluster of this machine, which is there for one sweep. */
const LOCAL_RAY = 'ray';
/** How often the time that a group took is written while it is trained. */
const KEEP_MS = 5000;
/** Of a test of the connection: a person waits for it. */
const TEST_MS = 8000;

/** Groups that Ray clusters train. */
export class RayService {
  readonly #options: RayOptions;
  /** Which clusters may be asked: nothing is sent to others. */
  readonly consent: ClusterConsent;
  /** Groups that are followed here, by their ids. */
  readonly #followed = new Map<string, AbortController>();

  constructor(options: RayOptions) {
    this.#options = options;
    this.consent = new ClusterConsent(options.workspace.clusters, options.ask);
  }

  /**
   * Keeps a group that a Ray cluster is to train; {@link train} has it trained.
   * @param address `ray://HOST:PORT` of the dashboard
   * @param command Benchtop's command line on the nodes, word by word
   * @throws BenchtopError as `emit`
   */
  async plan(start: StartGroup, address: string, command: readonly string[]): Promise<Group> {
    const { group, files } = await this.#options.elsewhere.plan(start, true);
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

  /**
   * Asks a cluster whether it can be used.
   * @throws BenchtopError with why not, as a sentence; `not-allowed` where no person allowed it
   */
  async test(address: string): Promise<ClusterFound> {
    await this.consent.require(address);
    const { RayApi, unreachable, Unreachable } = await import('./ray-api');
    const api = new RayApi(address, TEST_MS);
    try {
      return { version: await api.version(), ...(await api.nodes()) };
    } catch (error) {
      throw error instanceof Unreachable ? unreachable(error) : error;
    }
  }

  /**
   * Has a cluster train a group, and follows it until it is over or the program ends.
   * @returns the group, while it is being trained
   * @throws BenchtopError as {@link test} and {@link plan}: nothing is kept then
   */
  async start(start: StartGroup, { address, command }: RayPlace): Promise<Group> {
    await this.test(address);
    const { id } = await this.plan(start, address, toWords(command));
    return this.#follow(id);
  }

  /** Whether a group is followed here. */
  follows(id: string): boolean {
    return this.#followed.has(id);
  }

  /** Ends a group that is followed here, on the cluster too. */
  stop(id: string): Group {
    const group = this.#options.groups.note(id, (old) => ({ ...old, status: 'stopping' }));
    this.#followed.get(id)?.abort();
    return group;
  }

  /**
   * Resolves when a group's cluster may be asked, which {@link resume} does.
   * @throws BenchtopError `not-allowed` where no person allowed it
   */
  async requireConsent({ cluster }: Group): Promise<void> {
    const address = cluster?.address ?? '';
    if (address !== LOCAL_RAY) return this.consent.require(address);
    const { isRayInstalled } = await import('./local-ray');
    if (!isRayInstalled(this.#options.cache)) await this.consent.requireInstall();
  }

  /** Goes on with a group of a cluster that is over. @throws BenchtopError `conflict` where it is not */
  resume(id: string): Group {
    const group = this.#options.groups.get(id);
    if (isLive(group) || this.follows(id))
      throw fail(
        'conflict',
        sentence('"{name}" is running: there is nothing to go on with.', { name: group.name }),
      );
    return this.#follow(id);
  }

  /** The program ends: groups are followed no longer, and go on at their clusters. */
  close(): void {
    for (const [id, ending] of this.#followed) {
      ending.abort(LEAVE);
      this.#options.groups.note(id, (group) => ({
        ...group,
        status: 'interrupted',
        endedAt: new Date().toISOString(),
      }));
    }
  }

  #follow(id: string): Group {
    const { groups, onProblem, workspace } = this.#options;
    const { session } = workspace;
    const ending = new AbortController();
    this.#followed.set(id, ending);
    const group = groups.note(id, (old) => ({
      ...old,
      status: 'running',
      error: null,
      endedAt: null,
      session,
    }));
    this.#trainAt(group, ending.signal)
      .catch((error: unknown) => {
        groups.note(id, (old) => ({ ...old, status: 'failed', error: toErrorInfo(error) }));
        if (!(error instanceof BenchtopError)) onProblem(error, id);
      })
      .finally(() => this.#followed.delete(id));
    return group;
  }

  async #trainAt(group: Group, signal: AbortSignal): Promise<void> {
    const { id, cluster } = group;
    await this.requireConsent(group);
    const address = cluster?.address ?? '';
    const isLocal = address === LOCAL_RAY;
    const local = isLocal ? await this.startLocal(cpus().length, () => undefined) : null;
    try {
      await this.train(id, { address, at: local?.address ?? address, signal, onProgress: () => undefined });
    } finally {
      await local?.stop();
    }
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
    groups.requireHere(group);
    await this.consent.require(at);
    if (cluster === undefined) throw fail('conflict', `“${group.name}” is no group of a cluster.`);
    for (const { path, sha256 } of cluster.files) {
      if ((await finder.readHash(resolve(path))) !== sha256)
        throw fail(
          'invalid-data',
          sentence('{path} has changed since "{name}" began: put it back as it was.', {
            path,
            name: group.name,
          }),
          { file: path },
        );
    }
    const files = cluster.files.map(({ path, sha256 }) => ({
      path,
      sha256,
      source: resolve(path),
      copy: dataCopy(path, sha256),
    }));
    // A cluster that was started for the last time knows nothing of its jobs any more.
    const place = { ...cluster, address, submission: at === address ? cluster.submission : null };
    const folder = await mkdtemp(join(tmpdir(), 'benchtop-ray-'));
    const began = Date.now();
    let keptAt = began;
    const note = (change: Partial<Group>): Group => groups.note(id, (old) => ({ ...old, ...change }));
    try {
      if (signal.aborted) return this.#leave(id, signal);
      note({ status: 'running', error: null, endedAt: null, session: workspace.session, cluster: place });
      const options: RayGroupOptions = {
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
        onProgress: (progress) => {
          onProgress(progress);
          if (Date.now() - keptAt < KEEP_MS) return;
          keptAt = Date.now();
          note({ elapsedMs: group.elapsedMs + keptAt - began });
        },
        signal,
      };
      if (isScheduled(group.plan))
        await (await import('./ray-search')).searchOnRay(decideHere(id, options, this.#options));
      else await (await import('./ray-group')).trainOnRay(options);
    } catch (error) {
      this.#options.elsewhere.settle(id);
      note({ status: 'failed', error: toErrorInfo(error) });
      throw error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    return this.#leave(id, signal);
  }

  /** Says how far it is, unless it goes on at its cluster. */
  #leave(id: string, signal: AbortSignal): Group {
    const { groups, elsewhere } = this.#options;
    if (signal.reason === LEAVE) return groups.get(id);
    const group = elsewhere.settle(id);
    // A search has all runs that were decided, and is not over.
    return signal.aborted && isScheduled(group.plan)
      ? groups.note(id, (old) => ({ ...old, status: 'stopped' }))
      : group;
  }
}

/** A command line as words; quotes are none. */
function toWords(command: string): string[] {
  return command.split(/\s+/).filter((word) => word !== '');
}
