import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { fail, type ErrorInfo, type Result } from '../../src-shared/errors';
import { CHANNELS, type Channel } from '../../src-shared/ipc/channels';
import { REQUESTS } from '../../src-shared/ipc/map';
import { present } from '../../src-shared/present';
import { answer, type Handlers } from './gate';
import { registerChannels, type SenderRule } from './sender';

const PAGE = 'app://benchtop/index.html';
const ID = '20260101-000000-000-abcdef';

/** Handlers that answer with their channel, and those a test puts in their place. */
function handlersWith(special: Partial<Record<Channel, (request: never) => unknown>> = {}): Handlers {
  const all = Object.fromEntries(CHANNELS.map((channel) => [channel, () => channel]));
  return { ...all, ...special } as unknown as Handlers;
}

type Listener = (event: IpcMainInvokeEvent, request?: unknown) => Promise<Result<unknown>> | Result<unknown>;

/** A main process with one window, and the means to ask it from any frame. */
function gate(handlers: Handlers | Promise<Handlers> = handlersWith()): {
  listeners: Map<string, Listener>;
  contents: WebContents;
  logged: ErrorInfo[];
  ask: (from: { sender?: unknown; senderFrame?: unknown }) => Promise<Result<unknown>>;
} {
  const listeners = new Map<string, Listener>();
  const logged: ErrorInfo[] = [];
  const contents = { mainFrame: { url: PAGE } } as unknown as WebContents;
  const rule: SenderRule = { isWindow: (one) => one === contents, origin: 'app://benchtop' };
  const ipcMain = {
    handle: (channel: string, listener: Listener): void => {
      if (listeners.has(channel)) throw new Error(`two handlers for ${channel}`);
      listeners.set(channel, listener);
    },
  };
  // As the start of the program joins them.
  registerChannels(ipcMain, rule, (channel, request) =>
    answer(channel, request, handlers, (error) => logged.push(error)),
  );
  return {
    listeners,
    contents,
    logged,
    ask: async (from) =>
      present(listeners.get('runs.list'))({
        sender: contents,
        senderFrame: contents.mainFrame,
        ...from,
      } as IpcMainInvokeEvent),
  };
}

describe('registerChannels', () => {
  it('answers every channel of the map, each once, and no other', () => {
    expect([...gate().listeners.keys()].sort()).toEqual([...CHANNELS].sort());
    expect(Object.keys(REQUESTS).sort()).toEqual([...CHANNELS].sort());
  });

  it('answers the main frame of our window', async () => {
    expect(await gate().ask({})).toEqual({ ok: true, value: 'runs.list' });
  });

  it.each([
    ['another window', { sender: { mainFrame: { url: PAGE } } }],
    ['a frame inside the page', { senderFrame: { url: PAGE } }],
    ['a frame that is gone', { senderFrame: null }],
    ['a frame that older versions do not name', { senderFrame: undefined }],
  ])('refuses %s', async (_, from) => {
    const asked = gate();
    const result = await asked.ask(from);
    expect(result).toMatchObject({ ok: false, error: { kind: 'not-allowed' } });
  });

  it.each([
    '',
    'about:blank',
    'https://example.invalid/',
    'file:///app/index.html',
    'app://other/index.html',
    'app://benchtop.evil/index.html',
    'app://benchtop:1/index.html',
    'data:text/html,app://benchtop/',
  ])('refuses our window while it shows "%s"', async (url) => {
    const asked = gate();
    Object.assign(asked.contents.mainFrame, { url });
    expect(await asked.ask({})).toMatchObject({ ok: false, error: { kind: 'not-allowed' } });
  });

  it('looks at the sender at once, and at the request when the services are there', async () => {
    let give: (handlers: Handlers) => void = () => undefined;
    const asked = gate(new Promise<Handlers>((resolve) => (give = resolve)));
    const first = asked.ask({});
    Object.assign(asked.contents.mainFrame, { url: 'about:blank' });
    give(handlersWith());
    expect(await first).toEqual({ ok: true, value: 'runs.list' });
    expect((await asked.ask({})).ok).toBe(false);
  });
});

