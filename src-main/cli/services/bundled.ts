import { join } from 'node:path';

/** The folder of the bundled experiments: beside the built command line, as in an installed program. */
export const BUNDLED = join(__dirname, '..', '..', 'resources', 'experiments');

/** The folder of the files with which people's own programs log runs. */
export const CLIENTS = join(__dirname, '..', '..', 'resources', 'clients');
