import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeLauncher } from './launcher.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop launcher '));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(process.platform === 'win32')('the command line of a package', () => {
  it('runs on the package’s own Node in the caller’s folder, by links too', () => {
    const place = join(folder, 'Benchtop');
    mkdirSync(join(place, 'inside'), { recursive: true });
    writeFileSync(join(place, 'inside', 'node'), '#!/bin/sh\nprintf "%s|" "$PWD" "$@"\nexit 2\n');
    chmodSync(join(place, 'inside', 'node'), 0o755);
    const { name, text } = makeLauncher('inside/node', 'resources/app/out/cli/index.cjs', false);
    writeFileSync(join(place, name), text);
    chmodSync(join(place, name), 0o755);
    mkdirSync(join(folder, 'bin'));
    symlinkSync(join('..', 'Benchtop', name), join(folder, 'bin', 'first'));
    symlinkSync(join(folder, 'bin', 'first'), join(folder, 'bin', 'benchtop'));
    for (const command of [join(place, name), join(folder, 'bin', 'benchtop')]) {
      const { stdout, status } = spawnSync(command, ['run', 'a b', '--points', '-1,2'], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect(stdout.split('|').slice(0, -1)).toEqual([
        expect.stringContaining('benchtop launcher '),
        join(place, 'resources/app/out/cli/index.cjs'),
        'run',
        'a b',
        '--points',
        '-1,2',
      ]);
      expect(status).toBe(2);
    }
  });
});

it('is a batch file on Windows', () => {
  const { name, text } = makeLauncher('resources/node.exe', 'resources/app/out/cli/index.cjs', true);
  expect(name).toBe('benchtop-cli.cmd');
  expect(text).toContain('"%~dp0resources\\node.exe" "%~dp0resources\\app\\out\\cli\\index.cjs" %*\r\n');
});
