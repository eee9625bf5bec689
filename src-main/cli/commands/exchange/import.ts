import { resolve } from 'node:path';
import { printNotice } from '../../print/print';
import { command } from '../../declare/command';
import { printTakenIn } from './taken-in';

/** Takes in runs that lie as folders, Benchtop's own or another program's. */
export const importRuns = command({
  name: 'import',
  group: 'Exchange',
  summary: 'take in runs that lie as folders, or that another program logged',
  about:
    'A run’s folder, a folder of them, another workspace, event files of TensorBoard, a file store or database of MLflow, a database of trackio, a capsule, or a folder that --emit wrote, with the results that its trials have left so far. They are copied; what is there stays as it is. Imported again, another program’s run gets the rows that it lacks.',
  operands: [
    {
      name: 'PATH',
      about:
        'a run’s folder, a folder of runs, a workspace, a folder or file of TensorBoard’s, MLflow’s or trackio’s, a capsule, or a folder of --emit',
      missing: () => 'Name a folder or file.',
      completion: 'files',
    },
  ],
  options: {},
  examples: [
    ['import /media/stick/benchtop', 'all runs of another workspace'],
    ['import lightning_logs', 'what TensorBoard shows of that folder'],
  ],
  async run({ operands, options }, services) {
    const taken = await services.runs.imports.take(resolve(operands[0] ?? ''));
    for (const notice of taken.notices) printNotice(notice);
    printTakenIn(taken, options.json === true);
    return 0;
  },
});
