import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { root } from '../../tools/lib/places.mjs';
import { builtFolder } from './folder.mjs';

/** Modules of ours that the benchmarks bundle, with the exports that each of them names. */
function namedExports() {
  const folder = join(root, 'bench');
  const named = new Map();
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!name.endsWith('.mjs') || name.endsWith('.test.mjs')) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    for (const [, file, list] of text.matchAll(/'(src-[\w./-]+\.ts)':\s*(?:\[([^\]]*)\]|'\*')/g)) {
      const names = [...(list ?? '').matchAll(/'(\w+)'/g)].map(([, each]) => each);
      named.set(file, new Set([...(named.get(file) ?? []), ...names]));
    }
  }
  return named;
}

test('what the benchmarks bundle is still exported under its name', async () => {
  const named = namedExports();
  expect(named.size).toBeGreaterThan(10);
  const lines = [...named].map(([file, names], i) => {
    const list = [...names].map((name) => `${name} as ${name}${i}`).join(', ');
    const path = JSON.stringify(join(root, file));
    return list === '' ? `export * as all${i} from ${path};` : `export { ${list} } from ${path};`;
  });
  const entry = join(builtFolder(), 'named.entry.ts');
  writeFileSync(entry, lines.join('\n'));
  const [{ output }] = [
    await build({
      root,
      configFile: false,
      logLevel: 'silent',
      build: { ssr: entry, write: false, minify: false, target: 'node16.17' },
      ssr: { noExternal: true, external: ['@tensorflow/tfjs-node', '@duckdb/node-api'] },
    }),
  ];
  expect(output[0].exports.length).toBeGreaterThan(20);
});
