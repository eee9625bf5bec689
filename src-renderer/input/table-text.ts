import { numberMarks, plainNumber } from '../text/locale';

/** A table or a part of it as the clipboard takes it. */
export interface CopiedTable {
  /** A line a row, tabs between cells: what a spreadsheet pastes. */
  readonly text: string;
  readonly html: string;
}

const CELL = 'td, th, [role=gridcell], [role=rowheader], [role=columnheader]';

/** The cell of a table that an element is in; null: it is in none. */
export function findCell(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(CELL) : null;
}

/** Text of a cell: a number without its thousands marks and with a point, as programs read it, and with all its digits where the cell tells them. */
export function cellValue(cell: HTMLElement): string {
  const full = cell.dataset['tip'] ?? '';
  const shown = shownText(cell);
  return isNumber(shown) && isNumber(full) ? plainNumber(full) : isNumber(shown) ? plainNumber(shown) : shown;
}

/** A whole table, by rows, with what spans several columns in the first of them. */
export function copyTable(table: HTMLTableElement): CopiedTable {
  const rows = [...table.rows].map((row) =>
    [...row.cells].flatMap((cell) => [cellValue(cell), ...Array<string>(cell.colSpan - 1).fill('')]),
  );
  return copyRows(rows, table.tHead?.rows.length ?? 0);
}

/** @param heads rows at the top that are heads */
export function copyRows(rows: readonly (readonly string[])[], heads: number): CopiedTable {
  const lines = rows.map((cells) => cells.map(quoted).join('\t'));
  const html = rows.map((cells, index) => {
    const tag = index < heads ? 'th' : 'td';
    return `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  });
  return { text: lines.join('\n'), html: `<table>${html.join('')}</table>` };
}

/** What is read, without what only a screen reader says and what stands on buttons. */
function shownText(cell: HTMLElement): string {
  const copy = cell.cloneNode(true) as HTMLElement;
  for (const hidden of copy.querySelectorAll('.visually-hidden, svg, select, input')) hidden.remove();
  return copy.textContent.replace(/\s+/gu, ' ').trim();
}

function isNumber(text: string): boolean {
  const { decimal, group } = numberMarks();
  const parts = [...text].map((mark) => (mark === decimal ? '.' : mark === group ? ',' : mark)).join('');
  return /^[-−+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:e[-−+]?\d+)?$/iu.test(parts) && /\d/u.test(parts);
}

/** A cell that would fall apart or be joined to another stands in quotes, as spreadsheets write it. */
function quoted(cell: string): string {
  return /[\t\n"]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function escaped(text: string): string {
  return text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;');
}

/** Puts a table into the clipboard while its event of copying is under way. */
export function putTable(event: ClipboardEvent, { text, html }: CopiedTable): void {
  event.clipboardData?.setData('text/plain', text);
  event.clipboardData?.setData('text/html', html);
  event.preventDefault();
}
