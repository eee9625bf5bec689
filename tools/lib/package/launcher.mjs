// The command line of a package: a script beside the program, which runs it without a window.
/**
 * The script's name and text; what it names lies where it lies, also where it is reached by a link.
 * @param {string} node the package's own Node, relative to its folder, with /
 * @param {string} cli the command line's script, relative to the package's folder, with /
 * @param {boolean} isWindows
 * @returns {{ name: string, text: string }}
 */
export function makeLauncher(node, cli, isWindows) {
  if (isWindows) {
    const path = (relative) => `"%~dp0${relative.replaceAll('/', '\\')}"`;
    const lines = ['@echo off', `${path(node)} ${path(cli)} %*`];
    return { name: 'benchtop-cli.cmd', text: `${lines.join('\r\n')}\r\n` };
  }
  return {
    name: 'benchtop-cli',
    text: `#!/bin/sh
# Benchtop without its window: benchtop-cli --help
self=$0
while [ -L "$self" ]; do
  link=$(readlink "$self")
  case $link in
    /*) self=$link ;;
    *) self=$(dirname "$self")/$link ;;
  esac
done
folder=$(cd "$(dirname "$self")" && pwd -P)
exec "$folder/${node}" "$folder/${cli}" "$@"
`,
  };
}
