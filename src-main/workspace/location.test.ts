import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeWorkspaceFolder, workspaceFolder } from './location';

const root = mkdtempSync(join(tmpdir(), 'benchtop-location-'));
let config: string;
let count = 0;
beforeEach(() => {
  config = join(root, String(count++));
  for (const name of ['XDG_CONFIG_HOME', 'APPDATA']) vi.stubEnv(name, config);
  vi.stubEnv('BENCHTOP_WORKSPACE', '');
  // So that what is made here is remembered.
  vi.stubEnv('TMPDIR', join(root, 'elsewhere'));
});
afterEach(() => {
  vi.unstubAllEnvs();
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const remembered = (): string => join(config, 'benchtop', 'workspaces.json');

describe.skipIf(process.platform !== 'linux')('the folder of a workspace', () => {
  it('is made with all above it where it is the user’s own', () => {
    makeWorkspaceFolder(workspaceFolder());
    expect(existsSync(join(config, 'benchtop', 'workspace'))).toBe(true);
  });

  it('is missing where the folder that it lies in is', () => {
    const folder = join(root, 'no', 'ws');
    expect(() => {
      makeWorkspaceFolder(folder);
    }).toThrow(/ws is missing: there is no .*no\. Connect its disk/);
    expect(existsSync(folder)).toBe(false);
    expect(() => {
      makeWorkspaceFolder('/proc/nope/ws');
    }).toThrow('there is no /proc/nope');
  });

  it('is refused by the system in a place like /proc, and not tried for ever', () => {
    vi.stubEnv('XDG_CONFIG_HOME', '/proc/nope');
    expect(() => {
      makeWorkspaceFolder(workspaceFolder());
    }).toThrow(/ENOENT/);
  });

  it('is missing where it was on another disk, and is made anew on the same one', () => {
    const folder = join(config, 'ws');
    mkdirSync(config, { recursive: true });
    makeWorkspaceFolder(folder);
    expect(JSON.parse(readFileSync(remembered(), 'utf8'))).toHaveProperty([folder]);
    rmSync(folder, { recursive: true });
    makeWorkspaceFolder(folder);
    rmSync(folder, { recursive: true });
    writeFileSync(remembered(), JSON.stringify({ [folder]: 12_345_678 }));
    expect(() => {
      makeWorkspaceFolder(folder);
    }).toThrow('it was on another disk');
    expect(existsSync(folder)).toBe(false);
    mkdirSync(folder);
    makeWorkspaceFolder(folder);
  });

  it.skipIf(process.getuid?.() !== 0)(
    'is missing on a disk that is not mounted any more (where one can be)',
    () => {
      const disk = join(config, 'disk');
      mkdirSync(disk, { recursive: true });
      try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], { stdio: 'ignore' });
      } catch {
        return;
      }
      makeWorkspaceFolder(join(disk, 'ws'));
      execFileSync('umount', [disk]);
      expect(() => {
        makeWorkspaceFolder(join(disk, 'ws'));
      }).toThrow('it was on another disk');
    },
  );
});

it('is the user’s own where none is named', () => {
  vi.unstubAllEnvs();
  vi.stubEnv('XDG_CONFIG_HOME', undefined);
  vi.stubEnv('BENCHTOP_WORKSPACE', undefined);
  if (process.platform === 'linux')
    expect(workspaceFolder()).toBe(join(homedir(), '.config', 'benchtop', 'workspace'));
});
