import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModelState } from '../../algorithms/contract/state';
import { snapshotBytes, SnapshotLog, readSnapshotSteps, readSnapshot } from './snapshot-log';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-moments-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const file = (): string => join(folder, 'moments.bin');

function state(step: number): ModelState {
  return {
    kind: 'network',
    step,
    tensors: {
      'layer0/kernel': { shape: [2, 2], data: Float64Array.of(step, Math.PI, -0.1, 1e-300) },
      'layer0/bias': { shape: [2], data: Float32Array.of(0.5, step) },
      labels: { shape: [1], data: Int32Array.of(-7) },
    },
    extra: { batches: { rng: [1, 2, 3, 4], position: step }, ünïcode: '✓' },
  };
}

function write(upTo: number, ...steps: number[]): void {
  const log = new SnapshotLog(folder, upTo);
  for (const step of steps) expect(log.append(state(step))).toBe(true);
  log.close();
}

describe('moments.bin', () => {
  it('gives back what was put in, to the bit', () => {
    write(0, 1, 5, 2_000_000_000_000);
    expect(readSnapshotSteps(folder)).toEqual([1, 5, 2_000_000_000_000]);
    expect(readSnapshot(folder, 5)).toEqual(state(5));
    expect(readSnapshot(folder, 2_000_000_000_000)).toEqual(state(2_000_000_000_000));
    expect(readSnapshot(folder, 4)).toBeNull();
    const perMoment = readFileSync(file()).length / 3;
    expect(snapshotBytes(state(5), false)).toBeGreaterThanOrEqual(perMoment);
    expect(snapshotBytes(state(5), false)).toBeLessThan(2 * perMoment);
  });

  it('has none where there is no file', () => {
    expect([readSnapshotSteps(folder), readSnapshot(folder, 1)]).toEqual([[], null]);
  });

  it('goes on after the step that a run went back to', () => {
    write(0, 1, 2, 3, 4);
    write(2, 3, 6);
    expect(readSnapshotSteps(folder)).toEqual([1, 2, 3, 6]);
    expect(readSnapshot(folder, 6)).toEqual(state(6));
  });

  it('leaves out a torn end, however it was torn, and writes on before it', () => {
    write(0, 1, 2);
    const whole = readFileSync(file());
    const half = whole.length / 2;
    for (let cut = 1; cut < half; cut += 7) {
      writeFileSync(file(), whole);
      truncateSync(file(), whole.length - cut);
      expect(readSnapshotSteps(folder)).toEqual([1]);
    }
    appendFileSync(file(), 'something that is no moment, and long enough for one to begin here');
    write(9, 3);
    expect(readSnapshotSteps(folder)).toEqual([1, 3]);
    expect(readSnapshot(folder, 3)).toEqual(state(3));
  });

  it('refuses a moment with a changed byte', () => {
    write(0, 1);
    const bytes = readFileSync(file());
    bytes[bytes.length - 3]! ^= 1;
    writeFileSync(file(), bytes);
    expect(() => readSnapshot(folder, 1)).toThrow(/moment at step 1 .+ does not match its checksum/);
  });

  it('says where it could not be written, and stays whole', () => {
    write(0, 1);
    const log = new SnapshotLog(folder, 1);
    log.close();
    expect(log.append(state(2))).toBe(false);
    expect(readSnapshotSteps(folder)).toEqual([1]);
  });
});
