import { plainWords, type NoteInline } from '../../notes/inline';
import { parseMarkdown, type NoteBlock } from '../../notes/markdown';
import type { MetricColumns } from '../../run/live/frames';
import { html, name, type Html } from '../html/html';
import { instant } from '../html/numbers';
import { pageHtml } from '../html/page';
import { embedHtml } from './note-embed';
import type { NotePage, NotePart } from './note-input';

type Parts = Readonly<Record<string, NotePart<MetricColumns | null>>>;

/** A page of the notebook as one HTML document, with its figures inside. */
export function noteHtml(page: NotePage, madeAt: string, benchtop: string): string {
  const blocks = parseMarkdown(page.text);
  const [first, ...rest] = blocks;
  const isTitled = first?.kind === 'heading' && first.level === 1;
  return pageHtml({
    kind: 'Page of a notebook',
    title: isTitled ? plainWords(first.parts) : page.name,
    lead: `${page.name}, as of ${instant(madeAt)}`,
    content: blocksHtml(isTitled ? rest : blocks, page.parts),
    madeAt,
    benchtop,
  });
}

function blocksHtml(blocks: readonly NoteBlock[], parts: Parts): Html {
  return html`${blocks.map((block) => blockHtml(block, parts))}`;
}

function blockHtml(block: NoteBlock, parts: Parts): Html {
  switch (block.kind) {
    case 'heading':
      return headingHtml(block.level, block.parts);
    case 'paragraph':
      return html`<p>${inlineHtml(block.parts)}</p>`;
    case 'quote':
      return html`<div class="remark quote">${blocksHtml(block.blocks, parts)}</div>`;
    case 'code':
      return html`<pre>${block.text}</pre>`;
    case 'rule':
      return html`<p class="rule">⁂</p>`;
    case 'table':
      return tableOf(block);
    case 'list': {
      const items = block.items.map(
        ({ isDone, blocks }) =>
          html`<li>${isDone === null ? '' : isDone ? '☑ ' : '☐ '}${itemHtml(blocks, parts)}</li>`,
      );
      return block.start === null
        ? html`<ul>
            ${items}
          </ul>`
        : html`<ol start="${block.start}">
            ${items}
          </ol>`;
    }
    case 'embed':
      return embedHtml(
        parts[block.address] ?? { kind: 'missing', why: 'This was not looked up.' },
        block.caption,
      );
  }
}

/** A lone paragraph of an item stands without space around it. */
function itemHtml(blocks: readonly NoteBlock[], parts: Parts): Html {
  const [first, ...rest] = blocks;
  return first?.kind === 'paragraph'
    ? html`${inlineHtml(first.parts)}${blocksHtml(rest, parts)}`
    : blocksHtml(blocks, parts);
}

function headingHtml(level: number, parts: readonly NoteInline[]): Html {
  const words = inlineHtml(parts);
  return level <= 2 ? html`<h2>${words}</h2>` : html`<h3>${words}</h3>`;
}

function tableOf({ head, rows, align }: Extract<NoteBlock, { kind: 'table' }>): Html {
  const sides = align.map((side) => (side === 'right' ? 'n' : ''));
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Table">
    <table>
      <thead>
        <tr>
          ${head.map((cell, c) => html`<th scope="col" class="${sides[c] ?? ''}">${inlineHtml(cell)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell, c) => html`<td class="${sides[c] ?? ''}">${inlineHtml(cell)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function inlineHtml(parts: readonly NoteInline[]): Html {
  return html`${parts.map((part) => {
    if (typeof part === 'string') return name(part);
    switch (part.kind) {
      case 'break':
        return html`<br />`;
      case 'code':
        return html`<code>${part.text}</code>`;
      case 'image':
        return html`${name(part.text)} (<code>${part.to}</code>)`;
      case 'link':
        // What leads into the workspace, or to a file beside the page, leads nowhere from here.
        return /^(?:https?:|mailto:)/i.test(part.to)
          ? html`<a href="${part.to}" rel="noreferrer">${inlineHtml(part.parts)}</a>`
          : inlineHtml(part.parts);
      case 'strong':
        return html`<strong>${inlineHtml(part.parts)}</strong>`;
      case 'emphasis':
        return html`<em>${inlineHtml(part.parts)}</em>`;
      case 'strike':
        return html`<s>${inlineHtml(part.parts)}</s>`;
    }
  })}`;
}
