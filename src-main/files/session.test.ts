import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { isSessionAlive, newSession, readPid } from './session';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A process that lives until the test is over. */
function bystander(): number {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  children.push(child);
  return child.pid ?? 0;
}

const [boot = '', own = '', , start = ''] = newSession().split('.');

describe('a session', () => {
  it('is alive in its own process', () => {
    expect(isSessionAlive(newSession())).toBe(true);
    expect(readPid(newSession())).toBe(process.pid);
  });

  it.runIf(process.platform === 'linux')('holds the start time that the kernel tells', () => {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    expect(start).toBe(stat.replace(/^.*\) /s, '').split(' ')[19]);
  });

  it('is over where its number belongs to a process that started at another time', () => {
    expect(isSessionAlive(`${boot}.${bystander()}.0123abcd.1`)).toBe(false);
    expect(isSessionAlive(`${boot}.1.0123abcd.987654321987`)).toBe(false);
    // Its own number, from an earlier life.
    expect(isSessionAlive(`${boot}.${own}.0123abcd.1`)).toBe(false);
  });

  it('is over after another start of the machine, and where it is no session', () => {
    expect(isSessionAlive(`other.${own}.0123abcd.${start}`)).toBe(false);
    for (const text of ['', boot, `${boot}.x`, `${boot}.-1.0123abcd`, `${boot}.0.0123abcd`])
      expect(isSessionAlive(text)).toBe(false);
  });

  it.runIf(process.platform === 'linux')(
    'is over when its process is dead, also before anybody waits for it',
    async () => {
      // The shell never waits for its child, which stays as a zombie.
      const shell = spawn('sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 600'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      children.push(shell);
      const pid = await new Promise<number>((resolve) => {
        shell.stdout.once('data', (data: Buffer) => {
          resolve(Number(data.toString()));
        });
      });
      const isZombie = (): boolean => / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
      while (!isZombie()) await new Promise((resolve) => setTimeout(resolve, 10));
      expect(isSessionAlive(`${boot}.${pid}.0123abcd`)).toBe(false);
    },
  );
});

describe('a session of an earlier version, without a start time', () => {
  it('is alive while another process has its number', () => {
    expect(isSessionAlive(`${boot}.${bystander()}.0123abcd`)).toBe(true);
    expect(isSessionAlive(`${boot}.${bystander()}.0123abcd`, Date.now() + 60_000)).toBe(true);
  });

  it('is over where that is this process', () => {
    expect(isSessionAlive(`${boot}.${own}.0123abcd`)).toBe(false);
  });

  it.runIf(process.platform === 'linux')('is over where that process began after its last write', () => {
    expect(isSessionAlive(`${boot}.${bystander()}.0123abcd`, Date.now() - 3_600_000)).toBe(false);
  });
});
