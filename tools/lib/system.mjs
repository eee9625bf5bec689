// System packages: installed with apt-get where that is allowed, otherwise named exactly.
import { run, SetupError, tail } from './steps.mjs';

export const isRoot = process.getuid?.() === 0;

/** Makes sure that Debian packages are there. @returns {string} what was done, for the step's line */
export function requirePackages(names, purpose) {
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0) return 'already there';
  const install = ['install', '-y', '--no-install-recommends', ...missing];
  const command = `apt-get ${install.join(' ')}`;
  if (!isRoot || !run('which', ['apt-get']).ok) {
    throw new SetupError(`${purpose} needs ${missing.join(', ')}.`, {
      todo: `run: sudo apt-get update && sudo ${command}  (or your system's packages of those names)`,
    });
  }
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = run('apt-get', ['update'], { env: environment });
  const result = run('apt-get', install, { env: environment });
  if (!result.ok) {
    throw new SetupError(`${purpose} needs ${missing.join(', ')}, and apt-get could not install them.`, {
      tried: [
        `apt-get update (exit ${update.status})`,
        `${command} (exit ${result.status}): ${tail(result.output)}`,
      ],
      todo: `install them by hand and start again`,
    });
  }
  return `installed ${missing.join(', ')}`;
}

function isInstalled(name) {
  return run('dpkg-query', ['-W', '-f', '${Status}', name]).output.includes('ok installed');
}

/** What Electron's window needs on Debian beyond a bare system. */
export const ELECTRON_PACKAGES = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1'];
export const XVFB_PACKAGES = ['xvfb', 'xauth'];
