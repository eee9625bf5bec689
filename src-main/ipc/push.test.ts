import { describe, expect, it } from 'vitest';
import { createPush } from './push';

function page(name: string, sent: unknown[][]) {
  const contents = {
    destroyed: false,
    crashed: false,
    isDestroyed: () => contents.destroyed,
    isCrashed: () => contents.crashed,
    send: (...args: unknown[]) => void sent.push([name, ...args]),
  };
  return contents;
}

describe('createPush', () => {
  it('sends to the page, and to nobody while it is gone', () => {
    const sent: unknown[][] = [];
    const contents = page('page', sent);
    let receivers: (typeof contents)[] = [];
    const push = createPush(() => receivers);
    push('experiments.changed', null);
    receivers = [contents];
    push('experiments.changed', null);
    contents.crashed = true;
    push('experiments.changed', null);
    contents.crashed = false;
    contents.destroyed = true;
    push('experiments.changed', null);
    contents.destroyed = false;
    push('notice', { kind: 'info', message: 'back' });
    expect(sent).toEqual([
      ['page', 'experiments.changed', null],
      ['page', 'notice', { kind: 'info', message: 'back' }],
    ]);
  });

  it('sends to every window that there is, also where one has crashed', () => {
    const sent: unknown[][] = [];
    const [a, b, c] = ['a', 'b', 'c'].map((name) => page(name, sent)) as [
      ReturnType<typeof page>,
      ReturnType<typeof page>,
      ReturnType<typeof page>,
    ];
    a.crashed = true;
    createPush(() => [a, b, c])('datasets.changed', null);
    expect(sent).toEqual([
      ['b', 'datasets.changed', null],
      ['c', 'datasets.changed', null],
    ]);
  });
});
