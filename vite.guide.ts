import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, normalize, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { toAnchor } from './src-shared/help/anchor.ts';
import { plainText, type Block, type Inline, type Page } from './src-shared/help/page.ts';

/**
 * The guide in the window: docs/guide becomes data when the page is built, so that nothing is read, and
 * no markup is made, while it runs. Of Markdown it knows what those pages use, and refuses the rest.
 */

const MODULE = 'virtual:guide';
const ROW = /^\|.*\|$/;
const ITEM = /^(?:[-*]|\d+\.) +/;

/**
 * A page of the guide.
 * @param name of its file, without the ending
 * @throws Error naming page and line of what is not known
 */
export function parsePage(name: string, text: string): Page {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const blocks: Block[] = [];
  const anchors = new Set<string>();
  let at = 0;
  const refuse = (why: string): never => {
    throw new Error(`docs/guide/${name}.md:${at + 1}: ${why}`);
  };
  /** Lines from here on for which `belongs` holds. */
  const takeWhile = (belongs: (line: string) => boolean): string[] => {
    const taken: string[] = [];
    for (let line = lines[at]; line !== undefined && belongs(line); line = lines[++at]) taken.push(line);
    return taken;
  };
  const inline = (source: string): Inline[] => parseInline(name, source);

  while (at < lines.length) {
    const line = lines[at] ?? '';
    const heading = /^(#{1,3}) (.+)$/.exec(line);
    const picture = /^!\[([^\]]*)\]\(([^)]+)\)$/.exec(line);
    if (line.trim() === '') at++;
    else if (heading !== null) {
      const parts = inline(heading[2] ?? '');
      const anchor = toAnchor(plainText(parts));
      if (anchors.has(anchor)) refuse(`There are two headings "${plainText(parts)}".`);
      anchors.add(anchor);
      blocks.push({ kind: 'heading', level: heading[1]?.length ?? 1, anchor, parts });
      at++;
    } else if (picture !== null) {
      blocks.push({ kind: 'picture', source: picture[2] ?? '', text: picture[1] ?? '' });
      at++;
    } else if (line.startsWith('```')) {
      at++;
      const code = takeWhile((other) => other !== '```');
      if (lines[at] === undefined) refuse('This code has no end.');
      at++;
      blocks.push({ kind: 'code', text: code.join('\n') });
    } else if (ROW.test(line)) {
      const [head, rule, ...rows] = takeWhile((other) => ROW.test(other)).map(cellsOf);
      if (head === undefined || rule?.every((cell) => /^:?-+:?$/.test(cell)) !== true)
        refuse('A table needs a head and a rule below it.');
      blocks.push({
        kind: 'table',
        head: (head ?? []).map(inline),
        rows: rows.map((cells) => cells.map(inline)),
      });
    } else if (ITEM.test(line)) {
      const items = takeWhile((other) => ITEM.test(other));
      if (/^\s+\S/.test(lines[at] ?? '')) refuse('An item of a list is one line.');
      blocks.push({
        kind: 'list',
        ordered: /^\d/.test(line),
        items: items.map((item) => inline(item.replace(ITEM, ''))),
      });
    } else if (/^(\s|>|<|#|=|\|)/.test(line)) refuse(`This Markdown is not known here: ${line}`);
    else {
      const words = takeWhile((other) => other.trim() !== '' && !/^(#|```|\||!\[)/.test(other));
      blocks.push({ kind: 'paragraph', parts: inline(words.join(' ')) });
    }
  }
  const [first] = blocks;
  if (first?.kind !== 'heading' || first.level !== 1)
    throw new Error(`docs/guide/${name}.md:1: A page begins with its title.`);
  return { name, title: plainText(first.parts), blocks };
}

/** Cells of a row of a table; a bar behind a backslash is text. */
function cellsOf(row: string): string[] {
  return row
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}

const MARKED = /`([^`]+)`|\*\*(.+?)\*\*|\*([^*\s](?:[^*]*[^*\s])?)\*|\[([^\]]+)\]\(([^)\s]+)\)/g;

function parseInline(page: string, source: string): Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  for (const found of source.matchAll(MARKED)) {
    const [whole, code, strong, emphasis, label, to] = found;
    if (found.index > end) parts.push(source.slice(end, found.index));
    end = found.index + whole.length;
    if (code !== undefined) parts.push({ kind: 'code', text: code });
    else if (strong !== undefined) parts.push({ kind: 'strong', parts: parseInline(page, strong) });
    else if (emphasis !== undefined) parts.push({ kind: 'emphasis', parts: parseInline(page, emphasis) });
    else parts.push(...linkOf(page, label ?? '', to ?? ''));
  }
  if (end < source.length) parts.push(source.slice(end));
  return parts;
}

/** A link into the guide; of any other its words, and its address where that is one of the web. */
function linkOf(page: string, label: string, to: string): Inline[] {
  const inside = /^(?:([\w-]+)\.md)?(?:#([\w-]+))?$/.exec(to);
  const parts = parseInline(page, label);
  if (inside === null) return /^https?:/.test(to) && to !== label ? [...parts, ` (${to})`] : parts;
  return [{ kind: 'link', to: { page: inside[1] ?? page, anchor: inside[2] ?? null }, parts }];
}

/** The module `virtual:guide` of the page: `pages`, made of the folder; pictures become files of the build. */
export function guidePages(folder: string): Plugin {
  const files = (): string[] =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.md'))
      .sort();
  return {
    name: 'guide-pages',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load(id) {
      if (id !== `\0${MODULE}`) return null;
      for (const file of files()) this.addWatchFile(join(folder, file));
      return guideModule(
        folder,
        files().map((file) => parsePage(basename(file, '.md'), readFileSync(join(folder, file), 'utf8'))),
      );
    },
  };
}

/** Source of the module. @throws Error where a link leads to no page or heading */
function guideModule(folder: string, pages: readonly Page[]): string {
  const broken = brokenLinks(pages);
  if (broken.length > 0) throw new Error(`The guide leads nowhere: ${broken.join(', ')}`);
  const pictures: string[] = [];
  const json = JSON.stringify(pages, (key, value: unknown) => {
    if (key !== 'source' || typeof value !== 'string') return value;
    const path = normalize(resolve(folder, value)).replaceAll('\\', '/');
    if (!pictures.includes(path)) pictures.push(path);
    return `\0${pictures.indexOf(path)}`;
  });
  const imports = pictures.map((path, i) => `import picture${i} from ${JSON.stringify(path)};\n`);
  return `${imports.join('')}export const pages = ${json.replace(/"\\u0000(\d+)"/g, 'picture$1')};`;
}

/** Links into the guide that lead to no page, or to no heading of one: "data.md → networks.md#rate". */
export function brokenLinks(pages: readonly Page[]): string[] {
  const anchors = new Map(
    pages.map(({ name, blocks }) => [
      name,
      new Set(blocks.flatMap((block) => (block.kind === 'heading' ? [block.anchor] : []))),
    ]),
  );
  return pages.flatMap(({ name, blocks }) =>
    linksOf(blocks).flatMap(({ page, anchor }) => {
      const found = anchors.get(page);
      if (found !== undefined && (anchor === null || found.has(anchor))) return [];
      return [`${name}.md → ${page}.md${anchor === null ? '' : `#${anchor}`}`];
    }),
  );
}

type Link = Extract<Inline, { kind: 'link' }>;

/** Every link of some blocks, in their order. */
function linksOf(blocks: readonly Block[]): Link['to'][] {
  const ofLine = (parts: readonly Inline[]): Link['to'][] =>
    parts.flatMap((part) => {
      if (typeof part === 'string' || part.kind === 'code') return [];
      return part.kind === 'link' ? [part.to] : ofLine(part.parts);
    });
  return blocks.flatMap((block) => {
    if (block.kind === 'heading' || block.kind === 'paragraph') return ofLine(block.parts);
    if (block.kind === 'list') return block.items.flatMap(ofLine);
    if (block.kind === 'table') return [block.head, ...block.rows].flat().flatMap(ofLine);
    return [];
  });
}
