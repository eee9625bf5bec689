import { rmSync } from 'node:fs';
import { fail } from '../../../../src-shared/errors';
import { prepareWork } from '../../../workspace/jobs/job-folder';
import { command } from '../../declare/command';
import { readWhole } from '../../declare/option';
import { document, printError, printJson, printLine } from '../../print/print';

/** Trains one trial of a group that was emitted. */
export const trial = command({
  name: 'trial',
  group: 'Training',
  summary: 'train one trial of a folder that --emit wrote',
  about:
    'What the scripts of --emit call on each node. The run is packed into the folder’s results, from where “benchtop import FOLDER” takes it in. A trial that is done is not trained again; one that was ended goes on from its last checkpoint.',
  operands: [
    {
      name: 'FOLDER',
      about: 'a folder that --emit wrote',
      missing: () => 'Name the folder that --emit wrote.',
      completion: 'files',
    },
    { name: 'N', about: 'the trial, from 1 on', missing: () => 'Say which trial, from 1 on.' },
  ],
  options: {},
  examples: [['trial sweep-of-rates 7', 'the seventh trial']],
  asksWorker: true,
  // Beside its job, so that it can go on there.
  findWorkspace: ({ operands: [folder = '', n = ''] }) => prepareWork(folder, readPlace(n)),
  async run({ operands: [folder = '', n = ''], options }, services) {
    const place = readPlace(n);
    const stop = (): void => {
      for (const { id, status } of services.runs.groups.list())
        if (status === 'running') services.runs.groups.stop(id);
    };
    process.once('SIGINT', stop).once('SIGTERM', stop);
    const { path, record } = await services.runs.elsewhere.trainTrial(folder, place);
    process.off('SIGINT', stop).off('SIGTERM', stop);
    if (path === null)
      throw fail('conflict', `Trial ${n} was stopped: the same command goes on from its last checkpoint.`);
    if (options.json === true)
      printJson({ path, run: record === null ? null : document(services.runs.get(record.id)) });
    else if (record === null) printLine(`trial ${n} was done already: ${path}`);
    else {
      printLine(`trial ${n}, ${record.name}: ${record.status} after ${record.steps} steps: ${path}`);
      if (record.error !== null) printError(record.error);
    }
    return 0;
  },
  leave({ operands: [folder = '', n = ''], options }, code) {
    if (code === 0 && options.workspace === undefined)
      rmSync(prepareWork(folder, readPlace(n)), { recursive: true, force: true });
  },
});

function readPlace(n: string): number {
  return readWhole(n, 'N', { min: 1 }) - 1;
}
