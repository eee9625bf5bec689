// The command line of a package: a script beside the program, which runs it without a window.
import { basename } from 'node:path';

/**
 * The script's name and text; what it names lies where it lies, also where it is reached by a link.
 * @param {string} executable of the package, relative to its folder, with /
 * @param {string} cli the command line's script, relative to the package's folder, with /
 * @param {boolean} isWindows
 * @returns {{ name: string, text: string }}
 */
export function launcherOf(executable, cli, isWindows) {
  if (isWindows) {
    const path = (relative) => `"%~dp0${relative.replaceAll('/', '\\')}"`;
    const lines = [
      '@echo off',
      'setlocal',
      'set ELECTRON_RUN_AS_NODE=1',
      `${path(executable)} ${path(cli)} %*`,
    ];
    return { name: 'benchtop-cli.cmd', text: `${lines.join('\r\n')}\r\n` };
  }
  return {
    name: 'benchtop-cli',
    text: `#!/bin/sh
# ${basename(executable)} without its window: benchtop-cli --help
self=$0
while [ -L "$self" ]; do
  link=$(readlink "$self")
  case $link in
    /*) self=$link ;;
    *) self=$(dirname "$self")/$link ;;
  esac
done
folder=$(cd "$(dirname "$self")" && pwd -P)
ELECTRON_RUN_AS_NODE=1 exec "$folder/${executable}" "$folder/${cli}" "$@"
`,
  };
}
