import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findChildRuntime } from './child-runtime';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-runtime-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const node = process.platform === 'win32' ? 'node.exe' : 'node';

describe('the runtime of a process beside the program', () => {
  it("is a package's own Node", () => {
    mkdirSync(join(folder, 'resources'));
    writeFileSync(join(folder, 'resources', node), '');
    expect(findChildRuntime(join(folder, 'benchtop'))).toBe(join(folder, 'resources', node));
  });

  it('is in the resources of a bundle, too', () => {
    const contents = join(folder, 'Electron.app', 'Contents');
    mkdirSync(join(contents, 'Resources'), { recursive: true });
    mkdirSync(join(contents, 'MacOS'));
    writeFileSync(join(contents, 'Resources', node), '');
    expect(findChildRuntime(join(contents, 'MacOS', 'Electron'))).toBe(join(contents, 'Resources', node));
  });

  it('is otherwise the runtime of this process', () => {
    expect(findChildRuntime(join(folder, 'electron'))).toBe(join(folder, 'electron'));
    expect(findChildRuntime()).toBe(process.execPath);
  });
});
