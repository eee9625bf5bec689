import { inEnglish, saySentence, sentence, type Sentence } from './language/sentence';
import { isSystemError, systemWhy } from './system-errors';

/**
 * The kinds of expected failure. A kind is stable (tests, the CLI's exit code and the window's
 * wording depend on it); the message is one sentence for a person.
 */
export const ERROR_KINDS = [
  'usage', // the command line was misused
  'invalid-experiment', // a field of an experiment is missing, unknown or out of range
  'invalid-data', // the data cannot be used as the experiment asks
  'file-missing',
  'file-unreadable', // no permission, a folder, not text
  'not-found', // no such run, experiment or checkpoint
  'not-allowed', // a request from outside the window, a path main never handed out
  'conflict', // the request does not fit the run's status
  'corrupt', // a stored file is damaged; it was set aside or refused
  'disk-full',
  'storage', // any other failure to write
  'read-only', // of a workspace that can only be looked at
  'engine-unavailable', // the native library cannot be loaded
  'worker-crashed',
  'diverged', // the loss became NaN or infinite
  'internal', // a bug: shown, with its stack in the log
] as const;

export type ErrorKind = (typeof ERROR_KINDS)[number];

/** What is wrong at a field of a document. */
export interface FieldProblem {
  /** Dotted path, e.g. `model.layers.0.units`; empty for the document itself. */
  readonly field: string;
  /** One sentence. */
  readonly message: string;
}

/** `model.nClusters: Clusters (k) must be …`, as one line. */
export function problemText({ field, message }: FieldProblem): string {
  return field === '' ? message : `${field}: ${message}`;
}

/** An expected failure as it crosses threads, IPC and the CLI's `--json`. */
export interface ErrorInfo {
  readonly kind: ErrorKind;
  /** One sentence in English: what is wrong, where, and what to do. */
  readonly message: string;
  /** What `message` is made of, where it can be said in another language. */
  readonly said?: Sentence;
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  /** A column's name, or its 1-based position. */
  readonly column?: string | number;
  /** Dotted path into the experiment, e.g. `model.nClusters`. */
  readonly field?: string;
  /** All that is wrong where there are several things, the one that `message` tells among them. */
  readonly problems?: readonly FieldProblem[];
  /** Stack or underlying message, for the log only. */
  readonly detail?: string;
}

/** Kinds that are the caller's to mend: the CLI exits with 2 for them, with 1 for the others. */
export const BAD_INPUT_KINDS: ReadonlySet<ErrorKind> = new Set<ErrorKind>([
  'usage',
  'invalid-experiment',
  'invalid-data',
  'file-missing',
  'file-unreadable',
  'not-found',
  'not-allowed',
]);

/** Throwable form of {@link ErrorInfo}. Anything else that is thrown is a bug. */
export class BenchtopError extends Error {
  readonly info: ErrorInfo;

  constructor(info: ErrorInfo, options?: { cause?: unknown }) {
    super(info.message, options);
    this.name = 'BenchtopError';
    this.info = info;
  }
}

/** Whether an error says that a file could not be written: a full disk, or one that fails, for now. */
export function isStorageFailure(error: unknown): error is BenchtopError {
  return error instanceof BenchtopError && (error.info.kind === 'disk-full' || error.info.kind === 'storage');
}

/**
 * Shorthand for throwing: `throw fail('invalid-data', sentence('{file} has no rows.', { file }), { file: path })`.
 * @param message a text where it is English for everybody: it stands in a query, or on the command line alone
 */
export function fail(
  kind: ErrorKind,
  message: string | Sentence,
  where: Omit<ErrorInfo, 'kind' | 'message' | 'said'> = {},
): BenchtopError {
  if (typeof message === 'string') return new BenchtopError({ kind, message, ...where });
  return new BenchtopError({ kind, message: inEnglish(message), said: message, ...where });
}

/** What is wrong, in the person's language as far as that is known. */
export function sayError({ message, said }: Pick<ErrorInfo, 'message' | 'said'>): string {
  return said === undefined ? message : saySentence(said);
}

/** Any thrown value as {@link ErrorInfo}; bugs become kind `internal` and keep their stack. */
export function toErrorInfo(thrown: unknown): ErrorInfo {
  if (thrown instanceof BenchtopError) return thrown.info;
  // What the system refuses and nobody expected just there is no bug either.
  if (isSystemError(thrown)) {
    const { path, code } = thrown;
    const why = systemWhy(thrown);
    const said =
      path === undefined
        ? sentence('A file could not be used: {why}.', { why })
        : sentence('{path} could not be used: {why}.', { path, why });
    return {
      kind: code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'storage',
      message: inEnglish(said),
      said,
      ...(path === undefined ? {} : { file: path }),
      detail: thrown.stack ?? thrown.message,
    };
  }
  if (thrown instanceof Error) {
    return {
      kind: 'internal',
      message: `Something went wrong inside Benchtop: ${thrown.message}`,
      detail: thrown.stack ?? thrown.message,
    };
  }
  return { kind: 'internal', message: `Something went wrong inside Benchtop: ${String(thrown)}` };
}

/** What an IPC handler answers; a thrown error would lose all but its message on the way. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorInfo };

/** Fails to compile where a union member is not handled; throws if one arrives anyway. */
export function assertNever(value: never, what = 'value'): never {
  throw new Error(`Unexpected ${what}: ${JSON.stringify(value)}`);
}
