import fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datasetFactsSchema } from '../../src-shared/run/record/dataset-facts';
import { BenchtopError } from '../../src-shared/errors';
import { xnorExperiment } from '../testing/data';
import { readCheckpointSync, writeCheckpoint, type Checkpoint } from './checkpoint';

const folder = mkdtempSync(join(tmpdir(), 'benchtop-checkpoint-bytes-'));
const PATH = 'checkpoints/step-0000040';
const FILES = ['manifest.json', 'weights.bin'] as const;
const whole: Checkpoint = {
  state: {
    kind: 'network',
    step: 40,
    tensors: {
      'layer0/kernel': { shape: [2, 2], data: Float64Array.of(1.5, -2, 1e-300, 40) },
      'layer0/bias': { shape: [2], data: Float32Array.of(0.25, -0) },
    },
    extra: { optimizerStep: 40, rng: [1, 2, 3, 4] },
  },
  metrics: { loss: 0.25, accuracy: 1 },
  experiment: xnorExperiment(),
  dataset: datasetFactsSchema.parse({
    ...{ name: 'XNOR table', sha256: 'a', rows: 4, droppedRows: 0, trainRows: 4, validationRows: 0 },
    ...{ features: ['x1', 'x2'], target: 'y', classes: [0, 1], fingerprint: 'f' },
    featureRanges: [
      [0, 1],
      [0, 1],
    ],
    scaler: { kind: 'none', offset: [0, 0], scale: [1, 1] },
  }),
  log: { 'metrics.csv': 5 },
};
const stored = new Map<string, Buffer>();
beforeAll(async () => {
  await writeCheckpoint(folder, whole);
  for (const file of FILES) stored.set(file, readFileSync(join(folder, PATH, file)));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Bits flipped, an end cut off, bytes put on or in, a part doubled. */
const damage = fc.oneof(
  fc.record({ did: fc.constant('flip' as const), at: fc.nat(), bit: fc.nat({ max: 7 }) }),
  fc.record({ did: fc.constant('cut' as const), at: fc.nat() }),
  fc.record({ did: fc.constant('extend' as const), bytes: fc.uint8Array({ minLength: 1, maxLength: 20 }) }),
  fc.record({
    did: fc.constant('insert' as const),
    at: fc.nat(),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 5 }),
  }),
  fc.record({
    did: fc.constant('digit' as const),
    at: fc.nat(),
    to: fc.constantFrom('0', '9', '-', 'e', '"', ' '),
  }),
);
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

function damaged(bytes: Buffer, how: Damage): Buffer {
  const copy = Buffer.from(bytes);
  switch (how.did) {
    case 'flip': {
      const at = how.at % copy.length;
      copy[at] = copy.readUInt8(at) ^ (1 << how.bit);
      return copy;
    }
    case 'cut':
      return copy.subarray(0, how.at % copy.length);
    case 'extend':
      return Buffer.concat([copy, how.bytes]);
    case 'insert': {
      const at = how.at % copy.length;
      return Buffer.concat([copy.subarray(0, at), how.bytes, copy.subarray(at)]);
    }
    case 'digit': {
      // Where a number is written, so that what comes of it is JSON all the same.
      const digits = [...copy.keys()].filter((at) => /\d/.test(String.fromCharCode(copy.readUInt8(at))));
      const at = digits[how.at % Math.max(1, digits.length)];
      if (at !== undefined) copy[at] = how.to.charCodeAt(0);
      return copy;
    }
  }
}

describe('a checkpoint whose bytes were changed', () => {
  it('is refused as damaged, or is read as it was', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FILES), damage, (file, how) => {
        for (const [name, bytes] of stored) writeFileSync(join(folder, PATH, name), bytes);
        const bytes = stored.get(file) ?? Buffer.alloc(0);
        writeFileSync(join(folder, PATH, file), damaged(bytes, how));
        try {
          expect(readCheckpointSync(folder, PATH)).toEqual(whole);
        } catch (error) {
          if (!(error instanceof BenchtopError)) throw error;
          expect(error.info.kind).toBe('corrupt');
          expect(error.info.file).toBe(join(folder, PATH, file));
        }
      }),
      { numRuns: 200 },
    );
  });
});
