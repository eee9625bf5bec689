import { describe, expect, it } from 'vitest';
import { createPush } from './push';

describe('createPush', () => {
  it('sends to the page, and to nobody while it is gone', () => {
    const sent: unknown[][] = [];
    const contents = {
      destroyed: false,
      crashed: false,
      isDestroyed: () => contents.destroyed,
      isCrashed: () => contents.crashed,
      send: (...args: unknown[]) => void sent.push(args),
    };
    let receiver: typeof contents | null = null;
    const push = createPush(() => receiver);
    push('experiments.changed', null);
    receiver = contents;
    push('experiments.changed', null);
    contents.crashed = true;
    push('experiments.changed', null);
    contents.crashed = false;
    contents.destroyed = true;
    push('experiments.changed', null);
    contents.destroyed = false;
    push('notice', { kind: 'info', message: 'back' });
    expect(sent).toEqual([
      ['experiments.changed', null],
      ['notice', { kind: 'info', message: 'back' }],
    ]);
  });
});
