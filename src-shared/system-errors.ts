import { inEnglish, sentence, type Sentence } from './language/sentence';

/** A refusal of the operating system, as Node throws it. */
export interface SystemError extends Error {
  /** Such as `ENOSPC`. */
  readonly code: string;
  readonly syscall: string;
  readonly path?: string;
}

/** Made when one is asked for: the page, which has no errors of the system, is built without them. */
function reasons(): Readonly<Record<string, Sentence>> {
  return {
    EACCES: sentence('access is not permitted'),
    EPERM: sentence('access is not permitted'),
    EROFS: sentence('the disk is read-only'),
    EIO: sentence('the disk reports an error'),
    EMFILE: sentence('this program has too many files open'),
    ENFILE: sentence('this computer has too many files open'),
    ENOENT: sentence('there is no such file or folder'),
    ENOTDIR: sentence('a part of the path is a file, not a folder'),
    EISDIR: sentence('there is a folder in its place'),
    EEXIST: sentence('there is something else in its place'),
    ENOTEMPTY: sentence('there is something in it'),
    ELOOP: sentence('it is a link that leads back to itself'),
    ENAMETOOLONG: sentence('the name is too long'),
    ENOSPC: sentence('the disk is full'),
    EDQUOT: sentence('the disk is full'),
    EBUSY: sentence('another program uses it'),
  };
}

/** Whether an error is the system's answer to a request about files, and so no bug. */
export function isSystemError(error: unknown): error is SystemError {
  return (
    error instanceof Error &&
    'syscall' in error &&
    typeof error.syscall === 'string' &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code in reasons()
  );
}

/** Why a file or folder could not be used, to be set into a sentence. */
export function systemWhy(error: unknown): string | Sentence {
  if (isSystemError(error)) return reasons()[error.code] ?? error.message;
  return error instanceof Error ? error.message : String(error);
}

/** {@link systemWhy} in English, for logs and records. */
export function systemReason(error: unknown): string {
  const why = systemWhy(error);
  return typeof why === 'string' ? why : inEnglish(why);
}
