// Python packages as carriers of native files: fetched by name with pip, checked by their SHA-256.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cache } from '../places.mjs';
import { has, run, SetupError, tail } from '../steps.mjs';
import { requirePackages } from '../system.mjs';

/**
 * The wheel in the cache, downloaded if need be. The download goes to a folder aside and is
 * renamed once its hash is right, so that an interruption leaves nothing half.
 * @param {{ file: string, sha256: string, requirement: string, options: string[] }} wheel
 */
export async function wheelFile(wheel) {
  const downloads = join(cache, 'downloads');
  const kept = join(downloads, wheel.file);
  if (existsSync(kept)) {
    if ((await sha256(kept)) === wheel.sha256) return kept;
    rmSync(kept);
  }
  requirePip();
  // The cache is locked by us: whatever is half-done there was left by an interrupted set-up.
  for (const name of existsSync(downloads) ? readdirSync(downloads) : []) {
    if (name.startsWith('.part-')) rmSync(join(downloads, name), { recursive: true, force: true });
  }
  const aside = join(downloads, `.part-${process.pid}`);
  mkdirSync(aside, { recursive: true });
  const args = [
    '-m',
    'pip',
    'download',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '--only-binary=:all:',
    ...wheel.options,
    '-d',
    aside,
    wheel.requirement,
  ];
  const result = run('python3', args);
  const downloaded = join(aside, wheel.file);
  if (!result.ok || !existsSync(downloaded)) {
    rmSync(aside, { recursive: true, force: true });
    throw new SetupError(`${wheel.requirement} could not be downloaded with pip.`, {
      tried: [`python3 ${args.join(' ')}: ${tail(result.output)}`],
      todo: 'check the network, then start again: what is complete is kept',
    });
  }
  const found = await sha256(downloaded);
  if (found !== wheel.sha256) {
    rmSync(aside, { recursive: true, force: true });
    throw new SetupError(`${wheel.file} does not have the pinned SHA-256; it was thrown away.`, {
      tried: [`expected ${wheel.sha256}`, `found ${found}`],
      todo: 'start again; if it stays so, the package was changed: do not use it',
    });
  }
  renameSync(downloaded, kept);
  rmSync(aside, { recursive: true, force: true });
  return kept;
}

/** Unpacks the entries of a wheel whose names start with one of `prefixes`. */
export function unpackWheel(file, prefixes, to) {
  const script = `
import sys, zipfile
archive, target, prefixes = sys.argv[1], sys.argv[2], tuple(sys.argv[3:])
with zipfile.ZipFile(archive) as z:
    z.extractall(target, [n for n in z.namelist() if n.startswith(prefixes)])
`;
  const result = run('python3', ['-c', script, file, to, ...prefixes]);
  if (!result.ok)
    throw new SetupError(`${file} could not be unpacked.`, {
      tried: [tail(result.output)],
      todo: 'check the free disk space',
    });
}

function requirePip() {
  if (run('python3', ['-m', 'pip', '--version']).ok) return;
  requirePackages(has('python3') ? ['python3-pip'] : ['python3', 'python3-pip'], 'Downloading the runtimes');
}

function sha256(path) {
  return new Promise((resolve, reject) => {
    const hash = createHash('sha256');
    createReadStream(path, { highWaterMark: 1 << 20 })
      .on('data', (chunk) => hash.update(chunk))
      .on('error', reject)
      .on('end', () => resolve(hash.digest('hex')));
  });
}
