import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { isJob } from '../../../workspace/jobs/job-folder';
import { printNotice } from '../../print/print';
import { command } from '../../declare/command';
import { printTakenIn } from './taken-in';

/** Takes in runs that lie as folders, Benchtop's own or another program's. */
export const importRuns = command({
  name: 'import',
  group: 'Exchange',
  summary: 'take in runs that lie as folders, or that another program logged',
  about:
    'A run’s folder, a folder of them, another workspace, event files of TensorBoard, a file store or database of MLflow, a database of trackio, or a folder that --emit wrote, with the results that its trials have left so far. They are copied; what is there stays as it is. Imported again, another program’s run gets the rows that it lacks.',
  operands: [
    {
      name: 'PATH',
      about:
        'a run’s folder, a folder of runs, a workspace, a folder or file of TensorBoard’s, MLflow’s or trackio’s, or a folder of --emit',
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
    const path = resolve(operands[0] ?? '');
    const { capsules, elsewhere, trackers } = services.runs;
    const isElsewhere = isJob(path);
    const tracked = existsSync(path) && !isElsewhere ? await trackers.import(path) : null;
    for (const notice of tracked?.notices ?? []) printNotice(notice);
    const taken = tracked ?? (await (isElsewhere ? elsewhere.takeIn(path) : capsules.importFolder(path)));
    printTakenIn(taken, options.json === true);
    return 0;
  },
});
