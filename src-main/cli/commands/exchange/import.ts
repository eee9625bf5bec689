import { resolve } from 'node:path';
import { command } from '../../declare/command';
import { printTakenIn } from './taken-in';

/** Takes in runs that lie as folders. */
export const importRuns = command({
  name: 'import',
  group: 'Exchange',
  summary: 'take in runs that lie as folders',
  about:
    'A run’s folder, a folder of them, or another workspace. They are copied; the folder stays as it is.',
  operands: [
    {
      name: 'FOLDER',
      about: 'a run’s folder, a folder of runs, or a workspace',
      missing: () => 'Name a folder.',
      completion: 'files',
    },
  ],
  options: {},
  examples: [['import /media/stick/benchtop', 'all runs of another workspace']],
  async run({ operands, options }, services) {
    printTakenIn(
      await services.runs.capsules.importFolder(resolve(operands[0] ?? '')),
      options.json === true,
    );
    return 0;
  },
});
