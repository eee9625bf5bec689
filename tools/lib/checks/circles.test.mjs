import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findCircles } from './circles.mjs';

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'benchtop circles '));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

describe('circles', () => {
  it('are found where types alone go round', async () => {
    write({
      'src/a.ts': "import type { B } from './b';\nexport interface A { b: B }",
      'src/b.ts': "import { type A } from './inner/c';\nexport interface B { a: A }",
      'src/inner/c.ts': "export type { A } from '../a';",
      'src/d.ts': "import './a';",
    });
    expect(await findCircles(root, ['src'])).toEqual([['src/a.ts', 'src/b.ts', 'src/inner/c.ts']]);
  });

  it('are found through components, their modules of state and index files', async () => {
    write({
      'page/View.svelte':
        '<script module lang="ts">\nexport type Kind = 1;\n</script>\n<script lang="ts">\nimport { state } from "./state.svelte";\n</script>\n<p>{state}</p>',
      'page/state.svelte.ts': "import type { Shown } from './kinds';\nexport const state: Shown = 1;",
      'page/kinds/index.ts': "import type { Kind } from '../View.svelte';\nexport type Shown = Kind;",
    });
    expect(await findCircles(root, ['page'])).toEqual([
      ['page/View.svelte.ts', 'page/kinds/index.ts', 'page/state.svelte.ts'],
    ]);
  });

  it('that share a file are one, others are apart', async () => {
    write({
      'src/a.ts': "import './b'; import './c';",
      'src/b.ts': "import './a';",
      'src/c.ts': "import './a'; import './d';",
      'src/d.ts': "import './e';",
      'src/e.ts': "import './d';",
    });
    expect(await findCircles(root, ['src'])).toEqual([
      ['src/a.ts', 'src/b.ts', 'src/c.ts'],
      ['src/d.ts', 'src/e.ts'],
    ]);
  });

  it('are none where a test imports what it tests, nor where files share one', async () => {
    write({
      'src/a.ts': "import './shared';",
      'src/b.ts': "import './shared'; import './a';",
      'src/shared.ts': 'export {};',
      'src/shared.test.ts': "import './b'; import './shared';",
    });
    expect(await findCircles(root, ['src'])).toEqual([]);
  });
});
