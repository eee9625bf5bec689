// Files that import each other in a circle, by dependency-cruiser: what is imported for its types alone counts.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise } from 'dependency-cruiser';

const SCRIPT = /<script[^>]*>([\s\S]*?)<\/script>/g;

/**
 * Finds the circles among the sources of some folders; tests are left out.
 * @param {string} root
 * @param {readonly string[]} folders of sources, relative to root
 * @returns {Promise<string[][]>} groups of files that all reach each other, each sorted
 */
export async function findCircles(root, folders) {
  // A compiled component has lost the imports of its types, so the tool is given its scripts as TypeScript:
  // './X.svelte' leads to 'X.svelte.ts', as it does for a module of state.
  const copy = mkdtempSync(join(tmpdir(), 'benchtop-circles-'));
  try {
    for (const folder of folders) copyScripts(root, copy, folder);
    const { output } = await cruise([...folders], {
      baseDir: copy,
      tsPreCompilationDeps: true,
      enhancedResolveOptions: { extensions: ['.ts', '.d.ts'] },
      ruleSet: { forbidden: [{ name: 'circle', severity: 'error', from: {}, to: { circular: true } }] },
      validate: true,
    });
    return joined(output.summary.violations.map(({ cycle }) => cycle.map(({ name }) => name)));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function copyScripts(root, copy, folder) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) copyScripts(root, copy, path);
    else if (entry.name.endsWith('.svelte')) write(copy, `${path}.ts`, readScripts(join(root, path)));
    else if (entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts')) {
      mkdirSync(join(copy, folder), { recursive: true });
      cpSync(join(root, path), join(copy, path));
    }
  }
}

function readScripts(path) {
  return [...readFileSync(path, 'utf8').matchAll(SCRIPT)].map(([, script]) => script).join('\n');
}

function write(copy, path, text) {
  mkdirSync(join(copy, dirname(path)), { recursive: true });
  writeFileSync(join(copy, path), text);
}

/** Circles that share a file are one: cutting a single import may leave the others. */
function joined(circles) {
  let groups = [];
  for (const circle of circles) {
    const touched = groups.filter((group) => circle.some((name) => group.has(name)));
    groups = groups.filter((group) => !touched.includes(group));
    groups.push(new Set([...circle, ...touched.flatMap((group) => [...group])]));
  }
  return groups.map((group) => [...group].sort()).sort((one, other) => one[0].localeCompare(other[0]));
}
