import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { REFERENCE_SPEEDS } from '../../algorithms/contract/cost';
import { loadTensorflow, tensorflowBuild, tensorflowStatus, warmUp } from '../../engine';
import { engineSpeeds, measureSpeeds, speedsKey, storedSpeeds } from './engine-speeds';

const { available } = tensorflowStatus();
const speeds = { typedNs: 0.5, nativeNs: 0.03, callNs: 8000 };
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-speeds-'));
  file = join(folder, 'engine-speeds.json');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function store(key: string, of: object = speeds): void {
  writeFileSync(file, JSON.stringify({ schemaVersion: 1, key, measuredAt: '2026-01-01', speeds: of }));
}

describe('stored speeds', () => {
  it('are those of the same machine and versions', async () => {
    store('this');
    expect(storedSpeeds(file, 'this')).toEqual(speeds);
    expect(storedSpeeds(file, 'another')).toBeNull();
    expect(await engineSpeeds(file, 'this')).toEqual(speeds);
  });

  it('count as none where the file is absent or damaged', () => {
    expect(storedSpeeds(file, 'this')).toBeNull();
    writeFileSync(file, '{"schemaVersion":1,');
    expect(storedSpeeds(file, 'this')).toBeNull();
    store('this', { ...speeds, callNs: -1 });
    expect(storedSpeeds(file, 'this')).toBeNull();
  });

  it('are keyed by processor, V8 and TensorFlow', () => {
    const key = speedsKey('4.22.0 (1 bytes)');
    expect(key).toContain(`V8 ${process.versions.v8}`);
    expect(key).toContain('TensorFlow 4.22.0 (1 bytes)');
    expect(speedsKey('4.22.0 (2 bytes)')).not.toBe(key);
  });
});

describe.skipIf(!available)(`measured speeds${available ? '' : ' (skipped: no TensorFlow here)'}`, () => {
  beforeAll(async () => {
    loadTensorflow();
    await warmUp();
  });

  it('are of a possible size', async () => {
    const measured = await measureSpeeds();
    // A factor of thirty either way: machines differ, and this one may be busy.
    for (const name of ['typedNs', 'nativeNs', 'callNs'] as const) {
      expect(measured[name]).toBeGreaterThan(REFERENCE_SPEEDS[name] / 30);
      expect(measured[name]).toBeLessThan(REFERENCE_SPEEDS[name] * 30);
    }
  });

  it('are measured once, and kept', async () => {
    const key = speedsKey(tensorflowBuild());
    const first = await engineSpeeds(file, key);
    expect(storedSpeeds(file, key)).toEqual(first);
    const content = readFileSync(file, 'utf8');
    expect(await engineSpeeds(file, key)).toEqual(first);
    expect(readFileSync(file, 'utf8')).toBe(content);
  });
});
