import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installHooks } from './hooks.mjs';

let folder;
let env;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop hooks '));
  // Neither this machine's settings nor a checkout around it.
  env = { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: join(folder, 'none'), GIT_CONFIG_NOSYSTEM: '1' };
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const git = (...args) => spawnSync('git', args, { cwd: folder, env, encoding: 'utf8' }).stdout.trim();

describe('the hooks', () => {
  it('are set in a checkout, once', () => {
    git('init', '-q');
    expect(installHooks(folder, env)).toBe('tools/hooks');
    expect(git('config', 'core.hooksPath')).toBe('tools/hooks');
    expect(installHooks(folder, env)).toBe('already tools/hooks');
  });

  it('leave a person’s own alone', () => {
    git('init', '-q');
    git('config', 'core.hooksPath', '/mine');
    expect(installHooks(folder, env)).toBe('already /mine');
    expect(git('config', 'core.hooksPath')).toBe('/mine');
  });

  it('are not set on a CI', () => {
    git('init', '-q');
    expect(installHooks(folder, { ...env, CI: 'true' })).toMatch(/^already/);
    expect(git('config', 'core.hooksPath')).toBe('');
  });

  it('are not set outside a checkout, nor for one around it', () => {
    expect(installHooks(folder, { ...env, GIT_CEILING_DIRECTORIES: tmpdir() })).toMatch(/^already/);
    git('init', '-q');
    mkdirSync(join(folder, 'copy'));
    expect(installHooks(join(folder, 'copy'), env)).toMatch(/^already/);
    expect(git('config', 'core.hooksPath')).toBe('');
  });

  it('fail nothing where there is no git', () => {
    expect(installHooks(folder, { ...env, PATH: folder })).toMatch(/^already/);
  });
});
