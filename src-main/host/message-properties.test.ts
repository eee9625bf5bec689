import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEvent, requireCommand } from '../worker/protocol/message-schema';
import type { WorkerEvent } from '../worker/protocol';
import type { CallCommand } from '../worker/protocol/calls';
import type { RunCommand } from '../worker/protocol/training';
import { transferList } from '../worker/protocol/transfer';
import { EventBatcher } from '../worker/training/pace/event-batcher';
import type { RunEvent } from '../../src-shared/run/live/events';
import { PendingCalls } from './pending-calls';

const runId = fc.stringMatching(/^[a-z0-9-]{8,64}$/);
const callId = fc.integer({ min: 1 });
const TABLE = fc.record({ id: fc.string({ minLength: 1 }), bytes: fc.nat(), reading: fc.string() });
const EVENTS: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom('ready', 'pong', 'native-wanted', 'native-done').map((type) => ({ type })),
  fc.record({
    type: fc.constant('run'),
    runId,
    events: fc.array(
      fc.record({
        type: fc.constantFrom('metrics', 'frame', 'progress', 'waiting', 'log-wanted'),
        seq: fc.integer({ min: 1 }),
        columns: fc.float64Array({ maxLength: 3 }),
      }),
      { maxLength: 3 },
    ),
  }),
  fc.record({ type: fc.constant('run-left'), runId }),
  fc.record({
    type: fc.constant('tables'),
    runId,
    use: fc.record({
      kept: fc.option(TABLE),
      used: fc.option(fc.string()),
      stale: fc.array(fc.string(), { maxLength: 2 }),
      hasRead: fc.boolean(),
    }),
  }),
  fc.record({
    type: fc.constant('call-progress'),
    callId,
    progress: fc.record({ bytes: fc.double(), totalBytes: fc.double(), rows: fc.double() }),
  }),
  fc.record({ type: fc.constant('answer'), callId, value: fc.anything() }),
  fc.record({
    type: fc.constant('refusal'),
    callId,
    error: fc.record({ kind: fc.constantFrom('storage', 'internal'), message: fc.string() }),
  }),
);
const COMMANDS: fc.Arbitrary<unknown> = fc.oneof(
  fc.record({
    type: fc.constant('train'),
    job: fc.record({ runId, runFolder: fc.string({ minLength: 1 }), firstSeq: fc.integer({ min: 1 }) }),
    threads: fc.integer({ min: 1 }),
    tables: fc.option(fc.record({ known: fc.array(TABLE, { maxLength: 2 }), mostBytes: fc.nat() })),
  }),
  fc.record({
    type: fc.constant('control'),
    runId,
    action: fc.constantFrom('pause', 'resume', 'stop', 'step'),
  }),
  fc.record({
    type: fc.constant('logged'),
    runId,
    lines: fc.option(fc.dictionary(fc.constantFrom('metrics.csv', 'centers.csv'), fc.nat())),
  }),
  fc.record({ type: fc.constant('set-learning-rate'), runId, learningRate: fc.double() }),
  fc.record({ type: fc.constantFrom('draw-units', 'watch'), runId, on: fc.boolean() }),
  fc.record({ type: fc.constant('set-speed'), runId, speed: fc.option(fc.double()) }),
  fc.record({
    type: fc.constant('call'),
    callId,
    name: fc.constantFrom('look', 'rows'),
    params: fc.anything(),
  }),
  fc.record({ type: fc.constant('cancel-call'), callId }),
);

