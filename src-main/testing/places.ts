import { join } from 'node:path';

/** The project's folder. */
export const projectFolder = join(__dirname, '..', '..');

/** The built worker, which tests of whole runs train in. */
export const workerFile = join(projectFolder, 'out', 'worker', 'index.cjs');

/** The built helper thread of a training worker. */
export const helperFile = join(projectFolder, 'out', 'helper', 'index.cjs');

/** Folder of the experiments that are shipped with the program. */
export const bundledFolder = join(projectFolder, 'resources', 'experiments');

/** The built command line. */
export const commandFile = join(projectFolder, 'out', 'cli', 'index.cjs');
