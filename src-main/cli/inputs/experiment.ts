import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseBoundedJson } from '../../../src-shared/bounded-json';
import { BenchtopError, fail } from '../../../src-shared/errors';
import { fileSourceSchema, parseExperiment, type Experiment } from '../../../src-shared/experiment/schema';
import { unpack } from '../../../src-shared/ipc/packed';
import { bundledNames } from '../../workspace/bundled';
import { findFile } from './table';
import { withOptions, type ExperimentValues } from '../options/experiment';
import { BUNDLED } from '../services/bundled';
import type { Services } from '../services/services';

/**
 * An experiment by its file or name, with what the options change.
 * @throws BenchtopError `file-missing`, `invalid-experiment` or `usage`
 */
export async function readExperiment(
  name: string,
  options: ExperimentValues,
  services: Services,
): Promise<Experiment> {
  const { data } = options;
  const piped = data === '-' ? { data: (await findFile(['-'], {}, services)).path } : {};
  const document = withOptions(readDocument(name, services), { ...options, ...piped });
  try {
    return parseExperiment(document, existsSync(name) ? name : undefined);
  } catch (thrown) {
    throw await withColumns(thrown, document, services);
  }
}

/** The refusal of an experiment without features says which columns its file has, where that can be read. */
async function withColumns(thrown: unknown, document: unknown, { runs }: Services): Promise<unknown> {
  if (!(thrown instanceof BenchtopError)) return thrown;
  const { info } = thrown;
  const problems = info.problems ?? [{ field: info.field ?? '', message: info.message }];
  const { path, source } =
    (document as { dataset?: { path?: unknown; source?: unknown } } | null)?.dataset ?? {};
  if (!problems.some(({ field }) => field === FEATURES) || typeof path !== 'string') return thrown;
  const names = await runs.datasets.look({ path, source: fileSourceSchema.safeParse(source).data }).then(
    (look) => unpack(look).columns.map((column) => column.name),
    () => [],
  );
  if (names.length === 0) return thrown;
  const shown = names.slice(0, MAX_SHOWN).join(', ');
  const more = names.length > MAX_SHOWN ? `, and ${names.length - MAX_SHOWN} more` : '';
  const withColumnNames = (message: string): string =>
    `${message.replace(/\.$/, '')}; the file has ${shown}${more}.`;
  return new BenchtopError({
    ...info,
    message: info.field === FEATURES ? withColumnNames(info.message) : info.message,
    ...(info.problems === undefined
      ? {}
      : {
          problems: info.problems.map(({ field, message }) => ({
            field,
            message: field === FEATURES ? withColumnNames(message) : message,
          })),
        }),
  });
}

const FEATURES = 'dataset.features';
/** Columns that are told by name. */
const MAX_SHOWN = 20;

/** Bytes of an experiment file, at most. */
const MAX_BYTES = 16 * 1024 * 1024;

/** What is no ordinary file may never end, or wait for somebody who writes. @throws BenchtopError `invalid-experiment` */
function requireSmallFile(name: string): void {
  const found = statSync(name);
  if (!found.isFile())
    throw fail('invalid-experiment', `${name} is no ordinary file: give the file of an experiment.`, {
      file: name,
    });
  if (found.size > MAX_BYTES)
    throw fail(
      'invalid-experiment',
      `${name} is too large for an experiment: it may have ${MAX_BYTES} bytes.`,
      {
        file: name,
      },
    );
}

/** A bundled experiment, a saved one, or a file; relative data paths are the file's neighbours. */
function readDocument(name: string, services: Services): unknown {
  if (!existsSync(name)) {
    const saved = services.workspace.experiments.find(name);
    if (saved !== undefined) return saved.experiment;
    throw fail(
      'file-missing',
      `There is no experiment "${name}": give a file, or one of ${bundledNames(BUNDLED).join(', ')}.`,
      { file: name },
    );
  }
  requireSmallFile(name);
  let content: unknown;
  try {
    content = parseBoundedJson(readFileSync(name, 'utf8'));
  } catch (error) {
    throw fail('invalid-experiment', `${name} is not a readable JSON file: ${(error as Error).message}.`, {
      file: name,
    });
  }
  const dataset = (content as { dataset?: { path?: unknown; source?: { files?: unknown } | null } } | null)
    ?.dataset;
  if (typeof dataset?.path === 'string') dataset.path = resolve(dirname(name), dataset.path);
  const files = dataset?.source?.files;
  if (Array.isArray(files)) {
    files.forEach((file: unknown, i) => {
      if (typeof file === 'string') files[i] = resolve(dirname(name), file);
    });
  }
  return content;
}
