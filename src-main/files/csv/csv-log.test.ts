import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { present } from '../../../src-shared/present';
import { CsvLog, logLines, readMetricsFile, readShownMetrics } from './csv-log';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-log-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const HEADER = ['step', 'elapsedMs', 'loss'];

/** Makes every handle's next writes fail: the first one stores half of what it is given, then there is no room. */
async function fullAfterHalf(): Promise<{ free(): void }> {
  const probe = await open(join(folder, 'probe'), 'w');
  const prototype = Object.getPrototypeOf(probe) as FileHandle;
  await probe.close();
  let calls = 0;
  const write = prototype.write;
  const spy = vi.spyOn(prototype, 'write').mockImplementation(async function (
    this: FileHandle,
    ...[bytes, offset, length]: unknown[]
  ) {
    if (calls++ > 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write' });
    return Reflect.apply(write, this, [bytes, offset, Math.ceil((length as number) / 2)]) as never;
  });
  return {
    free: () => {
      spy.mockRestore();
    },
  };
}

describe(CsvLog, () => {
  it.each(['the first', 'a later'])('takes back what a full disk has stored of %s append', async (which) => {
    const path = join(folder, 'metrics.csv');
    const log = new CsvLog(path, HEADER);
    if (which === 'a later') await log.append([[1], [1], [0.5]]);
    const disk = await fullAfterHalf();
    const rows = [
      [2, 3],
      [20, 30],
      [0.25, 0.125],
    ];
    await expect(log.append(rows)).rejects.toMatchObject({
      info: { kind: 'disk-full', file: path, message: expect.stringMatching(/needs \d\d bytes/) as string },
    });
    disk.free();
    await log.append(rows);
    await log.append([[4], [40], [0]]);
    await log.close();
    const before = which === 'a later' ? '1,1,0.5\n' : '';
    expect(readFileSync(path, 'utf8')).toBe(`step,elapsedMs,loss\n${before}2,20,0.25\n3,30,0.125\n4,40,0\n`);
  });
});

describe(logLines, () => {
  it('writes cells that read back exactly', async () => {
    const loss = [-0, 0, 1e-320, 0.1 + 0.2, NaN, Infinity, -5e300];
    const step = loss.map((_, row) => row + 1);
    const lines = logLines([step, step, loss], loss.length);
    expect(Buffer.from(lines).toString()).toBe(
      '1,1,-0\n2,2,0\n3,3,1e-320\n4,4,0.30000000000000004\n5,5,NaN\n6,6,Infinity\n7,7,-5e+300\n',
    );
    const path = join(folder, 'metrics.csv');
    const log = new CsvLog(path, HEADER);
    await log.append([step, step, loss], lines);
    await log.append([step, step, loss]);
    await log.close();
    expect([...present((await readMetricsFile(path)).series['loss'])]).toEqual([...loss, ...loss]);
  });

  it('are written anew for a file whose columns stand in another order', async () => {
    const path = join(folder, 'metrics.csv');
    const parent = new CsvLog(path, ['step', 'elapsedMs', 'valLoss', 'loss']);
    await parent.append([[1], [1], [5], [6]]);
    await parent.close();
    const fork = new CsvLog(path, HEADER);
    await fork.append([[2], [2], [7]], logLines([[2], [2], [7]], 1));
    await fork.close();
    expect(readFileSync(path, 'utf8')).toBe('step,elapsedMs,valLoss,loss\n1,1,5,6\n2,2,NaN,7\n');
  });
});

describe(readShownMetrics, () => {
  it('reads a log of several parts, all of it or as many rows as are shown', async () => {
    const rows = 100_000;
    const step = Float64Array.from({ length: rows }, (_, row) => row + 1);
    const loss = step.map((s) => (s === 77_777 ? 9 : 1 / (s + Math.PI)));
    const path = join(folder, 'metrics.csv');
    const log = new CsvLog(path, HEADER);
    await log.append([step, step, loss]);
    await log.close();
    const whole = await readMetricsFile(path);
    expect(whole.series['loss']).toEqual(loss);
    expect(await readShownMetrics(path, rows)).toEqual({ metrics: whole, isThinned: false });
    const { metrics, isThinned } = await readShownMetrics(path, 4096);
    expect(isThinned).toBe(true);
    expect(metrics.step.length).toBeLessThanOrEqual(4096);
    expect(metrics.step[metrics.step.length - 1]).toBe(rows);
    expect(present(metrics.series['loss'])[metrics.step.indexOf(77_777)]).toBe(9);
  });
});
