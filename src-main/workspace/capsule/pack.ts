import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  openSync,
  closeSync,
  fsyncSync,
  rmSync,
  statSync,
} from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Transform } from 'node:stream';
import { ZipFile } from 'yazl';
import { BenchtopError, fail } from '../../../src-shared/errors';
import { quietly, renameDurable, temporaryName, writeError } from '../../files/durable';
import { sha256OfFile } from '../../files/hash';
import type { Contents, PackedFile } from './contents';
import { isEntryPath, MANIFEST_NAME, type CapsuleManifest } from './manifest';

/** Weights and drawings of states: hardly smaller when deflated. */
const STORED = /\.(bin|gz|zip|xlsx|ods|parquet|npz)$/i;

/**
 * Writes a capsule, which is whole or not there.
 * @param replaces whether a file that is there is replaced; else it must not be there yet
 * @param benchtop version that the manifest names
 * @throws BenchtopError `usage` where something is there, `conflict` where a file changed meanwhile,
 * `disk-full` or `storage`
 */
export async function writeCapsule(
  contents: Contents,
  to: string,
  benchtop: string,
  replaces = false,
): Promise<CapsuleManifest> {
  if (!replaces && existsSync(to))
    throw fail('usage', `${to} exists already: choose another name.`, { file: to, field: 'to' });
  const entries: CapsuleManifest['entries'] = [];
  for (const { source, path, sha256: wanted } of contents.files) {
    if (!isEntryPath(path))
      throw fail('usage', `${source} has a name that not every system can keep: rename it first.`, {
        file: source,
      });
    const sha256 = await sha256OfFile(source);
    if (wanted !== undefined && sha256 !== wanted) throw changed(source);
    entries.push({ path, bytes: statSync(source).size, sha256 });
  }
  const manifest: CapsuleManifest = {
    format: 'benchtop-capsule',
    schemaVersion: 1,
    benchtop,
    createdAt: new Date().toISOString(),
    runs: contents.runs.map(({ record }) => record.id),
    groups: contents.groups.map(({ id }) => id),
    data: [...contents.data],
    ...(contents.notes.length === 0 ? {} : { notes: [...contents.notes] }),
    entries,
  };
  const aside = temporaryName(to);
  try {
    await writeZip(manifest, contents.files, aside);
    const written = openSync(aside, 'r');
    fsyncSync(written);
    closeSync(written);
    renameDurable(aside, to);
  } catch (error) {
    quietly(() => {
      rmSync(aside, { force: true });
    });
    if (error instanceof BenchtopError) throw error;
    throw writeError(to, null, error);
  }
  return manifest;
}

async function writeZip(manifest: CapsuleManifest, files: readonly PackedFile[], to: string): Promise<void> {
  const zip = new ZipFile();
  const output = pipeline(zip.outputStream, createWriteStream(to, { flags: 'wx', mode: 0o600 }));
  const failed = new Promise<never>((_, reject) => {
    zip.on('error', reject);
  });
  zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`, 'utf8'), MANIFEST_NAME);
  manifest.entries.forEach(({ path, bytes, sha256 }, i) => {
    const { source } = files[i] ?? { source: '' };
    const options = { compress: !STORED.test(path), size: bytes, mode: 0o100600 };
    zip.addReadStreamLazy(path, options, (give) => {
      give(null, createReadStream(source).pipe(heldAgainst(sha256, source)));
    });
  });
  zip.end();
  await Promise.race([output, failed]);
}

/** Passes bytes on, and fails at their end where they are others than were hashed before. */
function heldAgainst(sha256: string, source: string): Transform {
  const hash = createHash('sha256');
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      const isSame = hash.digest('hex') === sha256;
      done(isSame ? null : changed(source));
    },
  });
}

function changed(source: string): BenchtopError {
  return fail('conflict', `${source} changed while it was packed: pack again.`, { file: source });
}
