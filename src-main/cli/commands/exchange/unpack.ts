import { resolve } from 'node:path';
import { command } from '../../declare/command';
import { printTakenIn } from './taken-in';

/** Takes in the runs of a capsule. */
export const unpack = command({
  name: 'unpack',
  group: 'Exchange',
  summary: 'take in the runs of a file that "pack" made',
  about:
    'The whole file is verified before anything is taken in. Runs that are here already are left as they are; where another run has the same id, the one that comes in gets a new id.',
  operands: [
    { name: 'FILE', about: 'a .benchtop file', missing: () => 'Name a .benchtop file.', completion: 'files' },
  ],
  options: {},
  examples: [['unpack run.benchtop', 'its runs, groups and data']],
  async run({ operands, options }, services) {
    printTakenIn(await services.runs.capsules.unpack(resolve(operands[0] ?? '')), options.json === true);
    return 0;
  },
});
