import { html, name, type Html } from '../html/html';
import { figure } from '../html/numbers';
import { isNumeric, type Cell, type Table } from '../tables/table';

/** A table as HTML; the first column heads the rows, numbers stand to the right. */
export function tableHtml(table: Table, classes = ''): Html {
  const { caption, columns, rows, note, stressed = [] } = table;
  const right = columns.map((_, c) => (isNumeric(table, c) ? 'n' : ''));
  // A table that is wider than the page is scrolled, also by keys.
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}">
      <table class="${classes}">
        <caption>
          ${name(caption)}
        </caption>
        <thead>
          <tr>
            ${columns.map((column, c) => html`<th scope="col" class="${right[c] ?? ''}">${name(column)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row, r) =>
              html`<tr${stressed.includes(r) ? html` class="changed"` : ''}>${columns.map((_, c) => cellHtml(row[c] ?? null, c, right[c] ?? ''))}</tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${note === undefined || note === '' ? '' : html`<p class="note">${name(note)}</p>`}`;
}

function cellHtml(cell: Cell, column: number, kind: string): Html {
  if (column === 0)
    return html`<th scope="row">
      ${cell === null ? '' : typeof cell === 'number' ? figure(cell) : name(cell)}
    </th>`;
  const text = cell === null ? '' : typeof cell === 'number' ? figure(cell) : name(cell);
  const title = typeof cell === 'number' && Number.isFinite(cell) ? html` title="${String(cell)}"` : '';
  return html`<td class="${kind}" ${title}>${text}</td>`;
}

/** Names and what they are, in two columns. */
export function factsHtml(facts: readonly (readonly [string, Html | string])[]): Html {
  return html`<dl>
    ${facts.map(
      ([term, value]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

/** A section with its heading. @param level 2 for the report's own, 3 inside a run's */
export function section(title: string, content: Html, level: 2 | 3 = 2): Html {
  return level === 2
    ? html`<section>
        <h2>${title}</h2>
        ${content}
      </section>`
    : html`<section>
        <h3>${title}</h3>
        ${content}
      </section>`;
}
