import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { REFERENCE_SPEEDS } from '../../algorithms/contract/cost';
import { loadTensorflow, tensorflowBuild, tensorflowStatus, warmUp } from '../../engine';
import { engineSpeeds, knownSpeeds, measureSpeeds, speedsKey } from './engine-speeds';

const { available } = tensorflowStatus();
const speeds = { typedNs: 0.5, nativeNs: 0.03, callNs: 8000 };
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-speeds-'));
  file = join(folder, 'engine-speeds.json');
  vi.stubEnv('BENCHTOP_CACHE', join(folder, 'cache'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function store(key: string, of: object = speeds): void {
  writeFileSync(file, JSON.stringify({ schemaVersion: 1, key, measuredAt: '2026-01-01', speeds: of }));
}

describe('stored speeds', () => {
  it('are those of the same machine and versions', async () => {
    store('this');
    expect(knownSpeeds(file, 'this')).toEqual(speeds);
    expect(knownSpeeds(file, 'another')).toBeNull();
    expect(await engineSpeeds(file, 'this')).toEqual(speeds);
  });

  it('count as none where the file is absent or damaged', () => {
    expect(knownSpeeds(file, 'this')).toBeNull();
    writeFileSync(file, '{"schemaVersion":1,');
    expect(knownSpeeds(file, 'this')).toBeNull();
    store('this', { ...speeds, callNs: -1 });
    expect(knownSpeeds(file, 'this')).toBeNull();
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

  it('are measured once for all workspaces of a user, and kept in each', async () => {
    const key = speedsKey(tensorflowBuild());
    const first = await engineSpeeds(file, key);
    expect(knownSpeeds(file, key)).toEqual(first);
    const content = readFileSync(file, 'utf8');
    expect(await engineSpeeds(file, key)).toEqual(first);
    expect(readFileSync(file, 'utf8')).toBe(content);

    const another = join(folder, 'another.json');
    expect(knownSpeeds(another, 'of another machine')).toBeNull();
    expect(knownSpeeds(another, key)).toEqual(first);
    // It keeps them, whatever becomes of the cache.
    rmSync(join(folder, 'cache'), { recursive: true });
    expect(readFileSync(another, 'utf8')).toBe(content);
    expect(knownSpeeds(another, key)).toEqual(first);
  });
});
