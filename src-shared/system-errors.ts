/** A refusal of the operating system, as Node throws it. */
export interface SystemError extends Error {
  /** Such as `ENOSPC`. */
  readonly code: string;
  readonly syscall: string;
  readonly path?: string;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'access is not permitted',
  EPERM: 'access is not permitted',
  EROFS: 'the disk is read-only',
  EIO: 'the disk reports an error',
  EMFILE: 'this program has too many files open',
  ENFILE: 'this computer has too many files open',
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'there is a folder in its place',
  EEXIST: 'there is something else in its place',
  ENOTEMPTY: 'there is something in it',
  ELOOP: 'it is a link that leads back to itself',
  ENAMETOOLONG: 'the name is too long',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EBUSY: 'another program uses it',
};

/** Whether an error is the system's answer to a request about files, and so no bug. */
export function isSystemError(error: unknown): error is SystemError {
  return (
    error instanceof Error &&
    'syscall' in error &&
    typeof error.syscall === 'string' &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code in REASONS
  );
}

/** Why a file or folder could not be used, to be set into a sentence. */
export function systemReason(error: unknown): string {
  if (isSystemError(error)) return REASONS[error.code] ?? error.message;
  return error instanceof Error ? error.message : String(error);
}
