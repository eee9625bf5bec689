import { resolve } from 'node:path';
import { fail } from '../../src-shared/errors';
import { FIELDS } from '../../src-shared/experiment/fields';
import { GENERATOR_NAMES, GENERATORS, generatedFeatures } from '../../src-shared/experiment/generators';
import { parseGeneratedDataset } from '../../src-shared/experiment/schema';
import { wholeNumber, type Arguments } from './arguments';
import { printJson, printLine } from './output';
import type { Services } from './services';

/** `generate NAME --to OUT.csv [--set n=1000]… [--seed N]`: the rows that a run on it would have. */
export async function generateCommand(args: Arguments, services: Services): Promise<number> {
  const [generator, ...others] = args.operands;
  const { to, set = [], json } = args.options;
  if (generator === undefined || others.length > 0) {
    throw fail('usage', `Name one generator: ${GENERATOR_NAMES.join(', ')}.`);
  }
  if (to === undefined) throw fail('usage', 'Say where to: --to OUT.csv.', { field: 'to' });
  if (!/\.csv$/i.test(to)) throw fail('usage', `${to} must end in .csv.`, { field: 'to', file: to });
  const params = Object.fromEntries(set.map(paramOf));
  const dataset = parseGeneratedDataset({ kind: 'generated', generator, params });
  const seed = wholeNumber(args.options.seed, 'seed', FIELDS.seed.default);
  if (seed > FIELDS.seed.max) {
    throw fail('usage', `--seed must be at most ${FIELDS.seed.max}, not ${seed}.`, { field: 'seed' });
  }
  const path = resolve(to);
  const { rows } = await services.runs.datasets.exportGenerated(dataset, seed, path);
  const features = generatedFeatures(dataset);
  const { target } = GENERATORS[dataset.generator];
  if (json === true) {
    printJson({
      path,
      rows,
      features,
      target,
      generator: dataset.generator,
      params: dataset.params,
      seed: dataset.params.seed ?? seed,
    });
  } else {
    const columns = features.length + (target === null ? 0 : 1);
    printLine(`${rows.toLocaleString('en')} rows × ${columns} columns written to ${path}`);
  }
  return 0;
}

/** "n=1000" as a parameter and its number. */
function paramOf(assignment: string): [string, number] {
  const [name = '', text = ''] = assignment.split('=');
  const value = text.trim() === '' ? NaN : Number(text);
  if (name !== '' && Number.isFinite(value) && assignment.split('=').length === 2) return [name, value];
  throw fail('usage', `--set takes a parameter and a number, such as n=1000, not "${assignment}".`, {
    field: 'set',
  });
}
