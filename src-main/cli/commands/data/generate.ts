import { resolve } from 'node:path';
import { fail } from '../../../../src-shared/errors';
import { FIELDS } from '../../../../src-shared/experiment/fields';
import {
  GENERATOR_NAMES,
  GENERATOR_PARAMS,
  GENERATORS,
  generatedFeatures,
} from '../../../../src-shared/dataset/generators';
import { parseGeneratedDataset } from '../../../../src-shared/experiment/schema';
import { command } from '../../declare/command';
import { repeated, text, wholeNumber } from '../../declare/option';
import { printJson, printLine, quantity } from '../../print/print';

/** Writes rows of a generator, as a run would have them. */
export const generate = command({
  name: 'generate',
  group: 'Data',
  summary: 'rows of a generator, as a run would have them',
  operands: [
    {
      name: 'NAME',
      about: GENERATOR_NAMES.join(', '),
      missing: () => `Name one generator: ${GENERATOR_NAMES.join(', ')}.`,
      completion: GENERATOR_NAMES,
    },
  ],
  options: {
    to: text('OUT.csv', 'the file to write'),
    set: repeated('PARAMETER=NUMBER', `such as n=1000: ${GENERATOR_PARAMS.join(', ')}`),
    seed: wholeNumber('N', 'of the random numbers', {
      min: 0,
      max: FIELDS.seed.max,
      usual: FIELDS.seed.default,
    }),
  },
  examples: [['generate moons --to moons.csv --set n=1000 --set noise=0.2 --seed 7', 'a thousand rows']],
  async run(args, services) {
    const [generator] = args.operands;
    const { to, set = [], json } = args.options;
    if (to === undefined) throw fail('usage', 'Say where to: --to OUT.csv.', { field: 'to' });
    if (!/\.csv$/i.test(to)) throw fail('usage', `${to} must end in .csv.`, { field: 'to', file: to });
    const params = Object.fromEntries(set.map(parseParam));
    const dataset = parseGeneratedDataset({ kind: 'generated', generator, params });
    const seed = args.options.seed ?? FIELDS.seed.default;
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
      printLine(`${quantity(rows, 'row')} × ${quantity(columns, 'column')} written to ${path}`);
    }
    return 0;
  },
});

/** "n=1000" as a parameter and its number. */
function parseParam(assignment: string): [string, number] {
  const [name = '', number = ''] = assignment.split('=');
  const value = number.trim() === '' ? NaN : Number(number);
  if (name !== '' && Number.isFinite(value) && assignment.split('=').length === 2) return [name, value];
  throw fail('usage', `--set takes a parameter and a number, such as n=1000, not "${assignment}".`, {
    field: 'set',
  });
}
