import type { KnipConfig } from 'knip';

/** Modules that a benchmark bundles by their path, as imports: what it names there is used. */
function bundled(text: string, path: string): string {
  const up = '../'.repeat(path.slice(path.indexOf('/bench/') + 1).split('/').length - 1);
  const named = text.matchAll(/'(src-[^']+\.ts)':\s*(?:\[([^\]]*)\]|'\*')/g);
  const imports = [...named].map(([, file, names], i) =>
    names === undefined
      ? `import * as all${i} from '${up}${file}'; Object.values(all${i});`
      : `import { ${names.replaceAll("'", '')} } from '${up}${file}';`,
  );
  return `${text}\n${imports.join('\n')}`;
}

export default {
  entry: [
    'src-main/{index,program}.ts',
    'src-main/{cli,helper,preload,worker}/index.ts',
    'src-renderer/{main,gallery/main}.ts',
    // Opened by Electron in the tests of the gallery.
    'e2e/gallery/window/index.cjs',
    // Takes pictures: tools/pictures.mjs.
    'e2e/pictures/{playwright.config,*.pictures}.ts',
    'vite.node.config.ts',
    // Called by the hook in tools/hooks.
    'tools/check-staged.mjs',
    'bench/{,agreement/}*.mjs',
    'bench/areas/*.mjs',
    // Started by their path: a process for each area, and hooks in the program that is measured or tried.
    'bench/lib/{area.mjs,process/start-hook.cjs,process/stage-hook.cjs}',
    'bench/torture/fault-layer.cjs',
  ],
  project: ['src-{main,renderer,shared}/**/*.{ts,svelte}', '{bench,e2e,tools}/**/*.{ts,mjs,cjs}'],
  compilers: {
    mjs: (text: string, path: string) => (path.includes('/bench/') ? bundled(text, path) : text),
  },
  ignoreDependencies: [
    // Fonts of styles/fonts.css.
    '@fontsource-variable/inter',
    '@fontsource-variable/jetbrains-mono',
    // Loaded by their path in node_modules.
    '@tensorflow/tfjs-node',
    'axe-core',
    'csv-spectrum',
    'node-api-headers',
    'svelte-check',
  ],
  // Of the system.
  ignoreBinaries: ['Rscript', 'dpkg-deb', 'mkfifo', 'mount', 'pdflatex', 'taskset', 'umount', 'Xvfb'],
  // Built, and looked for beside the file that is built of this one.
  ignoreUnresolved: ['../worker/index.cjs'],
} satisfies KnipConfig;
