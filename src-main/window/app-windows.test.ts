import type { WebContents } from 'electron';
import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { AppWindows } from './app-windows';

class FakeWindow extends EventEmitter {
  readonly name: string;
  readonly webContents: WebContents;
  #isGone = false;

  constructor(name: string) {
    super();
    this.name = name;
    this.webContents = { page: name } as unknown as WebContents;
  }

  isDestroyed(): boolean {
    return this.#isGone;
  }

  close(): void {
    this.#isGone = true;
    this.emit('closed');
  }
}

function bench() {
  const windows = new AppWindows<FakeWindow>();
  const [a, b, c] = ['a', 'b', 'c'].map((name) => new FakeWindow(name)) as [
    FakeWindow,
    FakeWindow,
    FakeWindow,
  ];
  return { windows, a, b, c, order: () => windows.all.map(({ name }) => name).join('') };
}

describe(AppWindows, () => {
  it('has the window that had the focus last in front', () => {
    const { windows, a, b, c, order } = bench();
    expect([windows.front, windows.frontPage()]).toEqual([null, []]);
    for (const window of [a, b, c]) windows.add(window);
    expect(order()).toBe('cba');
    a.emit('focus');
    expect(order()).toBe('acb');
    expect([windows.front, windows.frontPage()]).toEqual([a, [a.webContents]]);
    expect(windows.pages()).toEqual([a, c, b].map(({ webContents }) => webContents));
  });

  it('forgets a window that is closed, and never takes it back', () => {
    const { windows, a, b, order } = bench();
    for (const window of [a, b]) windows.add(window);
    b.close();
    b.emit('focus');
    expect([order(), windows.front]).toEqual(['a', a]);
    a.close();
    expect(windows.front).toBeNull();
  });

  it('finds the window of a page, and of no other page', () => {
    const { windows, a, b } = bench();
    windows.add(a);
    expect(windows.find(a.webContents)).toBe(a);
    expect(windows.find(b.webContents)).toBeNull();
    a.close();
    expect(windows.find(a.webContents)).toBeNull();
  });

  it('tells of each window once, whenever it was opened, and of every change of the front', () => {
    const { windows, a, b } = bench();
    const told: string[] = [];
    windows.add(a);
    windows.forEach(({ name }) => told.push(name));
    windows.onFront(() => told.push(`front ${windows.front?.name ?? 'none'}`));
    windows.add(b);
    b.emit('focus');
    a.emit('focus');
    a.close();
    b.close();
    expect(told).toEqual(['a', 'b', 'front b', 'front a', 'front b', 'front none']);
  });
});
