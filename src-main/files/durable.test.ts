import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { failingAt } from '../testing/files/failing-calls';
import { useFolders } from '../testing/files/scratch';
import { temporaryName, sweepOrphans, writeFileDurable } from './durable';
import { nodeFileSystem, type FileSystem } from './file-system';

const newFolder = useFolders();
let folder: string;
beforeEach(() => {
  folder = newFolder();
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

  it('sweeps what a process that is over left, however young it is, and leaves that of a living one', () => {
    const [own = ''] = /[0-9a-z]+-[0-9a-z]+-[0-9a-f]{8}$/.exec(temporaryName(join(folder, 'run.json'))) ?? [];
    const [pid = '', start = ''] = own.split('-');
    const child = spawnSync(process.execPath, ['-e', '']);
    const left = [
      // Its number is nobody's now.
      `.run.json.benchtop-${child.pid.toString(36)}-${start}-0123abcd`,
      // Its number is ours now, but it began earlier.
      `.run.json.benchtop-${pid}-${Math.floor(parseInt(start, 36) / 2).toString(36)}-0123abcd`,
    ];
    const kept = [`.run.json.benchtop-${own}`, '.run.json.benchtop-0123456789ab', '.run.json.benchtop'];
    for (const name of [...left, ...kept]) writeFileSync(join(folder, name), '');
    expect(
      sweepOrphans(folder)
        .map((path) => basename(path))
        .sort(),
    ).toEqual([...left].sort());
    expect(readdirSync(folder).sort()).toEqual([...kept].sort());
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

/** Process that can be killed and does the steps of writeFileDurable: kept in step by hand. */
function killedWriter(path: string): string {
  const bundle = join(newFolder(), 'durable.cjs');
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
  const folder = dirname(bundle);
  const config = join(folder, 'vite.config.mjs');
  writeFileSync(
    config,
    `export default { build: { ssr: ${JSON.stringify(join(__dirname, 'durable.ts'))}, outDir: ${JSON.stringify(folder)}, emptyOutDir: false,
      rollupOptions: { output: { format: 'cjs', entryFileNames: ${JSON.stringify(bundle.split('/').pop())} } } }, ssr: { noExternal: true } };`,
  );
  return config;
}
