import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import { listOrEmpty, quietly, sweepOrphans, temporaryName, writeError } from '../../files/durable';
import { isSessionAlive, newSession, readPid } from '../../files/session';

/** How long a holder that lives is waited for: it holds a lock for one write. */
const WAIT_MS = 10_000;
/** A lock without content is being made by a system without hard links; after this time it is nobody's. */
const EMPTY_AGE_MS = 5000;

/** Who holds a lock: a line `<session> <token>`; the token is new for each time that it is held. */
interface Holder {
  readonly session: string;
  readonly token: string;
}

export interface LockOptions {
  /** What is changed under the lock, for the message: a path. */
  readonly file: string;
  readonly waitMs?: number;
}

let session: string | null = null;

/**
 * Runs `action` while no other process or thread holds the lock at `path`. Blocks until then: a lock is
 * held for one write. One whose process is gone is taken over.
 * @throws BenchtopError `conflict` where a living process does not let go of it, `disk-full` or `storage`
 * where it cannot be made
 */
export function withLock<T>(path: string, { file, waitMs = WAIT_MS }: LockOptions, action: () => T): T {
  const held = acquire(path, file, waitMs);
  try {
    return action();
  } finally {
    quietly(() => {
      release(path, held);
    });
  }
}

/** Path of a lock in a workspace: all of them lie in one folder, apart from what is kept. */
export function lockPath(workspace: string, name: string): string {
  return join(workspace, 'locks', name);
}

/**
 * Removes the locks of a workspace whose processes are gone.
 * @param onLeft told of each by its name, under the lock: what its process was writing is half-written
 */
export function sweepLocks(workspace: string, onLeft: (name: string) => void = () => undefined): void {
  const folder = lockPath(workspace, '');
  sweepOrphans(folder);
  for (const name of listOrEmpty(folder)) {
    // A claim that is left is a lock like any other, but nothing was written under it.
    const isClaim = name.startsWith('.');
    quietly(() => {
      withLock(join(folder, name), { file: join(folder, name), waitMs: 0 }, () => {
        if (!isClaim) onLeft(name);
      });
    });
  }
}

function acquire(path: string, file: string, waitMs: number): string {
  session ??= newSession();
  const held = `${session} ${randomBytes(6).toString('hex')}\n`;
  const startedAt = performance.now();
  for (let attempt = 0; !take(path, held, file); attempt++) {
    if (performance.now() - startedAt >= waitMs) {
      const pid = readPid(readHolder(path)?.session ?? '');
      const whose = pid === null ? 'another Benchtop' : `another Benchtop (process ${pid})`;
      throw fail(
        'conflict',
        sentence('{file} is being changed by {whose} that does not finish: try again, or end it.', {
          file,
          whose,
        }),
        {
          file,
        },
      );
    }
    // Differently long in each process, so that they do not keep meeting.
    sleep(Math.min(20, 1 + attempt) * (0.5 + Math.random()));
  }
  return held;
}

/** One try. A lock whose process is gone is replaced by whoever claims its token first. */
function take(path: string, held: string, file: string): boolean {
  if (make(path, held, file)) return true;
  const holder = readHolder(path);
  if (holder === null || isHeld(holder)) return false;
  // Where its maker dies it is claimed like any lock, at the next start at the latest.
  const claim = join(dirname(path), `.${basename(path)}.benchtop-${holder.token}`);
  if (!take(claim, held, file)) return false;
  try {
    // Only who has the claim may replace the lock of this token: what is read now stays.
    if (readHolder(path)?.token !== holder.token) return false;
    replace(path, held);
    return true;
  } finally {
    quietly(() => {
      unlinkSync(claim);
    });
  }
}

/** Makes a lock with its content at once. @returns false where there is one */
function make(path: string, held: string, file: string): boolean {
  const aside = temporaryName(path);
  try {
    writeHolder(aside, held);
    try {
      linkSync(aside, path);
    } finally {
      unlinkSync(aside);
    }
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code === 'EPERM' || code === 'ENOSYS' || code === 'ENOTSUP' || code === 'EOPNOTSUPP')
      return makeWithoutLinks(path, held, file);
    throw writeError(file, held.length, error);
  }
}

function makeWithoutLinks(path: string, held: string, file: string): boolean {
  try {
    writeFileSync(path, held, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw writeError(file, held.length, error);
  }
}

function writeHolder(path: string, held: string): void {
  try {
    writeFileSync(path, held, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, held, { flag: 'wx', mode: 0o600 });
  }
}

function replace(path: string, held: string): void {
  const aside = temporaryName(path);
  writeHolder(aside, held);
  renameSync(aside, path);
}

/** Who may have taken it over meanwhile, because this process was taken for dead, keeps it. */
function release(path: string, held: string): void {
  if (readFileSync(path, 'utf8') === held) unlinkSync(path);
}

/** null where there is no lock (any more), or nobody has written into it yet. */
function readHolder(path: string): Holder | null {
  try {
    const [session = '', token = ''] = readFileSync(path, 'utf8').trim().split(' ');
    if (/^[0-9a-f]{12}$/.test(token)) return { session, token };
    const { mtimeMs, ino } = statSync(path);
    return Date.now() - mtimeMs < EMPTY_AGE_MS
      ? null
      : { session: '', token: ino.toString(16).padStart(12, '0').slice(-12) };
  } catch {
    return null;
  }
}

function isHeld({ session: holder }: Holder): boolean {
  return holder === session || isSessionAlive(holder);
}

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
