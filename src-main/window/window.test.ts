import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest';
import { present } from '../../src-shared/present';
import { beside, placeWindow } from './bounds';
import { CrashCounter } from './crash-reload';
import { createLog, onlyOnce } from './main-log';
import { BACKGROUND } from './main-window';
import { menuTemplate } from './menu';

vi.mock('electron', () => ({ Menu: {}, BrowserWindow: Object, screen: {} }));

describe('placeWindow', () => {
  const LEFT = { x: 0, y: 25, width: 1920, height: 1055 };
  const RIGHT = { x: 1920, y: 0, width: 2560, height: 1440 };
  const saved = { width: 1400, height: 900, x: 100, y: 100, maximized: false };

  it('opens as it was closed', () => {
    expect(placeWindow(saved, [LEFT])).toEqual({ width: 1400, height: 900, x: 100, y: 100 });
    expect(placeWindow({ ...saved, x: 2500 }, [LEFT, RIGHT])).toMatchObject({ x: 2500, y: 100 });
    // Half out to the left, and still to be caught.
    expect(placeWindow({ ...saved, x: -50 }, [LEFT])).toMatchObject({ x: -50 });
  });

  it('leaves the place to the system at first, and where the display is gone', () => {
    expect(placeWindow(null, [LEFT])).toEqual({ width: 1360, height: 860 });
    expect(placeWindow({ ...saved, x: null, y: null }, [LEFT])).toEqual({ width: 1400, height: 900 });
    for (const away of [{ x: 2500 }, { x: -2000 }, { y: -300 }, { y: 5000 }, { x: 1e9, y: -1e9 }])
      expect(placeWindow({ ...saved, ...away }, [LEFT])).toEqual({ width: 1400, height: 900 });
    expect(placeWindow(saved, [])).toEqual({ width: 1400, height: 900 });
  });

  it('opens a further window beside the one it comes from, on the display', () => {
    expect(placeWindow(beside(saved), [LEFT])).toEqual({ width: 1400, height: 900, x: 128, y: 128 });
    expect(beside({ ...saved, x: null, y: null })).toMatchObject({ x: null, y: null });
  });

  it('fits the window into the display it opens on', () => {
    expect(placeWindow({ ...saved, width: 1e6, height: 1e6 }, [LEFT])).toMatchObject({
      width: 1920,
      height: 1055,
    });
    expect(placeWindow({ ...saved, width: -5, height: 0 }, [LEFT])).toMatchObject({
      width: 900,
      height: 600,
    });
    expect(placeWindow(null, [{ x: 0, y: 0, width: 1280, height: 720 }])).toEqual({
      width: 1280,
      height: 720,
    });
  });
});

