import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fail } from '../../../../src-shared/errors';
import { copyFileDurable } from '../../../files/copies';
import { CLIENTS } from '../../services/bundled';
import { command } from '../../declare/command';
import { text } from '../../declare/option';
import { printJson, printLine } from '../../print/print';

/** The file of each language. */
const FILES = { python: 'benchtop.py', r: 'benchtop.R', js: 'benchtop.mjs' } as const;
const LANGUAGES = Object.keys(FILES) as (keyof typeof FILES)[];

/** Hands out the file with which people's own programs log runs. */
export const client = command({
  name: 'client',
  group: 'Exchange',
  summary: 'the file with which your own Python, R or JavaScript logs runs',
  about:
    'One file without dependencies: put it beside your script. Its runs are written into the workspace, and the window shows them as they grow. “benchtop.py” reads runs back, too.',
  operands: [
    {
      name: 'LANGUAGE',
      about: LANGUAGES.join(', '),
      missing: () => `Name a language: ${LANGUAGES.join(', ')}.`,
      completion: LANGUAGES,
    },
  ],
  options: { to: text('PATH', 'a file that is not there yet, or a folder; printed without the option') },
  examples: [['client python --to .', 'benchtop.py, in this folder']],
  runAlone({ operands: [name], options }) {
    const language = LANGUAGES.find((known) => known === name);
    if (language === undefined)
      throw fail('usage', `Name a language: ${LANGUAGES.join(', ')}, not "${name ?? ''}".`);
    const source = join(CLIENTS, FILES[language]);
    if (options.to === undefined) {
      process.stdout.write(readFileSync(source));
      return 0;
    }
    const to = resolve(options.to);
    const isFolder = statSync(to, { throwIfNoEntry: false })?.isDirectory() === true;
    const target = isFolder ? join(to, FILES[language]) : to;
    if (existsSync(target))
      throw fail('usage', `${target} exists already: choose another name.`, { file: target, field: 'to' });
    copyFileDurable(source, target);
    if (options.json === true) printJson({ path: target });
    else printLine(target);
    return 0;
  },
});
