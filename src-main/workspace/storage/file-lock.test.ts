import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { buildChildProgram } from '../../testing/child-program';
import { lockPath, sweepLocks, withLock } from './file-lock';
import { newSession } from '../../files/session';

const root = mkdtempSync(join(tmpdir(), 'benchtop-locks-'));
let workspace: string;
let folder: string;
let lock: string;
let count = 0;
beforeEach(() => {
  workspace = join(root, String(count++));
  lock = lockPath(workspace, 'experiments.json');
  folder = dirname(lock);
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const options = { file: '/ws/experiments.json' };
const [boot = '', pid = '', , start = ''] = newSession().split('.');
const DEAD = `${boot}.${pid}.0123abcd.1`;
const TOKEN = '0123456789ab';

/** Writes a lock as some process would have. */
function leave(session: string, path = lock, token = TOKEN): void {
  withLock(join(folder, 'other'), options, () => undefined);
  writeFileSync(path, `${session} ${token}\n`);
}

describe('a lock', () => {
  it('is there while something is done under it, and gone afterwards, also where that throws', () => {
    expect(withLock(lock, options, () => readdirSync(folder))).toEqual(['experiments.json']);
    expect(() =>
      withLock(lock, options, () => {
        throw new Error('in the middle');
      }),
    ).toThrow('in the middle');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of a living process is waited for, and then told of with its number', () => {
    leave(`${boot}.${pid}.0123abcd.${start}`);
    expect(() => withLock(lock, { ...options, waitMs: 30 }, () => 1)).toThrow(
      `/ws/experiments.json is being changed by another Benchtop (process ${pid})`,
    );
    expect(readFileSync(lock, 'utf8')).toContain(TOKEN);
  });

  it('of a process that is gone is taken over', () => {
    leave(DEAD);
    expect(withLock(lock, options, () => readdirSync(folder))).toEqual(['experiments.json']);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is taken over where the process that took it over died in the middle of that', () => {
    leave(DEAD);
    leave(DEAD, join(folder, `.experiments.json.benchtop-${TOKEN}`), 'ba9876543210');
    expect(withLock(lock, { ...options, waitMs: 5000 }, () => 1)).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is not taken over where a living process is doing that', () => {
    leave(DEAD);
    leave(`${boot}.${pid}.0123abcd.${start}`, join(folder, `.experiments.json.benchtop-${TOKEN}`));
    expect(() => withLock(lock, { ...options, waitMs: 30 }, () => 1)).toThrow('is being changed');
  });

  it('is left to who took it over meanwhile', () => {
    withLock(lock, options, () => {
      leave(DEAD);
    });
    expect(readFileSync(lock, 'utf8')).toContain(DEAD);
  });

  it('is swept where its process is gone, with the claims of others that are gone', () => {
    const claim = `.experiments.json.benchtop-${TOKEN}`;
    leave(DEAD, join(folder, claim), 'ba9876543210');
    leave(DEAD, join(folder, `.${claim}.benchtop-ba9876543210`), '0123456789cd');
    const told: string[] = [];
    sweepLocks(workspace, (name) => told.push(name));
    expect(readdirSync(folder)).toEqual([]);
    expect(told).toEqual([]);
  });

  it('is swept where its process is gone', () => {
    leave(DEAD);
    leave(`${boot}.${pid}.0123abcd.${start}`, join(folder, 'settings.json'));
    sweepLocks(workspace);
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });
});

describe('several processes', () => {
  const COUNTER = `
    import { readFileSync, writeFileSync } from 'node:fs';
    import { withLock } from '<project>/src-main/workspace/storage/file-lock';
    const [, , lock = '', file = '', rounds = '', dies = ''] = process.argv;
    for (let i = 0; i < Number(rounds); i++) {
      withLock(lock, { file }, () => {
        writeFileSync(file, String(Number(readFileSync(file, 'utf8')) + 1));
        if (dies === 'dies' && i === Number(rounds) - 1) process.kill(process.pid, 'SIGKILL');
      });
    }
  `;

  it('lose no update, though some die while they hold it', async () => {
    const program = buildChildProgram(join(root, 'program'), 'counter', COUNTER);
    withLock(lock, options, () => undefined);
    const file = join(folder, 'count.txt');
    writeFileSync(file, '0');
    const ways = ['lives', 'dies', 'lives', 'dies'];
    await Promise.all(
      ways.map(
        (way) =>
          new Promise((resolve) => {
            spawn(process.execPath, [program, lock, file, '100', way], { stdio: 'inherit' }).on(
              'close',
              resolve,
            );
          }),
      ),
    );
    expect(readFileSync(file, 'utf8')).toBe('400');
  });
});