/** A message with one of its fields gone, or of another kind. */
const spoilt = (messages: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(messages, fc.nat(), fc.constantFrom(undefined, null, -1, [], { x: 1 }))
    .map(([message, at, junk]) => {
      const whole = message as Record<string, unknown>;
      // What may be anything, or nothing, is left out.
      const keys = Object.keys(whole).filter(
        (key) => !['value', 'params', 'lines', 'speed', 'tables', 'events'].includes(key),
      );
      const key = keys[at % keys.length] ?? 'type';
      const isNumber = typeof whole[key] === 'number' && junk === -1 && key !== 'callId' && key !== 'threads';
      return { ...whole, [key]: isNumber ? undefined : junk };
    });

describe('messages between main and a worker', () => {
  it('are let through as they are', () => {
    fc.assert(
      fc.property(EVENTS, COMMANDS, (event, command) => {
        expect(readEvent(event)).toEqual({ event });
        expect((readEvent(event) as { event: WorkerEvent }).event).toBe(event);
        expect(requireCommand(command as RunCommand | CallCommand)).toBe(command);
      }),
    );
  });

  it('are refused where a field is gone or of another kind, and so is anything else', () => {
    fc.assert(
      fc.property(spoilt(EVENTS), spoilt(COMMANDS), fc.anything(), (event, command, other) => {
        expect(readEvent(event)).toHaveProperty('problem');
        expect(() => requireCommand(command as RunCommand)).toThrow(/^No command to a worker: /);
        const isTyped = typeof other === 'object' && other !== null && 'type' in other;
        if (!isTyped) expect(readEvent(other)).toHaveProperty('problem');
      }),
    );
  });
});

describe('answers of a worker', () => {
  const array = fc.oneof(
    fc.float64Array({ maxLength: 5 }),
    fc.uint8Array({ maxLength: 5 }),
    // A part of a larger one, whose buffer others see too.
    fc.float64Array({ minLength: 3, maxLength: 5 }).map((whole) => whole.subarray(1, 2)),
  );
  const value = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      array,
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.string({ maxLength: 3 }), tie('value'), { maxKeys: 3, noNullPrototype: true }),
    ),
  })).value;

  it('arrive as they were sent, and only whole arrays are taken from the sender', () => {
    fc.assert(
      fc.property(value, array, (sent, twice) => {
        // The same array in two places.
        const message = { sent, first: twice, second: [twice] };
        const before = structuredClone(message);
        const moved = transferList(message);
        expect(new Set(moved).size).toBe(moved.length);
        expect(structuredClone(message, { transfer: moved })).toEqual(before);
        if (twice.byteLength !== twice.buffer.byteLength) expect(twice.length).toBe(before.first.length);
      }),
      { numRuns: 300 },
    );
  });

  it('settle each call once, with its own answer, in whatever order and number they come', async () => {
    const event = fc.record({ callId: fc.integer({ min: 1, max: 6 }), what: fc.nat({ max: 3 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 20 }), async (events) => {
        const calls = new PendingCalls();
        const settled = new Map<number, string[]>();
        for (let callId = 1; callId <= 4; callId++) {
          const own: string[] = [];
          settled.set(callId, own);
          calls.add(callId, {
            resolve: (answer) => own.push(`answer ${String(answer)}`),
            reject: (error) => own.push(error.message),
            onProgress: () => undefined,
          });
        }
        const first = new Map<number, string>();
        for (const [place, { callId, what }] of events.entries()) {
          const answer =
            what === 0 ? `answer ${place}` : what === 1 ? `refused ${place}` : 'This was cancelled.';
          if (what === 0) calls.receive({ type: 'answer', callId, value: place });
          else if (what === 1)
            calls.receive({ type: 'refusal', callId, error: { kind: 'storage', message: answer } });
          else if (what === 2) calls.giveUp(callId);
          else
            calls.receive({ type: 'call-progress', callId, progress: { bytes: 0, totalBytes: 1, rows: 0 } });
          if (what < 3 && !first.has(callId)) first.set(callId, answer);
        }
        calls.rejectAll({ kind: 'worker-crashed', message: 'gone' });
        await Promise.resolve();
        for (const [callId, own] of settled) expect(own).toEqual([first.get(callId) ?? 'gone']);
        expect(calls.size).toBe(0);
      }),
      { numRuns: 200 },
    );
  });
});

describe('events of a run', () => {
  it('hold every row once, in order, whenever they are sent', () => {
    const report = fc.record({
      metrics: fc.option(fc.double({ noNaN: true }), { freq: 3 }),
      isSent: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(report, { maxLength: 30 }),
        fc.integer({ min: 1, max: 1e6 }),
        (reports, firstSeq) => {
          const events: RunEvent[] = [];
          const send = (sent: readonly RunEvent[]): void => {
            events.push(...structuredClone([...sent]));
          };
          const batcher = new EventBatcher({
            runId: 'a',
            firstSeq,
            metricNames: ['loss'],
            historyColumns: [],
            send,
          });
          for (const [step, { metrics, isSent }] of reports.entries()) {
            batcher.add(
              { step, metrics: metrics === null ? null : { loss: metrics }, history: null },
              step * 2,
            );
            if (isSent) batcher.flush();
          }
          batcher.flush();
          expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => firstSeq + i));
          const rows = events.flatMap((event) =>
            event.type === 'metrics'
              ? [...event.columns.step].map((step, i) => [
                  step,
                  event.columns.elapsedMs[i],
                  event.columns.series['loss']?.[i],
                ])
              : [],
          );
          expect(rows).toEqual(
            reports.flatMap(({ metrics }, step) => (metrics === null ? [] : [[step, step * 2, metrics]])),
          );
          const lines = events.flatMap((event) =>
            event.type === 'metrics'
              ? Buffer.from(event.lines ?? [])
                  .toString()
                  .trimEnd()
                  .split('\n')
              : [],
          );
          expect(lines.map((line) => line.split(',').map(Number))).toEqual(rows);
        },
      ),
      { numRuns: 200 },
    );
  });
});
