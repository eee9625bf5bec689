import { resolve } from 'node:path';
import { fail } from '../../src-shared/errors';
import type { Experiment } from '../../src-shared/experiment/schema';

/**
 * The files the window may name: those that main itself handed out, by a dialog, a drop, or an
 * experiment or run on disk. A page that was taken over cannot reach any other.
 */
export class FileGrants {
  readonly #granted = new Set<string>();

  grant(path: string): void {
    this.#granted.add(resolve(path));
  }

  /** The data file of a stored experiment. */
  grantExperiment({ dataset }: Experiment): void {
    if (dataset.kind === 'file') this.grant(dataset.path);
  }

  /** @throws BenchtopError `not-allowed` */
  require(path: string): void {
    if (this.#granted.has(resolve(path))) return;
    throw fail(
      'not-allowed',
      `${path} was not chosen in this window: choose it with "Open data", or drop it.`,
      { file: path },
    );
  }

  requireExperiment({ dataset }: Experiment): void {
    if (dataset.kind === 'file') this.require(dataset.path);
  }
}
