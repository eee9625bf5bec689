import { resolve } from 'node:path';
import { fail } from '../../../../src-shared/errors';
import type { Group } from '../../../../src-shared/group/group';
import type { StoredRun } from '../../../../src-shared/run/record/record';
import { environmentHere } from '../../../runs/environment';
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
  },
  examples: [['pack last --to run.benchtop --with-data', 'the newest run with its data']],
  async run({ operands, options }, services) {
    if (options.to === undefined) throw fail('usage', 'Say where to: --to FILE.benchtop.', { field: 'to' });
    const { runs, groups } = findAll(operands, services);
    const { listContents } = await import('../../../workspace/capsule/contents');
    const { writeCapsule } = await import('../../../workspace/capsule/pack');
    const path = resolve(options.to);
    const contents = await listContents(
      services.workspace.folder,
      runs,
      groups,
      options['with-data'] === true,
    );
    const { entries, data } = await writeCapsule(contents, path, environmentHere(null).benchtop);
    const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
    if (options.json === true) {
      printJson({
        path,
        runs: runs.map(({ record }) => record.id),
        groups: groups.map(({ id }) => id),
        data,
        bytes,
      });
    } else {
      printLine(
        `${count(runs.length, 'run')}${data.length === 0 ? '' : ` with ${count(data.length, 'data file')}`} packed: ${path}`,
      );
    }
    return 0;
  },
});

/** The runs that were named, once each, and the groups with all their runs. */
function findAll(words: readonly string[], services: Services): { runs: StoredRun[]; groups: Group[] } {
  const { runs, groups } = services.workspace;
  const found = new Map<string, StoredRun>();
  const foundGroups: Group[] = [];
  for (const word of words) {
    if (groups.has(word)) {
      foundGroups.push(groups.get(word));
      for (const id of runs.ids().filter((other) => other.startsWith(`${word}-`)))
        found.set(id, runs.get(id));
    } else {
      const run = findRun(word, services);
      found.set(run.record.id, run);
    }
  }
  return { runs: [...found.values()], groups: foundGroups };
}

function count(n: number, what: string): string {
  return `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;
}