describe('answer', () => {
  const logged: ErrorInfo[] = [];
  const log = (error: ErrorInfo): void => {
    logged.push(error);
  };
  const refuseAll = handlersWith(
    Object.fromEntries(
      CHANNELS.map((channel) => [
        channel,
        () => {
          throw new Error('reached');
        },
      ]),
    ),
  );

  const cyclic: Record<string, unknown> = {};
  cyclic['itself'] = cyclic;
  const deep = Array.from({ length: 5000 }).reduce<unknown>((inner) => ({ inner }), null);
  const JUNK: readonly [string, unknown][] = [
    ['null', null],
    ['a number', 7],
    ['NaN', Number.NaN],
    ['text', 'runs.list'],
    ['a list', []],
    ['a function', () => undefined],
    ['itself', { id: cyclic, path: cyclic, points: cyclic, theme: cyclic }],
    ['something deep', { id: deep, path: deep, points: deep, theme: deep }],
    ['100 MB', { id: 'a'.repeat(1e8), path: 'a'.repeat(1e8) }],
    ['typed arrays', { id: new Float64Array(10), points: new Float32Array(10) }],
    ['a prototype', JSON.parse('{"__proto__": {"id": "x"}, "id": 1}')],
    ['fields of others', { id: ID, step: null, evil: true }],
  ];

  it.each(JUNK)('refuses %s on every channel with a reason, never by a crash', async (_, junk) => {
    logged.length = 0;
    for (const channel of CHANNELS) {
      const result = await answer(channel, junk, refuseAll, log);
      expect([channel, result]).toMatchObject([channel, { ok: false, error: { kind: 'usage' } }]);
      if (!result.ok) expect(result.error.message.length).toBeLessThan(500);
    }
    expect(logged).toEqual([]);
  });

  it('refuses a missing request where one is needed', async () => {
    const needy = CHANNELS.filter((channel) => !REQUESTS[channel].safeParse(undefined).success);
    expect(needy).toContain('runs.start');
    for (const channel of needy) {
      expect(await answer(channel, undefined, refuseAll, log)).toMatchObject({
        ok: false,
        error: { kind: 'usage' },
      });
    }
  });

  it.each(['../../etc/passwd', '..', 'a/../b', '/etc', 'A', '', '20260101-000000-000-abcdef\0'])(
    'takes no run id that could be a path: "%s"',
    async (id) => {
      for (const channel of ['runs.snapshot', 'runs.continue', 'runs.stop'] as const)
        expect(await answer(channel, { id }, refuseAll, log)).toMatchObject({ error: { kind: 'usage' } });
      for (const channel of ['library.delete', 'library.restore', 'library.empty-trash'] as const)
        expect(await answer(channel, { ids: [ID, id] }, refuseAll, log)).toMatchObject({
          error: { kind: 'usage' },
        });
    },
  );

  it('hands on what the schema made of the request, and names the field that is wrong', async () => {
    const handlers = handlersWith({ 'groups.rename': (request) => request });
    expect(await answer('groups.rename', { id: ID, name: '  second  ' }, handlers, log)).toEqual({
      ok: true,
      value: { id: ID, name: 'second' },
    });
    expect(await answer('groups.rename', { id: ID, name: '' }, handlers, log)).toMatchObject({
      error: {
        kind: 'usage',
        field: 'name',
        message: expect.stringContaining('groups.rename: name') as string,
      },
    });
  });

  it('passes an expected failure on as it is, and logs a bug without showing its stack', async () => {
    logged.length = 0;
    const handlers = handlersWith({
      'runs.list': () => {
        throw fail('disk-full', 'The disk is full.', { file: 'run.json' });
      },
      'settings.get': () => Promise.reject(new TypeError('x is not a function')),
    });
    expect(await answer('runs.list', undefined, handlers, log)).toEqual({
      ok: false,
      error: { kind: 'disk-full', message: 'The disk is full.', file: 'run.json' },
    });
    expect(logged).toEqual([]);
    const bug = await answer('settings.get', undefined, handlers, log);
    expect(bug).toEqual({
      ok: false,
      error: { kind: 'internal', message: 'Something went wrong inside Benchtop: x is not a function' },
    });
    expect(logged).toMatchObject([
      { kind: 'internal', detail: expect.stringContaining('gate.test') as string },
    ]);
  });

  it('answers with the failure where the services could not be built', async () => {
    const broken = Promise.reject<Handlers>(fail('storage', 'The runs folder cannot be read.'));
    expect(await answer('runs.list', undefined, broken, log)).toMatchObject({ error: { kind: 'storage' } });
  });
});
