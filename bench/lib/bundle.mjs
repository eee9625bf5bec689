// Our TypeScript as the program builds it: one CommonJS file for Node, without Electron.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../../tools/lib/places.mjs';
import { builtFolder } from './folder.mjs';

/**
 * Builds the named exports of our modules into one file.
 * @param {string} name of the file
 * @param {Record<string, string[] | '*'>} modules from path in the checkout to the exports wanted
 * @returns {Promise<string>} the built file's path, for `require` here or in a worker thread
 */
export async function bundleFile(name, modules) {
  const folder = builtFolder();
  const entry = join(folder, `${name}.entry.ts`);
  const lines = Object.entries(modules).map(
    ([file, names]) =>
      `export ${names === '*' ? '*' : `{ ${names.join(', ')} }`} from ${JSON.stringify(join(root, file))};\n`,
  );
  writeFileSync(entry, lines.join(''));
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      target: 'node16.17',
      minify: false,
      rolldownOptions: {
        external: [/^node:/, /^@tensorflow\//, /^@duckdb\//],
        output: { format: 'cjs', entryFileNames: `${name}.cjs`, codeSplitting: false },
      },
    },
    ssr: { noExternal: true, external: ['@tensorflow/tfjs-node', '@duckdb/node-api'] },
  });
  return join(folder, `${name}.cjs`);
}

/** `bundleFile`, loaded into this process. */
export async function bundle(name, modules) {
  return createRequire(import.meta.url)(await bundleFile(name, modules));
}
