import { afterEach, describe, expect, it } from 'vitest';
import type { Pushes, RunMessage } from '../../src-shared/ipc/pushes';
import { at } from '../../src-shared/present';
import type { StoredRun } from '../../src-shared/run/record/record';
import { RunPort } from './run-port';

const ORIGIN = 'app://benchtop';
const ports: MessagePort[] = [];

afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** A page whose port has been asked for; `hand` is what the preload script does with it. */
async function bench() {
  const listeners = new Set<(event: unknown) => void>();
  const page = {
    location: { origin: ORIGIN },
    addEventListener: (_: 'message', listener: (event: unknown) => void) => listeners.add(listener),
    removeEventListener: (_: 'message', listener: (event: unknown) => void) => listeners.delete(listener),
  };
  const port = new RunPort();
  let key = '';
  const answer = await port.open(page as unknown as Window, (request) => {
    // The page listens before main can answer.
    expect(listeners.size).toBe(1);
    key = request.key;
    return Promise.resolve({ ok: true, value: null });
  });
  const hand = (changes: Record<string, unknown> = {}): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    for (const listener of listeners)
      listener({ source: page, origin: ORIGIN, data: key, ports: [port2], ...changes });
    return port1;
  };
  return { port, answer, hand, listeners, key };
}

/** Main's end: sends, and waits for what comes back of it. */
function send(main: MessagePort, ...messages: RunMessage[]): void {
  for (const message of messages) main.postMessage(message);
}

function next(main: MessagePort): Promise<unknown> {
  return new Promise((resolve) => {
    main.onmessage = ({ data }) => {
      resolve(data);
    };
  });
}

const events = (step: number): RunMessage => ({
  name: 'run.events',
  payload: {
    runId: 'a',
    events: [
      {
        runId: 'a',
        seq: step,
        type: 'metrics',
        columns: { step: Float64Array.of(step), elapsedMs: Float64Array.of(0), series: {} },
      },
    ],
  },
});
const run = { path: '/runs/a' } as unknown as StoredRun;

describe(RunPort, () => {
  it('asks main with a key of its own, and gives the answer back', async () => {
    const [first, second] = [await bench(), await bench()];
    expect(first.answer).toEqual({ ok: true, value: null });
    expect(first.key).not.toBe(second.key);
  });

  it('passes on what runs tell, in its order, and says when it has come to events', async () => {
    const { port, hand } = await bench();
    const main = hand();
    const heard: unknown[] = [];
    port.on('run.events', ({ events: [event] }) => heard.push(event));
    port.on('run.changed', (payload) => heard.push(payload));
    const taken = next(main);
    send(main, { name: 'run.changed', payload: { runId: 'a', run } }, events(7));
    expect(await taken).toBe('taken');
    expect(heard).toEqual([{ runId: 'a', run }, (events(7).payload as Pushes['run.events']).events[0]]);
  });

  it('says nothing of a changed record', async () => {
    const { port, hand } = await bench();
    const main = hand();
    const answers: unknown[] = [];
    main.onmessage = ({ data }) => answers.push(data);
    const changed = new Promise((resolve) => port.on('run.changed', resolve));
    send(main, { name: 'run.changed', payload: { runId: 'a', run } });
    await changed;
    const taken = new Promise((resolve) => port.on('run.events', resolve));
    send(main, events(1));
    await taken;
    await expect.poll(() => answers).toEqual(['taken']);
  });

  it('has several listeners, each until it is unsubscribed', async () => {
    const { port, hand } = await bench();
    const main = hand();
    const heard: string[] = [];
    const offs = ['first', 'second'].map((name) => port.on('run.events', () => heard.push(name)));
    const once = next(main);
    send(main, events(1));
    await once;
    at(offs, 0)();
    at(offs, 0)();
    const again = next(main);
    send(main, events(2));
    await again;
    expect(heard).toEqual(['first', 'second', 'second']);
  });

  it.each([
    ['another window', { source: {} }],
    ['another origin', { origin: 'https://example.invalid' }],
    ['a port that another page asked for', { data: 'another key' }],
    ['a message without a port', { ports: [] }],
  ])('takes nothing of %s, and still its own', async (_, changes) => {
    const { port, hand, listeners } = await bench();
    const strange = hand(changes);
    const heard: unknown[] = [];
    port.on('run.events', (payload) => heard.push(payload));
    send(strange, events(1));
    expect(listeners.size).toBe(1);
    const main = hand();
    const taken = next(main);
    send(main, events(2));
    await taken;
    expect(heard).toEqual([events(2).payload]);
  });

  it('takes one port, and no second one', async () => {
    const { hand, listeners } = await bench();
    hand();
    expect(listeners.size).toBe(0);
  });
});
