import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Names one start of one process: `<boot>.<pid>.<random>`. */
export function newSession(): string {
  return `${bootId()}.${process.pid}.${randomBytes(4).toString('hex')}`;
}

/**
 * True while the process behind a session may still be running: a run of its is not ours to mend.
 * Process numbers are reused, so a session of another boot is always over.
 */
export function isSessionAlive(session: string): boolean {
  const [boot, pid] = session.split('.');
  if (boot !== bootId() || pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return 'boot';
  }
}
