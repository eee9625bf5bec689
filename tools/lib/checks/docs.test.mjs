import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../places.mjs';

const PAGES = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
  ...readdirSync(join(root, 'docs'), { recursive: true })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

/** Paths of files in the checkout that a page names between backquotes: not patterns, nor with <name>. */
function namedPaths(text) {
  return [...text.matchAll(/`((?:src-\w+|tools|e2e|bench|docs)\/[\w./-]*)`/g)].map(([, path]) => path);
}

function links(text) {
  return [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map(([, link]) => link)
    .filter((link) => !/^(?:https?|benchtop):/.test(link));
}

describe('the documents', () => {
  it.each(PAGES)('%s leads to what is there', (page) => {
    const text = readFileSync(join(root, page), 'utf8');
    const missing = [
      ...links(text).filter((link) => !existsSync(resolve(root, dirname(page), link))),
      ...namedPaths(text).filter((path) => !existsSync(join(root, path))),
    ];
    expect(missing).toEqual([]);
  });

  it('are found by the architecture, each decision too', () => {
    const linked = links(readFileSync(join(root, 'docs', 'architecture.md'), 'utf8'));
    const decisions = readdirSync(join(root, 'docs', 'decisions')).map((name) => `decisions/${name}`);
    expect(decisions.filter((page) => !linked.includes(page))).toEqual([]);
  });
});
