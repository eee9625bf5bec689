import { say } from '../../src-shared/language/say';
import { sayError, type ErrorInfo, type Result } from '../../src-shared/errors';
import type { BenchtopApi, Bridge } from '../../src-shared/ipc/api';
import {
  RUN_PUSHES,
  type BridgePushName,
  type PushName,
  type RunPushName,
} from '../../src-shared/ipc/channels';
import { unpack, type Packed } from '../../src-shared/ipc/packed';
import type { Pushes } from '../../src-shared/ipc/pushes';
import { RunPort } from './run-port';

export type { BenchtopApi };

const { benchtop: bridge } = globalThis as unknown as { benchtop: Bridge };
const port = new RunPort();

/**
 * The main process as the window sees it. The only place that touches `window.benchtop`; state
 * classes take it as an argument, so their tests hand in a fake.
 */
export const api: BenchtopApi = {
  ...bridge,
  datasetsLook: (request) => unpacked(bridge.datasetsLook(request)),
  datasetsRows: (request) => unpacked(bridge.datasetsRows(request)),
  datasetsInspect: (request) => unpacked(bridge.datasetsInspect(request)),
  on,
};

async function unpacked<T>(answer: Promise<Result<Packed<T>>>): Promise<Result<T>> {
  const given = await answer;
  return given.ok ? { ok: true, value: unpack(given.value) } : given;
}

function on<P extends PushName>(name: P, listener: (payload: Pushes[P]) => void): () => void {
  return isOfRun(name) ? port.on(name, listener) : bridge.on(name as BridgePushName, listener as never);
}

function isOfRun(name: PushName): name is RunPushName {
  return (RUN_PUSHES as readonly PushName[]).includes(name);
}

/** Has runs tell the page what they do: before it asks for anything of them. */
export function connectRuns(): Promise<Result<null>> {
  return port.open(window, bridge.runsConnect);
}

/**
 * An answer that is never a rejected promise: a broken bridge becomes an `internal` error. What main refuses is
 * said in the person's language.
 */
export async function settle<T>(answer: Promise<Result<T>>): Promise<Result<T>> {
  try {
    const given = await answer;
    return given.ok ? given : { ok: false, error: { ...given.error, message: sayError(given.error) } };
  } catch (thrown) {
    // What main throws it has put into its answer: this is a bug of the bridge.
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return {
      ok: false,
      error: {
        kind: 'internal',
        message: say('Something went wrong inside Benchtop: {message}', { message }),
      },
    };
  }
}

/** Where an error lies, for a line under its message: "data.csv, line 3, column Height". */
export function errorLocation(error: ErrorInfo): string {
  const parts: string[] = [];
  const { file, line, column, field } = error;
  const isFileAlone = line === undefined && column === undefined && field === undefined;
  // A sentence that has the path needs no name below it.
  if (isFileAlone && file !== undefined && error.message.includes(file)) return '';
  if (file !== undefined) parts.push(file.split(/[\\/]/).pop() ?? file);
  if (line !== undefined) parts.push(say('line {line}', { line }));
  if (column !== undefined) parts.push(say('column {column}', { column }));
  if (field !== undefined) parts.push(say('field {field}', { field }));
  return parts.join(', ');
}
