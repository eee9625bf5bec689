import { expect, test } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { present } from '../../src-shared/present';

const folder = resolve(import.meta.dirname, '../..', 'out', 'renderer');
/** What only these libraries' code holds, also when minified. */
const MARKS = {
  'chart.js': 'maintainAspectRatio',
  'three.js': 'gl_Position',
  'bits-ui': 'data-bits-floating-content-wrapper',
};

test('the page begins with its first view only: no chart library, no three.js, no bits-ui', () => {
  const first = firstScripts();
  const code = first.map((path) => readFileSync(path, 'utf8'));
  for (const [library, mark] of Object.entries(MARKS)) {
    const all = readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js'));
    const holders = all.filter((name) => readFileSync(join(folder, 'assets', name), 'utf8').includes(mark));
    expect(holders, `the mark of ${library} is still one`).not.toHaveLength(0);
    expect(
      code.some((text) => text.includes(mark)),
      library,
    ).toBe(false);
  }
  const kilobytes = code.reduce((sum, text) => sum + text.length, 0) / 1000;
  expect(kilobytes).toBeLessThan(330);
});

/** The scripts of index.html, and what those import before they run. */
function firstScripts(): string[] {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const open = [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, path]) =>
    join(folder, present(path)),
  );
  const found = new Set<string>();
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    const code = readFileSync(path, 'utf8');
    for (const [, to] of code.matchAll(/(?:from|import)\s*"(\.[^"]+\.js)"/g))
      open.push(join(dirname(path), present(to)));
  }
  return [...found];
}
