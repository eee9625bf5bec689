import { join, relative } from 'node:path';
import { fail } from '../../../src-shared/errors';
import { groupIdOfRun } from '../../../src-shared/group/group';
import type { StoredRun } from '../../../src-shared/run/record/record';
import type { Workspace } from '../../workspace';
import type { RunRecorder } from '../live/run-recorder';

/** Runs whose records the window holds without being asked for them. */
const RECENT = 200;

/** Stored runs by their ids, and those that a window shows first. */
export class RunList {
  readonly #runs: Workspace['runs'];
  readonly #groups: Workspace['groups'];
  readonly #recorder: Pick<RunRecorder, 'live'>;

  constructor({ runs, groups }: Pick<Workspace, 'runs' | 'groups'>, recorder: Pick<RunRecorder, 'live'>) {
    this.#runs = runs;
    this.#groups = groups;
    this.#recorder = recorder;
  }

  /**
   * The newest runs outside groups, at most {@link RECENT}, and all that train; the library has the
   * others, and a group's view asks for its own.
   */
  recent(): readonly StoredRun[] {
    const groups = new Set(this.#groups.list().map(({ id }) => id));
    const recent = this.#runs.list(RECENT, (id) => {
      const group = groupIdOfRun(id);
      return group !== null && groups.has(group);
    });
    const listed = new Set(recent.map(({ record }) => record.id));
    const older = [...this.#recorder.live.keys()].filter((id) => !listed.has(id)).map((id) => this.get(id));
    return [...recent, ...older];
  }

  /** null where there is no such run. */
  find(id: string): StoredRun | null {
    return this.#runs.has(id) ? this.get(id) : null;
  }

  /** @throws BenchtopError `not-found` */
  get(id: string): StoredRun {
    return this.#runs.get(id);
  }

  /**
   * A path inside a run's folder; null is the folder itself.
   * @throws BenchtopError `not-allowed` where it leads out of the folder
   */
  pathIn(id: string, path: string | null): string {
    const { path: folder } = this.get(id);
    const inside = join(folder, path ?? '');
    if (relative(folder, inside).startsWith('..'))
      throw fail('not-allowed', `${path ?? ''} lies outside its run's folder.`);
    return inside;
  }
}
