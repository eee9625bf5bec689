import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';

/** Start times outside Linux are clock times, rounded differently by different sources. */
const CLOCK_TOLERANCE_MS = 3000;

/** Unit of Linux's start times, whatever the kernel's own ticks are. */
const TICKS_PER_SECOND = 100;

/**
 * Session: names one start of one process, `<boot>.<pid>.<random>.<start>`. A process number alone names
 * nobody: it is used again after the process ended, and in a container it is 1 every time.
 */
export function newSession(): string {
  return [bootId(), ownPid(), randomBytes(4).toString('hex'), findStartTime(ownPid(), true) ?? ''].join('.');
}

/**
 * Whether the process behind a session may still be running: what is its is not ours to recover.
 * Sessions of earlier versions have no start time; their process is taken for another one where it is
 * this one, or began after the session last wrote.
 * @param writtenAtMs time of the session's last known write, epoch milliseconds; null: not known
 */
export function isSessionAlive(session: string, writtenAtMs: number | null = null): boolean {
  const [boot, pidText, , start = ''] = session.split('.');
  const pid = Number(pidText);
  if (boot !== bootId() || !Number.isSafeInteger(pid) || pid <= 0) return false;
  const current = findStartTime(pid, pid === ownPid());
  if (current === null) return false;
  if (start !== '') return isSameStart(start, current);
  if (pid === ownPid()) return false;
  const beganAtMs = toEpochMs(current);
  return writtenAtMs === null || beganAtMs === null || beganAtMs <= writtenAtMs + CLOCK_TOLERANCE_MS;
}

let ownMark: string | null | undefined;

/**
 * Mark of this process for the names of its temporary files, `<pid>-<start>` in base 36; null where its
 * start time cannot be told.
 */
export function processMark(): string | null {
  if (ownMark === undefined) {
    const start = findStartTime(ownPid(), true);
    ownMark = start === null ? null : `${ownPid().toString(36)}-${Number(start).toString(36)}`;
  }
  return ownMark;
}

/** Whether the process of a {@link processMark} is over: its number is nobody's, or another process's now. */
export function isProcessOver(mark: string): boolean {
  const [pid = NaN, start = NaN] = mark.split('-').map((part) => parseInt(part, 36));
  const current = findStartTime(pid, pid === ownPid());
  return current === null || !isSameStart(String(start), current);
}

/** Number of the process behind a session, for messages; null where it has none. */
export function readPid(session: string): number | null {
  const pid = Number(session.split('.')[1]);
  return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
}

function isSameStart(a: string, b: string): boolean {
  return process.platform === 'linux' ? a === b : Math.abs(Number(a) - Number(b)) <= CLOCK_TOLERANCE_MS;
}

/**
 * When a process started: on Linux clock ticks after the boot, elsewhere epoch milliseconds. null where
 * there is no such process, or only what is left of it.
 */
function findStartTime(pid: number, isOwn: boolean): string | null {
  if (process.platform === 'linux') return linuxStart(pid);
  if (isOwn) return String(Math.round(Date.now() - process.uptime() * 1000));
  return isPidUsed(pid) ? clockStart(pid) : null;
}

function linuxStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the program's name in brackets, and may hold brackets and blanks itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const isOver = fields[0] === 'Z' || fields[0] === 'X';
    return isOver ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

function clockStart(pid: number): string | null {
  const [command, ...args] =
    process.platform === 'win32'
      ? ['powershell', '-NoProfile', '-Command', `(Get-Process -Id ${pid}).StartTime.ToString('o')`]
      : ['ps', '-o', 'lstart=', '-p', String(pid)];
  try {
    const text = execFileSync(command ?? '', args, {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 5000,
    });
    const ms = Date.parse(text.trim());
    return Number.isNaN(ms) ? null : String(ms);
  } catch {
    return null;
  }
}

function toEpochMs(start: string): number | null {
  if (process.platform !== 'linux') return Number(start);
  const bootSeconds = /^btime (\d+)$/m.exec(readOr('/proc/stat', ''))?.[1];
  return bootSeconds === undefined ? null : (Number(bootSeconds) + Number(start) / TICKS_PER_SECOND) * 1000;
}

function isPidUsed(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

let pidInProc: number | null = null;

/** The number that this process has where `/proc` shows it, which may be mounted from outside its container. */
function ownPid(): number {
  pidInProc ??= Number(linkOr('/proc/self', '')) || process.pid;
  return pidInProc;
}

function bootId(): string {
  return readOr('/proc/sys/kernel/random/boot_id', 'boot').trim();
}

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}

function linkOr(path: string, otherwise: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return otherwise;
  }
}
