// DuckDB's reader of SQLite databases: the official download where its host can be reached, otherwise
// the wheel of the same version. It lies beside DuckDB's own binary, which loads it when it is needed.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cache, root, writeRuntime } from '../places.mjs';
import { isSqliteThere, sqliteExtension as extension } from '../ready.mjs';
import { run, SetupError, tail, warn } from '../steps.mjs';
import { unpackWheel, wheelFile } from './wheels.mjs';

/** DuckDB's version: extensions of another are refused. Moves only together with @duckdb/node-api. */
const VERSION = '1.5.5';
const NAME = 'sqlite_scanner';
const FILE = `${NAME}.duckdb_extension`;

/** By platform and processor, as Node names them; the hash is the wheel's. */
const WHEELS = {
  'linux-x64': ['manylinux2014_x86_64', '0af00f8e4e6e0562e0fac1bb22d5c4a29d616a664da4194b51cbd26355b9a0c2'],
  'linux-arm64': [
    'manylinux2014_aarch64',
    '8ecdf91ba4572fcee32500919b7cd2717d74d2bfe65c2910ad2b1c4b9d9b0c07',
  ],
  'darwin-x64': ['macosx_11_0_x86_64', '7b0fc7f402d780bf706fe8ea9af04dc179cc951855e3b307a43b0f20d95e8bde'],
  'darwin-arm64': ['macosx_11_0_arm64', '214efb42ded3e752fd3d537f953d2ab0093716abef4f9197986cafe5e5f4fd5d'],
  'win32-x64': ['win_amd64', '44dea0db5349823ea7a9b44e0bffcb6fa53b4b820321f2ca351e83667814e70f'],
};

const platform = `${process.platform}-${process.arch}`;
const folder = dirname(extension);

/** Provisions the extension; never throws for want of it: other files are read without. */
export async function provisionSqlite() {
  if (isSqliteThere()) return 'already there';
  const tried = [];
  if (existsSync(folder)) {
    for (const [source, provide] of [
      ['official extension', fromDuckDb],
      [`wheel of DuckDB ${VERSION}`, fromWheel],
    ]) {
      try {
        await provide();
        if (loads()) {
          writeRuntime({ sqlite: { available: true, source, reason: '' } });
          return source;
        }
        throw new SetupError('it does not load');
      } catch (error) {
        tried.push(`the ${source}: ${[error.message, ...(error.tried ?? [])].join(' ')}`);
        rmSync(extension, { force: true });
      }
    }
  } else tried.push(`DuckDB's binary for ${platform} is not installed`);
  writeRuntime({ sqlite: { available: false, source: null, reason: tried[tried.length - 1] } });
  warn(
    'The extension for SQLite databases is not available; they are read where Node has a reader of its own.',
  );
  for (const attempt of tried) warn(`  tried: ${attempt}`);
  return 'not available';
}

/** DuckDB fetches and checks it itself, in a process of its own. */
function fromDuckDb() {
  const aside = mkdtempSync(join(tmpdir(), 'benchtop-extension-'));
  try {
    const result = duckDb(
      `await c.run("SET extension_directory='" + process.argv[1].replaceAll("'", "''") + "'"); await c.run('INSTALL ${NAME}');`,
      [aside],
    );
    const found = readdirSync(aside, { recursive: true }).find((path) => String(path).endsWith(FILE));
    if (!result.ok || found === undefined) throw new SetupError(tail(result.output, 1) || 'no file came');
    place(join(aside, String(found)));
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

async function fromWheel() {
  const [tag, sha256] = WHEELS[platform] ?? [];
  if (tag === undefined) throw new SetupError(`there is none for ${platform}`);
  const kept = join(cache, `duckdb-${NAME}-${sha256.slice(0, 16)}`);
  const path = join(kept, 'duckdb_extension_sqlite_scanner', 'extensions', `v${VERSION}`, FILE);
  if (!existsSync(path)) {
    const file = await wheelFile({
      requirement: `duckdb-extension-sqlite-scanner==${VERSION}`,
      file: `duckdb_extension_sqlite_scanner-${VERSION}-py3-none-${tag}.whl`,
      sha256,
      options: ['--platform', tag],
    });
    const aside = `${kept}.part`;
    rmSync(aside, { recursive: true, force: true });
    mkdirSync(aside, { recursive: true });
    unpackWheel(file, ['duckdb_extension_sqlite_scanner/extensions/'], aside);
    rmSync(kept, { recursive: true, force: true });
    renameSync(aside, kept);
    rmSync(file);
  }
  place(path);
}

function place(from) {
  const aside = `${extension}.part`;
  copyFileSync(from, aside);
  renameSync(aside, extension);
}

/** DuckDB takes only what is signed and of its own version. */
function loads() {
  return duckDb(`await c.run("LOAD '" + process.argv[1].replaceAll("'", "''") + "'");`, [extension]).ok;
}

function duckDb(script, args) {
  const whole = `(async () => { const { DuckDBInstance } = require('@duckdb/node-api'); const i = await DuckDBInstance.create(':memory:', { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' }); const c = await i.connect(); ${script} })().catch((error) => { console.error(error.message); process.exit(1); });`;
  return run(process.execPath, ['-e', whole, ...args], { cwd: root, timeout: 120_000 });
}
