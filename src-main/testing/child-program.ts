import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './places';

/**
 * Builds a program of its own from source text, for tests of several processes or of killed ones.
 * @param folder for the program; made where it is missing
 * @param source TypeScript; what it imports is named from the project's folder, `<project>/src-main/…`
 * @returns path of the built file, to be run by node
 */
export function buildChildProgram(folder: string, name: string, source: string): string {
  mkdirSync(folder, { recursive: true });
  const entry = join(folder, `${name}.ts`);
  const config = join(folder, `${name}.config.mjs`);
  writeFileSync(entry, source.replaceAll('<project>', projectFolder));
  const options = {
    root: projectFolder,
    // Found from the project's folder, not from the program's.
    resolve: { dedupe: ['conf'] },
    define: { __APP_VERSION__: '"test"' },
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: `${name}.cjs` } },
    },
    ssr: { noExternal: true, external: ['@tensorflow/tfjs-node', '@duckdb/node-api'] },
  };
  writeFileSync(config, `export default ${JSON.stringify(options)};`);
  const vite = join(projectFolder, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = ['build', '--configLoader', 'runner', '--logLevel', 'error', '--config', config];
  execFileSync(process.execPath, [vite, ...args], { cwd: projectFolder });
  return join(folder, `${name}.cjs`);
}
