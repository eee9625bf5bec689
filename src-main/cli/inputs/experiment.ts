import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fail } from '../../../src-shared/errors';
import { parseExperiment, type Experiment } from '../../../src-shared/experiment/schema';
import { bundledNames } from '../../workspace/bundled';
import { withOptions, type ExperimentValues } from '../options/experiment';
import { BUNDLED } from '../bundled';
import type { Services } from '../services';

/**
 * An experiment by its file or name, with what the options change.
 * @throws BenchtopError `file-missing`, `invalid-experiment` or `usage`
 */
export function experimentOf(name: string, options: ExperimentValues, services: Services): Experiment {
  const document = withOptions(documentOf(name, services), options);
  return parseExperiment(document, existsSync(name) ? name : undefined);
}

/** A bundled experiment, a saved one, or a file; relative data paths are the file's neighbours. */
function documentOf(name: string, services: Services): unknown {
  const saved = services.workspace.experiments
    .list()
    .find(({ id, experiment }) => id === `bundled-${name}` || id === name || experiment.name === name);
  if (!existsSync(name)) {
    if (saved !== undefined) return saved.experiment;
    throw fail(
      'file-missing',
      `There is no experiment "${name}": give a file, or one of ${bundledNames(BUNDLED).join(', ')}.`,
      { file: name },
    );
  }
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(name, 'utf8'));
  } catch (error) {
    throw fail('invalid-experiment', `${name} is not a readable JSON file: ${(error as Error).message}.`, {
      file: name,
    });
  }
  const dataset = (content as { dataset?: { path?: unknown } } | null)?.dataset;
  if (typeof dataset?.path === 'string') dataset.path = resolve(dirname(name), dataset.path);
  return content;
}
