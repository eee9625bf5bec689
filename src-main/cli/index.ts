import { loadPartsCompiled } from '../files/compiled/compiled-parts';

/** The start: what it loads is loaded with V8's code of it. Import nothing large here. */
const keepCode = loadPartsCompiled(__filename, 'cli');

import('./command-line')
  .then(({ runCommandLine }) => runCommandLine(process.argv.slice(2)))
  .finally(keepCode)
  .catch((thrown: unknown) => {
    process.exitCode = 1;
    throw thrown;
  });
