import { html, name, type Html } from '../html/html';
import { count, figure } from '../html/numbers';
import { isNumeric, type Cell, type Table } from '../tables/table';

/** Rows and columns of a table on the page at most: the tables as CSV or LaTeX have all. */
const MOST_ROWS = 200;
const MOST_COLUMNS = 40;
/** A table of at most so many rows is printed on one page. */
const SHORT_ROWS = 15;

/**
 * A table as HTML; the first column heads the rows, numbers stand to the right. Of a long or wide one the first
 * rows and columns, which it says.
 */
export function tableHtml(table: Table, classes = ''): Html {
  const { caption, note, stressed = [] } = table;
  const columns = table.columns.slice(0, MOST_COLUMNS);
  const rows = table.rows.slice(0, MOST_ROWS);
  const right = columns.map((_, c) => (isNumeric(table, c) ? 'n' : ''));
  const kinds = [classes, ...(rows.length <= SHORT_ROWS ? ['short'] : [])].join(' ').trim();
  // A table that is wider than the page is scrolled, also by keys.
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}">
      <table class="${kinds}">
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
    ${leftOut(table)} ${note === undefined || note === '' ? '' : html`<p class="note">${name(note)}</p>`}`;
}

function leftOut({ rows, columns }: Table): Html | '' {
  const parts = [
    ...(rows.length > MOST_ROWS ? [`the first ${MOST_ROWS} of ${count(rows.length)} rows`] : []),
    ...(columns.length > MOST_COLUMNS
      ? [`the first ${MOST_COLUMNS - 1} of ${count(columns.length - 1)} columns`]
      : []),
  ];
  return parts.length === 0
    ? ''
    : html`<p class="note">Shown are ${parts.join(' and ')}; the report’s tables as CSV have all.</p>`;
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
