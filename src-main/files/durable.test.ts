import { execFileSync, spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { present } from '../../src-shared/present';
import { datasetFactsSchema } from '../../src-shared/run/record/dataset-facts';
import { xnorExperiment } from '../testing/data';
import { readCheckpoint, writeCheckpoint, type Checkpoint } from './checkpoint';
import { CsvLog, readHistoryFile, readMetricsFile, truncateAfterStep } from './csv/csv-log';
import { temporaryName, sweepOrphans, writeFileDurable } from './durable';
import { nodeFileSystem, type FileSystem } from './file-system';
import { csvText } from './csv/csv-text';

const root = mkdtempSync(join(tmpdir(), 'benchtop-files-'));
let folder: string;
let count = 0;
beforeEach(() => {
  folder = join(root, String(count++));
  mkdirSync(folder);
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

/** The real file system until the n-th call, which fails as told. */
function failingAt(n: number, code: string): { fs: FileSystem; calls: () => number } {
  let calls = 0;
  const wrap = <K extends keyof FileSystem>(name: K): FileSystem[K] =>
    ((...args: never[]) => {
      calls++;
      if (calls === n) throw Object.assign(new Error(`${code} at call ${n}: ${name}`), { code });
      return (nodeFileSystem[name] as (...values: never[]) => unknown)(...args);
    }) as unknown as FileSystem[K];
  const names = Object.keys(nodeFileSystem) as (keyof FileSystem)[];
  return {
    fs: Object.fromEntries(names.map((name) => [name, wrap(name)])) as unknown as FileSystem,
    calls: () => calls,
  };
}

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

describe('writeFileDurable', () => {
  it.each(['EIO', 'ENOSPC', 'EACCES', 'EMFILE', 'EROFS'])(
    'leaves the old file or the new one when any call fails with %s',
    (code) => {
      const path = join(folder, 'file.json');
      for (let n = 1; ; n++) {
        writeFileSync(path, 'old');
        const { fs, calls } = failingAt(n, code);
        let failed = false;
        try {
          writeFileDurable(path, 'new content', fs);
        } catch (error) {
          failed = true;
          expect(error).toMatchObject({
            info: { kind: code === 'ENOSPC' ? 'disk-full' : 'storage', file: path },
          });
        }
        const content = readFileSync(path, 'utf8');
        expect(['old', 'new content']).toContain(content);
        if (!failed) expect(content).toBe('new content');
        // Only the clearing up itself can leave its aside, when it is the call that fails.
        if (calls() < n) break;
        expect(readdirSync(folder).filter((name) => name !== 'file.json').length).toBeLessThanOrEqual(1);
        for (const name of readdirSync(folder)) if (name !== 'file.json') rmSync(join(folder, name));
      }
    },
  );

  it('goes on after a write that stored only a part', () => {
    const path = join(folder, 'file');
    const fs: FileSystem = {
      ...nodeFileSystem,
      write: (d, data, offset, length) => nodeFileSystem.write(d, data, offset, Math.max(1, length >> 1)),
    };
    writeFileDurable(path, 'x'.repeat(1000), fs);
    expect(readFileSync(path, 'utf8')).toBe('x'.repeat(1000));
  });

  const canMount = ((): boolean => {
    const at = mkdtempSync(join(tmpdir(), 'benchtop-mount-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', at], { stdio: 'ignore' });
      execFileSync('umount', [at], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    } finally {
      rmSync(at, { recursive: true, force: true });
    }
  })();

  it.skipIf(!canMount)('keeps the old file on a disk that is full', () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder]);
    try {
      const path = join(folder, 'config.json');
      writeFileDurable(path, 'old');
      writeFileSync(join(folder, 'filler'), Buffer.alloc(200 * 1024));
      expect(() => {
        writeFileDurable(path, Buffer.alloc(100 * 1024, 1));
      }).toThrow(/disk is full.*102400 bytes/);
      expect(readFileSync(path, 'utf8')).toBe('old');
      expect(readdirSync(folder).sort()).toEqual(['config.json', 'filler']);
      rmSync(join(folder, 'filler'));
      writeFileDurable(path, Buffer.alloc(100 * 1024, 1));
      expect(readFileSync(path)).toHaveLength(100 * 1024);
    } finally {
      execFileSync('umount', [folder]);
    }
  });

  it('sweeps only what is ours and old', () => {
    const old = temporaryName(join(folder, 'run.json'));
    const young = temporaryName(join(folder, 'run.json'));
    for (const path of [old, young, join(folder, '.other')]) writeFileSync(path, '');
    utimesSync(old, 0, 0);
    utimesSync(join(folder, '.other'), 0, 0);
    expect(sweepOrphans(folder)).toEqual([old]);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('survives being killed at any moment: what was acknowledged is there', async () => {
    const script = join(folder, 'writer.cjs');
    const path = join(folder, 'kept.json');
    writeFileSync(script, killedWriter(path));
    for (let round = 0; round < 25; round++) {
      const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      child.stdout.on('data', (data: Buffer) => (said += data.toString()));
      await new Promise((resolve) => setTimeout(resolve, 60 + round * 4));
      child.kill('SIGKILL');
      await new Promise((resolve) => child.on('close', resolve));
      const acknowledged = Number(said.trim().split('\n').filter(Boolean).pop() ?? -1);
      if (acknowledged < 0) continue;
      const { n, filler } = JSON.parse(readFileSync(path, 'utf8')) as { n: number; filler: string };
      expect(n).toBeGreaterThanOrEqual(acknowledged);
      expect(filler).toHaveLength(5000);
    }
  });
});

/** The same steps as writeFileDurable, in a process that can be killed: kept in step by hand. */
function killedWriter(path: string): string {
  const bundle = join(root, 'durable.cjs');
  execFileSync(process.execPath, [
    join(__dirname, '..', '..', 'node_modules', 'vite', 'bin', 'vite.js'),
    'build',
    '--configLoader',
    'runner',
    '--logLevel',
    'error',
    '--config',
    writeConfig(bundle),
  ]);
  return `const { writeFileDurable } = require(${JSON.stringify(bundle)});
for (let n = 0; ; n++) { writeFileDurable(${JSON.stringify(path)}, JSON.stringify({ n, filler: 'x'.repeat(5000) })); require('fs').writeSync(1, n + '\\n'); }`;
}

function writeConfig(bundle: string): string {
  const config = join(root, 'vite.config.mjs');
  writeFileSync(
    config,
    `export default { build: { ssr: ${JSON.stringify(join(__dirname, 'durable.ts'))}, outDir: ${JSON.stringify(root)}, emptyOutDir: false,
      rollupOptions: { output: { format: 'cjs', entryFileNames: ${JSON.stringify(bundle.split('/').pop())} } } }, ssr: { noExternal: true } };`,
  );
  return config;
}

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

  const damages: [string, (place: string) => void, RegExp][] = [
    [
      'short weights',
      (place) => {
        writeFileSync(join(place, 'weights.bin'), 'x');
      },
      /has 1 bytes instead of/,
    ],
    [
      'a flipped bit',
      (place) => {
        const bytes = readFileSync(join(place, 'weights.bin'));
        bytes[3]! ^= 1;
        writeFileSync(join(place, 'weights.bin'), bytes);
      },
      /weights.bin does not match its checksum/,
    ],
    [
      'half a manifest',
      (place) => {
        const text = readFileSync(join(place, 'manifest.json'), 'utf8');
        writeFileSync(join(place, 'manifest.json'), text.slice(0, text.length >> 1));
      },
      /is not JSON/,
    ],
    [
      'a changed manifest',
      (place) => {
        const text = readFileSync(join(place, 'manifest.json'), 'utf8');
        writeFileSync(join(place, 'manifest.json'), text.replace('"step": 3', '"step": 4'));
      },
      /manifest.json does not match its checksum/,
    ],
    [
      'a manifest that is null',
      (place) => {
        writeFileSync(join(place, 'manifest.json'), 'null');
      },
      /is not a manifest/,
    ],
    [
      'missing weights',
      (place) => {
        rmSync(join(place, 'weights.bin'));
      },
      /is missing/,
    ],
    [
      'weights that are a link',
      (place) => {
        rmSync(join(place, 'weights.bin'));
        symlinkSync('/etc/passwd', join(place, 'weights.bin'));
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

describe('CsvLog', () => {
  it('gives back every number exactly, and leaves a torn last line out', async () => {
    const path = join(folder, 'metrics.csv');
    const values = [0.1, -0, 1e-320, NaN, Infinity, -Infinity, 2 ** 53, 5e-324];
    const log = new CsvLog(path, ['step', 'elapsedMs', 'a,b']);
    await Promise.all(values.map((value, i) => log.append([[i], [i / 3], [value]])));
    await log.close();
    writeFileSync(path, '99,1', { flag: 'a' });
    const read = await readMetricsFile(path);
    expect(read.series['a,b']).toEqual(Float64Array.from(values));
    expect(Object.is(present(read.series['a,b'])[1], -0)).toBe(true);
    expect([...read.step]).toEqual(values.map((_, i) => i));
    const again = new CsvLog(path, ['step', 'elapsedMs', 'a,b']);
    await again.append([[100], [2], [7]]);
    await again.close();
    expect([...(await readMetricsFile(path)).step]).toEqual([...values.map((_, i) => i), 100]);
  });

  it('drops what a run that goes on supersedes', async () => {
    const path = join(folder, 'centers.csv');
    const log = new CsvLog(path, ['step', 'x']);
    await log.append([
      [1, 2, 3, 4],
      [10, 20, 30, 40],
    ]);
    await log.close();
    await truncateAfterStep(path, 2);
    expect(await readHistoryFile(path)).toEqual({
      step: Float64Array.of(1, 2),
      columns: ['x'],
      values: Float64Array.of(10, 20),
    });
    await truncateAfterStep(join(folder, 'none.csv'), 2);
  });
});

it('marks text that a spreadsheet would run, and leaves numbers alone', () => {
  expect(['=1+1', '+x', '-x', '@a', '-5.2', '-1e-7', 'a,b', 'a"b'].map(csvText)).toEqual([
    "'=1+1",
    "'+x",
    "'-x",
    "'@a",
    '-5.2',
    '-1e-7',
    '"a,b"',
    '"a""b"',
  ]);
});
