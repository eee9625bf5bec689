import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { present } from '../../src-shared/present';
import { datasetFactsSchema } from '../../src-shared/run/record/dataset-facts';
import { xnorExperiment } from '../testing/data';
import { failingAt } from '../testing/files/failing-calls';
import { useFolders } from '../testing/files/scratch';
import { readCheckpoint, writeCheckpoint, type Checkpoint } from './checkpoint';

const newFolder = useFolders();
let folder: string;
beforeEach(() => {
  folder = newFolder();
});

const sample = (step: number): Checkpoint => ({
  state: {
    kind: 'network',
    step,
    tensors: {
      'layer0/kernel': { shape: [2, 2], data: Float64Array.of(1.5, -2, 1e-300, step) },
      'layer0/bias': { shape: [2], data: Float32Array.of(0.25, -0) },
    },
    extra: { optimizerStep: step, rng: [1, 2, 3, 4] },
  },
  metrics: { loss: 0.25, valLoss: 0.5 },
  experiment: xnorExperiment(),
  dataset: datasetFactsSchema.parse({
    name: 'XNOR table',
    sha256: 'a',
    rows: 4,
    droppedRows: 0,
    trainRows: 4,
    validationRows: 0,
    features: ['x1', 'x2'],
    target: 'y',
    classes: [0, 1],
    featureRanges: [
      [0, 1],
      [0, 1],
    ],
    scaler: { kind: 'none', offset: [0, 0], scale: [1, 1] },
    fingerprint: 'f',
  }),
});

describe('checkpoints', () => {
  it('come back as they were', async () => {
    const ref = await writeCheckpoint(folder, sample(5000));
    expect(ref).toMatchObject({
      step: 5000,
      path: 'checkpoints/step-0005000',
      metrics: { loss: 0.25, valLoss: 0.5 },
    });
    const read = await readCheckpoint(folder, ref.path);
    expect(read.metrics).toEqual(sample(5000).metrics);
    expect({ ...read.state.tensors }).toEqual(sample(5000).state.tensors);
    expect(read.state.extra).toEqual(sample(5000).state.extra);
    expect(Object.is(read.state.tensors['layer0/bias']?.data[1], -0)).toBe(true);
  });

  it('are the old one or the new one when any call fails while one is replaced', async () => {
    for (let n = 1; ; n++) {
      rmSync(join(folder, 'checkpoints'), { recursive: true, force: true });
      const old = await writeCheckpoint(folder, sample(7));
      const { fs, calls } = failingAt(n, 'EIO');
      const changed = { ...sample(7), metrics: { loss: 9 } };
      let failed = false;
      await writeCheckpoint(folder, changed, fs).catch(() => (failed = true));
      const { metrics } = await readCheckpoint(folder, old.path);
      expect([{ loss: 0.25, valLoss: 0.5 }, { loss: 9 }]).toContainEqual(metrics);
      if (calls() < n) {
        expect(failed).toBe(false);
        break;
      }
    }
  });

  const damages: [string, (path: string) => void, RegExp][] = [
    [
      'short weights',
      (path) => {
        writeFileSync(join(path, 'weights.bin'), 'x');
      },
      /has 1 bytes instead of/,
    ],
    [
      'a flipped bit',
      (path) => {
        const bytes = readFileSync(join(path, 'weights.bin'));
        bytes[3]! ^= 1;
        writeFileSync(join(path, 'weights.bin'), bytes);
      },
      /weights.bin does not match its checksum/,
    ],
    [
      'half a manifest',
      (path) => {
        const text = readFileSync(join(path, 'manifest.json'), 'utf8');
        writeFileSync(join(path, 'manifest.json'), text.slice(0, text.length >> 1));
      },
      /is not JSON/,
    ],
    [
      'a changed manifest',
      (path) => {
        const text = readFileSync(join(path, 'manifest.json'), 'utf8');
        writeFileSync(join(path, 'manifest.json'), text.replace('"step": 3', '"step": 4'));
      },
      /manifest.json does not match its checksum/,
    ],
    [
      'a manifest that is null',
      (path) => {
        writeFileSync(join(path, 'manifest.json'), 'null');
      },
      /is not a manifest/,
    ],
    [
      'missing weights',
      (path) => {
        rmSync(join(path, 'weights.bin'));
      },
      /is missing/,
    ],
    [
      'weights that are a link',
      (path) => {
        rmSync(join(path, 'weights.bin'));
        symlinkSync('/etc/passwd', join(path, 'weights.bin'));
      },
      /is a link/,
    ],
  ];
  it.each(damages)('refuse %s by name', async (_, damage, message) => {
    const { path } = await writeCheckpoint(folder, sample(3));
    damage(join(folder, path));
    await expect(readCheckpoint(folder, path)).rejects.toThrow(message);
  });

  it('refuse weights that are no numbers, unless the metrics say so', async () => {
    const broken = sample(4);
    (present(broken.state.tensors['layer0/kernel']).data as Float64Array)[0] = NaN;
    const { path } = await writeCheckpoint(folder, broken);
    await expect(readCheckpoint(folder, path)).rejects.toThrow('not a finite number');
    const diverged = await writeCheckpoint(folder, { ...broken, metrics: { loss: NaN } });
    expect((await readCheckpoint(folder, diverged.path)).metrics['loss']).toBeNaN();
  });

  it.each(['../outside', '/etc', 'checkpoints/../../x', 'checkpoints/step-1'])(
    'are not looked for at %s',
    async (path) => {
      await expect(readCheckpoint(folder, path)).rejects.toMatchObject({ info: { kind: 'not-allowed' } });
    },
  );
});
