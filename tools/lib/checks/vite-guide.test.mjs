import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { brokenLinks, guidePages, parsePage } from '../../../vite.guide';
import { root } from '../places.mjs';

const folder = join(root, 'docs', 'guide');
const parse = (...lines) => parsePage('page', ['# Title', ...lines].join('\n')).blocks.slice(1);

describe('a page of the guide', () => {
  it('is its title, headings with anchors, and paragraphs of one line or more', () => {
    expect(parsePage('page', '# k-means\n\nOne line\nand another.\n\n## Is it done?\n')).toEqual({
      name: 'page',
      title: 'k-means',
      blocks: [
        { kind: 'heading', level: 1, anchor: 'k-means', parts: ['k-means'] },
        { kind: 'paragraph', parts: ['One line and another.'] },
        { kind: 'heading', level: 2, anchor: 'is-it-done', parts: ['Is it done?'] },
      ],
    });
  });

  it('has code, strong and emphasised words, and leaves formulas as they are', () => {
    expect(parse('**Strong *and* `a * b`** then *one* `|x|`, 2 * 3 * 4')).toEqual([
      {
        kind: 'paragraph',
        parts: [
          {
            kind: 'strong',
            parts: ['Strong ', { kind: 'emphasis', parts: ['and'] }, ' ', { kind: 'code', text: 'a * b' }],
          },
          ' then ',
          { kind: 'emphasis', parts: ['one'] },
          ' ',
          { kind: 'code', text: '|x|' },
          ', 2 * 3 * 4',
        ],
      },
    ]);
  });

  it('links into the guide; of what leads elsewhere it keeps the words', () => {
    const [block] = parse('[a](svm.md#c), [b](#top), [c](../files.md), [d](https://example.org/x)');
    expect(block.parts.filter((part) => part.kind === 'link').map(({ to }) => to)).toEqual([
      { page: 'svm', anchor: 'c' },
      { page: 'page', anchor: 'top' },
    ]);
    expect(block.parts.filter((part) => typeof part === 'string').join('')).toBe(
      ', , c, d (https://example.org/x)',
    );
  });

  it('has lists, tables, code and pictures', () => {
    expect(parse('- one', '- *two*', '', '1. first')).toEqual([
      { kind: 'list', ordered: false, items: [['one'], [{ kind: 'emphasis', parts: ['two'] }]] },
      { kind: 'list', ordered: true, items: [['first']] },
    ]);
    expect(parse('| a | b |', '|--|:-:|', '| `x \\| y` | |')).toEqual([
      { kind: 'table', head: [['a'], ['b']], rows: [[[{ kind: 'code', text: 'x | y' }], []]] },
    ]);
    expect(parse('```', '# no heading', '', '  kept', '```')).toEqual([
      { kind: 'code', text: '# no heading\n\n  kept' },
    ]);
    expect(parse('![What is seen](../images/run.png)')).toEqual([
      { kind: 'picture', source: '../images/run.png', text: 'What is seen' },
    ]);
  });

  it.each([
    ['> quoted', /page\.md:2: This Markdown is not known here: > quoted/],
    ['<b>bold</b>', /page\.md:2/],
    ['#### too deep', /page\.md:2/],
    ['    indented', /page\.md:2/],
    ['| a |', /page\.md:3: A table needs a head and a rule/],
    ['- item\n  of two lines', /page\.md:3: An item of a list is one line/],
    ['```\nopen', /page\.md:4: This code has no end/],
    ['## Twice\n\n## Twice', /page\.md:4: There are two headings "Twice"/],
  ])('is refused where it has %j, with its line', (text, message) => {
    expect(() => parse(text)).toThrow(message);
  });

  it('is refused without a title', () => {
    expect(() => parsePage('page', 'No title.')).toThrow(/page\.md:1: A page begins with its title/);
  });

  it('tells links that lead nowhere', () => {
    const page = parsePage('a', '# A\n\n[x](b.md) **[y](#gone)** [z](a.md#here)\n\n## Here\n\n- [w](a.md#a)');
    expect(brokenLinks([page])).toEqual(['a.md → b.md', 'a.md → a.md#gone']);
  });
});

it('every page of docs/guide can be shown, and leads to what is there', () => {
  const pages = readdirSync(folder).map((file) =>
    parsePage(basename(file, '.md'), readFileSync(join(folder, file), 'utf8')),
  );
  expect(pages.length).toBeGreaterThan(10);
  expect(brokenLinks(pages)).toEqual([]);
});

it('becomes a module that imports its pictures and nothing else', () => {
  const watched = [];
  const { resolveId, load } = guidePages(folder);
  const code = load.call({ addWatchFile: (file) => watched.push(file) }, resolveId('virtual:guide'));
  expect(watched).toHaveLength(readdirSync(folder).length);
  const imports = [...code.matchAll(/^import (\w+) from "([^"]+)";$/gm)];
  expect(imports.length).toBeGreaterThan(3);
  for (const [, name, path] of imports) {
    expect(path.endsWith('.png')).toBe(true);
    expect(code).toContain(`"source":${name}`);
  }
  expect(code).not.toMatch(/https?:\/\/|\\u0000/);
});
