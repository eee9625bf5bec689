import { join, relative, sep } from 'node:path';
import { copyPrefix } from '../files/copy-name';
import { listOrEmpty, sweepOrphans } from '../files/durable';

/** The workspace's copies of data files, one for all runs on the same bytes. */
export class CopyFolder {
  /** Absolute; made with the first copy. */
  readonly path: string;
  readonly #workspace: string;

  constructor(workspace: string) {
    this.#workspace = workspace;
    this.path = join(workspace, 'data');
    sweepOrphans(this.path);
  }

  /** Paths of the copies that by their names hold these bytes. */
  of(sha256: string): string[] {
    return listOrEmpty(this.path)
      .filter((name) => name.startsWith(copyPrefix(sha256)))
      .sort()
      .map((name) => join(this.path, name));
  }

  /** A copy's path as a run's record has it: from the workspace on, `/` as separator. */
  inRecord(path: string): string {
    return relative(this.#workspace, path).split(sep).join('/');
  }
}
