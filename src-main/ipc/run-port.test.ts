import type { MessageChannelMain } from 'electron';
import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { at } from '../../src-shared/present';
import type { StoredRun } from '../../src-shared/run/record/record';
import { RunPort } from './run-port';

class FakePort extends EventEmitter {
  readonly sent: unknown[] = [];
  isStarted = false;
  isClosed = false;

  start(): void {
    this.isStarted = true;
  }

  postMessage(message: unknown): void {
    this.sent.push(message);
  }

  close(): void {
    this.isClosed = true;
    this.emit('close');
  }
}

/** A window with one page, whose ports a test holds both ends of. */
function bench() {
  const channels: { port1: FakePort; port2: FakePort }[] = [];
  const posted: unknown[][] = [];
  const page = {
    isThere: true,
    destroyed: false,
    crashed: false,
    isDestroyed: () => page.destroyed,
    isCrashed: () => page.crashed,
    postMessage: (...args: unknown[]) => void posted.push(args),
  };
  const port = new RunPort({
    page: () => (page.isThere ? page : null),
    createChannel: () => {
      const channel = { port1: new FakePort(), port2: new FakePort() };
      channels.push(channel);
      return channel as unknown as MessageChannelMain;
    },
  });
  const reported: string[] = [];
  const pushes = { taken: () => void reported.push('taken'), reset: () => void reported.push('reset') };
  return { port, pushes, reported, channels, posted, page };
}

const run = { path: '1' } as unknown as StoredRun;

describe(RunPort, () => {
  it('hands one end to the page with the key that it asked with, and tells the runs to begin anew', () => {
    const { port, pushes, reported, channels, posted } = bench();
    port.open('a key', pushes);
    const [{ port1, port2 }] = channels as [(typeof channels)[0]];
    expect(posted).toEqual([['run.port', 'a key', [port2]]]);
    expect([port1.isStarted, reported]).toEqual([true, ['reset']]);
  });

  it('sends what runs tell in its order, and to nobody before a page has asked', () => {
    const { port, pushes, channels } = bench();
    expect(port.push('run.changed', { runId: 'a', run })).toBe(false);
    port.open('a key', pushes);
    expect(port.push('run.events', { runId: 'a', events: [] })).toBe(true);
    expect(port.push('run.changed', { runId: 'a', run })).toBe(true);
    expect(at(channels, 0).port1.sent).toEqual([
      { name: 'run.events', payload: { runId: 'a', events: [] } },
      { name: 'run.changed', payload: { runId: 'a', run } },
    ]);
  });

  it('hears from the page that it has come to a message, and nothing else', () => {
    const { port, pushes, reported, channels } = bench();
    port.open('a key', pushes);
    reported.length = 0;
    for (const data of ['new page', '', null, undefined, ['taken'], { name: 'run.events' }, 1])
      at(channels, 0).port1.emit('message', { data });
    expect(reported).toEqual([]);
    at(channels, 0).port1.emit('message', { data: 'taken' });
    expect(reported).toEqual(['taken']);
  });

  it('ends the port of the page before, and hears nothing of it any more', () => {
    const { port, pushes, reported, channels, posted } = bench();
    port.open('first', pushes);
    port.open('second', pushes);
    const [before, now] = channels as [(typeof channels)[0], (typeof channels)[0]];
    expect([before.port1.isClosed, now.port1.isClosed]).toEqual([true, false]);
    expect(posted.map(([, key]) => key)).toEqual(['first', 'second']);
    reported.length = 0;
    before.port1.emit('message', { data: 'taken' });
    before.port1.emit('close');
    expect(reported).toEqual([]);
    expect(port.push('run.changed', { runId: 'a', run: null })).toBe(true);
    expect([before.port1.sent.length, now.port1.sent.length]).toEqual([0, 1]);
  });

  it('sends to nobody when the page is gone, and tells that nothing is under way', () => {
    const { port, pushes, reported, channels } = bench();
    port.open('a key', pushes);
    reported.length = 0;
    at(channels, 0).port1.emit('close');
    expect(reported).toEqual(['reset']);
    expect(port.push('run.changed', { runId: 'a', run: null })).toBe(false);
    expect(at(channels, 0).port1.sent).toEqual([]);
  });

  it.each([
    ['no window', { isThere: false }],
    ['a window that is closed', { destroyed: true }],
    ['a page that crashed', { crashed: true }],
  ])('makes no port for %s', (_, state) => {
    const { port, pushes, channels, page } = bench();
    Object.assign(page, state);
    port.open('a key', pushes);
    expect(channels).toEqual([]);
    expect(port.push('run.changed', { runId: 'a', run })).toBe(false);
  });
});
