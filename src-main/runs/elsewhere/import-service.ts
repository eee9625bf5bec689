import type { FoundRuns, SourceKind } from '../../../src-shared/ipc/imports';
import { fail, toErrorInfo } from '../../../src-shared/errors';
import type { TakenIn } from '../../../src-shared/ipc/library';
import type { CallOptions } from '../../host/pending-calls';
import { isJob } from '../../workspace/jobs/job-folder';
import type { CapsuleService } from '../library/capsule-service';
import type { TrackerService } from '../library/tracker-service';
import type { ElsewhereService } from './elsewhere-service';

/** Names of runs that are told before they are taken in. */
const MAX_NAMES = 8;

interface ImportParts {
  readonly capsules: CapsuleService;
  readonly trackers: TrackerService;
  readonly elsewhere: ElsewhereService;
}

/** What became of taking runs in, with what a person should know. */
type Imported = TakenIn & { readonly notices: readonly string[] };

/** Takes in runs from wherever they lie: recognised by content, counted first, followed where they grow. */
export class ImportService {
  readonly #parts: ImportParts;
  readonly #followed = new Map<string, AbortController>();
  readonly #listeners = new Set<(problem: string | null) => void>();

  constructor(parts: ImportParts) {
    this.#parts = parts;
  }

  /** Whose runs a file or folder holds; null: nobody's. @throws BenchtopError `file-missing` */
  async recognise(path: string): Promise<SourceKind | null> {
    return isJob(path) ? 'job' : this.#parts.trackers.recognise(path);
  }

  /**
   * Counts what a source holds, and takes in nothing.
   * @throws BenchtopError `invalid-data` where nobody's runs are there, or a capsule is no whole one
   */
  async find(path: string, options: CallOptions = {}): Promise<FoundRuns> {
    const kind = await this.#require(path);
    const without = { kind, path, bytes: 0, groups: 0, data: 0, canFollow: false };
    if (kind === 'capsule') return { ...without, ...(await this.#parts.capsules.count(path, options)) };
    if (kind === 'job') {
      const { runs, name } = this.#parts.elsewhere.countResults(path);
      return { ...without, runs, names: [name], metrics: 0, points: 0, groups: 1 };
    }
    const { names, ...counted } = await this.#parts.trackers.count(path, kind, options);
    return { ...without, ...counted, runs: names.length, names: names.slice(0, MAX_NAMES) };
  }

  /** Takes in what a source holds. @throws BenchtopError as {@link find}, and what reading and writing say */
  async take(path: string, options: CallOptions = {}): Promise<Imported> {
    const kind = await this.#require(path);
    const { capsules, elsewhere, trackers } = this.#parts;
    switch (kind) {
      case 'capsule':
        return { ...(await capsules.unpack(path, options)), notices: [] };
      case 'job':
        return { ...(await elsewhere.takeIn(path, options)), notices: [] };
      case 'runs':
        return { ...(await capsules.importFolder(path, options)), notices: [] };
      case 'tensorboard':
      case 'mlflow':
      case 'mlflow-database':
      case 'trackio':
        return trackers.take(path, kind, options);
    }
  }

  /** Paths that are followed now. */
  followed(): readonly string[] {
    return [...this.#followed.keys()];
  }

  /** Follows a source until {@link unfollow} or the end of the program; nothing changes where it is followed. */
  follow(path: string): void {
    if (this.#followed.has(path)) return;
    const ended = new AbortController();
    this.#followed.set(path, ended);
    this.#tell(null);
    this.#parts.trackers
      .follow(path, ended.signal, (_runs, notices) => {
        for (const notice of notices) this.#tell(notice);
      })
      .then(
        () => null,
        (error: unknown) => toErrorInfo(error).message,
      )
      .then((problem) => {
        this.#followed.delete(path);
        this.#tell(problem);
      })
      .catch(() => undefined);
  }

  unfollow(path: string): void {
    this.#followed.get(path)?.abort();
  }

  /** Follows nothing any more. */
  close(): void {
    for (const ended of this.#followed.values()) ended.abort();
  }

  /** Calls back when something is or is no longer followed, and with what a person should know; returns the unsubscribe. */
  onFollowed(listener: (problem: string | null) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #tell(problem: string | null): void {
    for (const listener of this.#listeners) listener(problem);
  }

  async #require(path: string): Promise<SourceKind> {
    const kind = await this.recognise(path);
    if (kind !== null) return kind;
    throw fail(
      'invalid-data',
      `${path} holds no run that can be taken in: name event files of TensorBoard, a file store or database of MLflow, a database of trackio, folders of runs, a workspace or a capsule.`,
      { file: path },
    );
  }
}
