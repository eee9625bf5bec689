import { z } from 'zod';
import { lazy } from '../../../src-shared/lazy';
import { errorInfoSchema } from '../../../src-shared/run/record/record';
import { RUN_EVENTS } from '../../../src-shared/run/live/event-table';
import type { CallCommand } from './calls';
import type { WorkerEvent } from './index';
import type { RunCommand } from './training';

const runId = z.string().min(1).max(64);
const callId = z.number().int().min(1);
const count = z.number().int().min(0);
/** Infinite ones and NaN, too. */
const anyNumber = z.custom<number>((value) => typeof value === 'number', 'no number');

/** Name and size of a table; what it holds is never looked at. */
const keptTable = z.looseObject({ id: z.string().min(1), bytes: count });

/** Number and kind of an event of a run; what it holds is the worker's own, and may be large. */
const runEvent = lazy(() =>
  z.looseObject({
    type: z.enum(Object.keys(RUN_EVENTS) as [string, ...string[]]),
    seq: z.number().int().min(1),
    since: z.number().int().min(1).optional(),
  }),
);

const eventSchema = lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.enum(['ready', 'pong', 'native-wanted', 'native-done']) }),
    z.strictObject({ type: z.literal('run'), runId, events: z.array(runEvent) }),
    z.strictObject({ type: z.literal('run-left'), runId }),
    z.strictObject({
      type: z.literal('tables'),
      runId,
      use: z.strictObject({
        kept: keptTable.nullable(),
        used: z.string().nullable(),
        stale: z.array(z.string()),
        hasRead: z.boolean(),
      }),
    }),
    z.strictObject({
      type: z.literal('call-progress'),
      callId,
      progress: z.looseObject({ bytes: anyNumber, totalBytes: anyNumber, rows: anyNumber }),
    }),
    z.strictObject({ type: z.literal('answer'), callId, value: z.unknown() }),
    z.strictObject({ type: z.literal('refusal'), callId, error: z.looseObject(errorInfoSchema.shape) }),
  ]),
);

const commandSchema = lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('train'),
      job: z.looseObject({ runId, runFolder: z.string().min(1), firstSeq: z.number().int().min(1) }),
      threads: z.number().int().min(1),
      tables: z.looseObject({ known: z.array(keptTable), mostBytes: count }).nullable(),
    }),
    z.strictObject({
      type: z.literal('control'),
      runId,
      action: z.enum(['pause', 'resume', 'stop', 'step']),
    }),
    z.strictObject({
      type: z.literal('logged'),
      runId,
      lines: z.record(z.string(), count).nullable(),
    }),
    z.strictObject({ type: z.literal('set-learning-rate'), runId, learningRate: anyNumber }),
    z.strictObject({ type: z.enum(['draw-units', 'watch']), runId, on: z.boolean() }),
    z.strictObject({ type: z.literal('set-speed'), runId, speed: anyNumber.nullable() }),
    z.strictObject({ type: z.literal('call'), callId, name: z.string().min(1), params: z.unknown() }),
    z.strictObject({ type: z.literal('cancel-call'), callId }),
  ]),
);

/**
 * What a worker says, if it is a message of a worker's: its kind, numbers and names; contents of events and
 * answers are not looked through.
 * @returns the same object, or why it is none
 */
export function readEvent(message: unknown): { event: WorkerEvent } | { problem: string } {
  const parsed = eventSchema.safeParse(message);
  return parsed.success ? { event: message as WorkerEvent } : { problem: tellProblem(parsed.error) };
}

/** A command about runs or calls as it came. @throws Error where it is none: that is a bug, and ends the worker */
export function requireCommand<Command extends RunCommand | CallCommand>(message: Command): Command {
  const parsed = commandSchema.safeParse(message);
  if (parsed.success) return message;
  throw new Error(`No command to a worker: ${tellProblem(parsed.error)}`);
}

function tellProblem({ issues: [issue] }: z.ZodError): string {
  if (issue === undefined) return 'unknown';
  return `${issue.path.join('.') || 'message'}: ${issue.message}`;
}
