// node_modules as package-lock.json says; install scripts stay off (.npmrc says why).
import { existsSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { root, windows, writeWhole } from './places.mjs';
import { run, SetupError, tail } from './steps.mjs';

const stamp = join(root, 'node_modules', '.benchtop-installed');

export function install() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return 'already there';
  const result = run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    shell: windows,
  });
  if (!result.ok) {
    throw new SetupError('The packages could not be installed.', {
      tried: [`npm ci (exit ${result.status}): ${tail(result.output)}`],
      todo: 'check the network and the free disk space, then start again',
    });
  }
  writeWhole(stamp, wanted);
  return 'npm ci';
}
