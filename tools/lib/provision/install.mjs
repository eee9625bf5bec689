// node_modules as package-lock.json says; install scripts stay off (.npmrc says why).
import { root, windows, writeWhole } from '../places.mjs';
import { installStamp, isInstalled, lockHash } from '../ready.mjs';
import { run, SetupError, tail } from '../steps.mjs';

export function install() {
  if (isInstalled()) return 'already there';
  const wanted = lockHash();
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
  writeWhole(installStamp, wanted);
  return 'npm ci';
}