describe('menuTemplate', () => {
  const options = {
    say: (text: string) => text,
    theme: 'dark',
    recentFiles: ['/data/cars & co.csv'],
    openFile: vi.fn<(path: string) => void>(),
    openWindow: vi.fn<() => void>(),
    edits: { undo: null, redo: 'Rename “a & b” → “c”' },
    isDevelopment: false,
    isMac: false,
    command: vi.fn<(command: string) => void>(),
    setTheme: vi.fn<(theme: string) => void>(),
    showWorkspace: vi.fn<() => void>(),
  } as const;

  function items(template: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
    return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])]);
  }
  const click = (label: string): void => {
    const found = items(menuTemplate(options)).find((item) => item.label === label);
    (present(found).click as () => void)();
  };

  it('runs the window’s commands under the keys the window knows', () => {
    const keyed = items(menuTemplate(options)).filter(
      ({ registerAccelerator }) => registerAccelerator === false,
    );
    expect(Object.fromEntries(keyed.map(({ label, accelerator }) => [label, accelerator]))).toEqual({
      'New experiment': 'CmdOrCtrl+N',
      'New window': 'CmdOrCtrl+Shift+N',
      'Open data…': 'CmdOrCtrl+O',
      'Print…': 'CmdOrCtrl+P',
      Undo: 'CmdOrCtrl+Z',
      'Redo Rename “a && b” → “c”': 'CmdOrCtrl+Shift+Z',
      Settings: 'CmdOrCtrl+,',
      'Toggle sidebar': 'CmdOrCtrl+B',
      'Command palette…': 'CmdOrCtrl+K',
      'All runs': 'CmdOrCtrl+L',
      Guide: 'F1',
      'Keyboard shortcuts': 'CmdOrCtrl+/',
    });
    for (const { label } of keyed) click(present(label));
    click('Two-minute tour');
    expect(options.command.mock.calls.flat()).toEqual([
      'new-experiment',
      'open-file',
      'print',
      'settings',
      'undo',
      'redo',
      'palette',
      'runs',
      'toggle-rail',
      'help',
      'shortcuts',
      'tour',
    ]);
    expect(options.openWindow).toHaveBeenCalledOnce();
    click('cars && co.csv');
    expect(options.openFile.mock.calls).toEqual([['/data/cars & co.csv']]);
    click('Show workspace folder');
    expect(options.showWorkspace).toHaveBeenCalledOnce();
  });

  it('marks the theme in use and sets another', () => {
    const radios = items(menuTemplate(options)).filter(({ type }) => type === 'radio');
    expect(radios.map(({ label, checked }) => [label, checked])).toEqual([
      ['System', false],
      ['Light', false],
      ['Dark', true],
    ]);
    click('Light');
    expect(options.setTheme).toHaveBeenCalledWith('light');
  });

  it('offers reload and developer tools in development only', () => {
    const roles = (isDevelopment: boolean): unknown[] =>
      items(menuTemplate({ ...options, isDevelopment })).map(({ role }) => role);
    expect(roles(false)).not.toContain('reload');
    expect(roles(false)).not.toContain('toggleDevTools');
    expect(roles(true)).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']));
    expect(roles(false)).toContain('quit');
  });
});

describe('CrashCounter', () => {
  it('reloads three crashes a minute, not the fourth, and again after a quiet minute', () => {
    let now = 0;
    const crashes = new CrashCounter(() => now);
    expect([crashes.mayReload(), crashes.mayReload(), crashes.mayReload(), crashes.mayReload()]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    now = 60_000;
    expect(crashes.mayReload()).toBe(true);
  });
});

describe('log', () => {
  let folder: string;
  let path: string;
  let stderr: MockInstance<typeof process.stderr.write>;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'benchtop-log-'));
    path = join(folder, 'logs', 'main.log');
    stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  });
  afterEach(() => {
    stderr.mockRestore();
    rmSync(folder, { recursive: true });
  });

  it('writes an entry with its stack to the file and to standard error', () => {
    createLog(path)({ kind: 'internal', message: 'it broke', detail: 'at x.ts:1' });
    createLog(path)({ kind: 'storage', message: 'it broke again' });
    expect(readFileSync(path, 'utf8')).toMatch(
      /^\d{4}-.*Z internal: it broke\nat x\.ts:1\n\d{4}-.*Z storage: it broke again\n$/,
    );
    expect(stderr).toHaveBeenCalledTimes(2);
  });

  it('starts anew above 5 MB and keeps the one before', () => {
    const log = createLog(path);
    log({ kind: 'internal', message: 'first' });
    writeFileSync(path, 'x'.repeat(5_000_001));
    log({ kind: 'internal', message: 'second' });
    expect([statSync(`${path}.old`).size, statSync(path).size < 100]).toEqual([5_000_001, true]);
  });

  it('never throws, wherever it cannot write', () => {
    stderr.mockImplementationOnce(() => {
      throw new Error('EPIPE');
    });
    writeFileSync(join(folder, 'logs'), 'a file where the folder should be');
    expect(() => {
      createLog(path)({ kind: 'internal', message: 'lost' });
    }).not.toThrow();
  });

  it('shows a repeated failure once', () => {
    const shown: string[] = [];
    const show = onlyOnce((message) => shown.push(message));
    for (const message of ['a', 'b', 'a', 'a', 'b']) show(message);
    expect(shown).toEqual(['a', 'b']);
  });
});

describe('BACKGROUND', () => {
  it('is the page’s own, so that nothing flashes', () => {
    const tokens = readFileSync(join(__dirname, '../../src-renderer/styles/tokens.css'), 'utf8');
    expect([...tokens.matchAll(/--bg: (#\w+);/g)].map(([, colour]) => colour)).toEqual([
      BACKGROUND.light,
      BACKGROUND.dark,
    ]);
  });
});
