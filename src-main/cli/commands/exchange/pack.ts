import { resolve } from 'node:path';
import { fail } from '../../../../src-shared/errors';
import { command } from '../../declare/command';
import { flag, text } from '../../declare/option';
import { findRun } from '../../inputs/find-run';
import { printJson, printLine } from '../../print/print';
import type { Services } from '../../services/services';

/** Puts runs into one file that can be taken elsewhere. */
export const pack = command({
  name: 'pack',
  group: 'Exchange',
  summary: 'put runs into one file that can be taken elsewhere',
  about:
    'A group’s id packs the group with all its runs. The file is a zip; “benchtop unpack” takes it in, in any workspace.',
  operands: [
    {
      name: 'RUN',
      about: 'runs’ or groups’ ids, the beginnings of runs’ ids, or last',
      missing: () => 'Name runs by their ids, the beginnings of them, or "last".',
      isRepeated: true,
      completion: 'runs',
    },
  ],
  options: {
    to: text('FILE.benchtop', 'the file to write, which must not be there yet'),
    'with-data': flag('with the data files that the runs were trained on'),
    'with-notes': flag('with the notebook’s pages that show the runs'),
  },
  examples: [['pack last --to run.benchtop --with-data', 'the newest run with its data']],
  async run({ operands, options }, services) {
    if (options.to === undefined) throw fail('usage', 'Say where to: --to FILE.benchtop.', { field: 'to' });
    const ids = findAll(operands, services);
    const to = resolve(options.to);
    const packed = await services.runs.capsules.pack(ids, {
      to,
      withData: options['with-data'] === true,
      withNotes: options['with-notes'] === true,
      replaces: false,
    });
    const { runs, data, notes } = packed;
    if (options.json === true) printJson(packed);
    else {
      const others = [
        ...(data.length === 0 ? [] : [count(data.length, 'data file')]),
        ...(notes.length === 0 ? [] : [count(notes.length, 'page')]),
      ];
      const withOthers = others.length === 0 ? '' : ` with ${others.join(' and ')}`;
      printLine(`${count(runs.length, 'run')}${withOthers} packed: ${to}`);
    }
    return 0;
  },
});

/** Ids of the runs that were named, once each; of a group those of all its runs. */
function findAll(words: readonly string[], services: Services): string[] {
  const { runs, groups } = services.workspace;
  const found = words.flatMap((word) =>
    groups.has(word)
      ? runs.ids().filter((id) => id.startsWith(`${word}-`))
      : [findRun(word, services).record.id],
  );
  return [...new Set(found)];
}

function count(n: number, what: string): string {
  return `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;
}
