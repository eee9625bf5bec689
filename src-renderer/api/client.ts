import { BenchtopError, toErrorInfo, type ErrorInfo, type Result } from '../../src-shared/errors';
import type { BenchtopApi } from '../../src-shared/ipc/api';

export type { BenchtopApi };

/**
 * The main process as the window sees it. The only place that touches `window.benchtop`; state
 * classes take it as an argument, so their tests hand in a fake.
 */
export const api: BenchtopApi = (globalThis as unknown as { benchtop: BenchtopApi }).benchtop;

/** The value of an answer. @throws BenchtopError with what the answer says went wrong. */
export async function unwrap<T>(answer: Promise<Result<T>>): Promise<T> {
  const result = await settle(answer);
  if (result.ok) return result.value;
  throw new BenchtopError(result.error);
}

/** An answer that is never a rejected promise: a broken bridge becomes an `internal` error. */
export async function settle<T>(answer: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await answer;
  } catch (thrown) {
    return { ok: false, error: toErrorInfo(thrown) };
  }
}

/** Where an error lies, for a line under its message: "data.csv, line 3, column Height". */
export function errorPlace(error: ErrorInfo): string {
  const parts: string[] = [];
  if (error.file !== undefined) parts.push(error.file.split(/[\\/]/).pop() ?? error.file);
  if (error.line !== undefined) parts.push(`line ${error.line}`);
  if (error.column !== undefined) parts.push(`column ${error.column}`);
  if (error.field !== undefined) parts.push(`field ${error.field}`);
  return parts.join(', ');
}
