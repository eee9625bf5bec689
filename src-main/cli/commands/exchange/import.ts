import { resolve } from 'node:path';
import { isJob } from '../../../workspace/jobs/job-folder';
import { command } from '../../declare/command';
import { printTakenIn } from './taken-in';

/** Takes in runs that lie as folders. */
export const importRuns = command({
  name: 'import',
  group: 'Exchange',
  summary: 'take in runs that lie as folders',
  about:
    'A run’s folder, a folder of them, another workspace, or a folder that --emit wrote, with the results that its trials have left so far. They are copied; the folder stays as it is.',
  operands: [
    {
      name: 'FOLDER',
      about: 'a run’s folder, a folder of runs, a workspace, or a folder of --emit',
      missing: () => 'Name a folder.',
      completion: 'files',
    },
  ],
  options: {},
  examples: [['import /media/stick/benchtop', 'all runs of another workspace']],
  async run({ operands, options }, services) {
    const folder = resolve(operands[0] ?? '');
    const { capsules, elsewhere } = services.runs;
    const taken = isJob(folder) ? elsewhere.takeIn(folder) : capsules.importFolder(folder);
    printTakenIn(await taken, options.json === true);
    return 0;
  },
});
