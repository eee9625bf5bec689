import { join } from 'node:path';

/** The folder of the bundled experiments: beside the built command line, as in an installed program. */
export const BUNDLED = join(__dirname, '..', '..', 'resources', 'experiments');
