import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { History, type Edit } from './history.svelte';
import { Toasts } from './toasts.svelte';

describe(History, () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function setUp(): {
    history: History;
    toasts: Toasts;
    box: { value: number };
    set: (value: number, more?: Partial<Edit<number>>) => object;
  } {
    const toasts = new Toasts();
    const history = new History(toasts);
    const box = { value: 0 };
    const set = (after: number, more: Partial<Edit<number>> = {}): object => {
      const before = box.value;
      box.value = after;
      return history.add<number>({
        key: 'box',
        before,
        after,
        describe: (from, to) => `Box ${from} → ${to}`,
        apply: (value) => {
          box.value = value;
          return null;
        },
        ...more,
      });
    };
    return { history, toasts, box, set };
  }

  it('undoes and redoes in order, and says what', async () => {
    const { history, toasts, box, set } = setUp();
    set(1, { key: null });
    set(2, { key: null, place: 'form' });
    expect(history.undoLabel).toBe('Box 1 → 2');
    expect(await history.undo()).toBe('form');
    expect(box.value).toBe(1);
    expect(toasts.items.map(({ message }) => message)).toEqual(['Undid: Box 1 → 2']);
    await history.undo();
    expect([box.value, history.undoLabel, history.redoLabel]).toEqual([0, null, 'Box 0 → 1']);
    expect(await history.undo()).toBeNull();
    await history.redo();
    await history.redo();
    expect(box.value).toBe(2);
    expect(toasts.items.map(({ message }) => message)).toEqual(['Redid: Box 1 → 2']);
    await history.redo();
    expect(box.value).toBe(2);
  });

  it('joins edits of one field within a second, and drops what came to nothing', async () => {
    const { history, box, set } = setUp();
    set(1);
    vi.advanceTimersByTime(900);
    set(12);
    vi.advanceTimersByTime(900);
    set(123);
    expect(history.undoLabel).toBe('Box 0 → 123');
    vi.advanceTimersByTime(1100);
    set(5);
    expect(history.undoLabel).toBe('Box 123 → 5');
    set(123);
    expect(history.undoLabel).toBe('Box 0 → 123');
    set(7, { key: 'another' });
    expect(history.undoLabel).toBe('Box 123 → 7');
    await history.undo();
    await history.undo();
    expect([box.value, history.undoLabel]).toEqual([0, null]);
  });

  it('joins what follows a draft, however late', () => {
    const { history, set } = setUp();
    set(NaN, { isDraft: true });
    vi.advanceTimersByTime(60_000);
    set(0.1);
    expect(history.undoLabel).toBe('Box 0 → 0.1');
    vi.advanceTimersByTime(60_000);
    set(0.2);
    expect(history.undoLabel).toBe('Box 0.1 → 0.2');
  });

  it('does not join an edit to one that was redone', async () => {
    const { history, set } = setUp();
    set(1);
    await history.undo();
    await history.redo();
    set(2);
    expect(history.undoLabel).toBe('Box 1 → 2');
  });

  it('forgets what was undone with the next edit, and the oldest beyond a hundred', async () => {
    const { history, box, set } = setUp();
    for (let value = 1; value <= 120; value += 1) set(value, { key: null });
    await history.undo();
    set(500, { key: null });
    expect(history.redoLabel).toBeNull();
    let undone = 0;
    while (history.undoLabel !== null) {
      await history.undo();
      undone += 1;
    }
    expect([undone, box.value]).toEqual([100, 20]);
  });

  it('skips what cannot be undone any more, and says why', async () => {
    const { history, toasts, box, set } = setUp();
    set(1, { key: null });
    set(2, { key: null, apply: () => 'The run was deleted.' });
    expect(await history.undo()).toBeNull();
    expect(toasts.items.map(({ message }) => message)).toEqual(['Skipped: Box 1 → 2. The run was deleted.']);
    expect([box.value, history.redoLabel]).toEqual([2, null]);
    await history.undo();
    expect(box.value).toBe(0);
  });

  it('does one after the other where they take time', async () => {
    const { history, box, set } = setUp();
    const slow = (value: number): Promise<null> =>
      new Promise((resolve) => {
        setTimeout(() => {
          box.value = value;
          resolve(null);
        }, 100);
      });
    set(1, { key: null, apply: slow });
    set(2, { key: null, apply: slow });
    const both = Promise.all([history.undo(), history.undo()]);
    await vi.advanceTimersByTimeAsync(100);
    expect(box.value).toBe(1);
    await vi.advanceTimersByTimeAsync(100);
    await both;
    expect(box.value).toBe(0);
  });

  it('takes one edit back wherever it stands', async () => {
    const { history, set } = setUp();
    const taken: number[] = [];
    const apply = (value: number): null => {
      taken.push(value);
      return null;
    };
    const first = set(1, { key: null, apply });
    const second = set(2, { key: null });
    await history.takeBack(first);
    expect([taken, history.undoLabel, history.redoLabel]).toEqual([[0], 'Box 1 → 2', null]);
    await history.takeBack(second);
    expect([history.undoLabel, history.redoLabel]).toEqual([null, 'Box 1 → 2']);
    await history.takeBack(first);
    expect(taken).toEqual([0]);
  });

  it('follows what an edit became by itself, and drops edits of what is gone', async () => {
    const { history, box, set } = setUp();
    const scope = {};
    set(1, { key: null, scope });
    history.amend(scope, 10);
    history.amend({}, 20);
    await history.undo();
    await history.redo();
    expect(box.value).toBe(10);
    set(3, { key: null });
    history.drop(scope);
    expect(history.undoLabel).toBe('Box 10 → 3');
    await history.undo();
    expect(history.undoLabel).toBeNull();
  });
});
