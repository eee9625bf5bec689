import { figure } from '../html/numbers';
import { latexText, needsOtherFonts } from './latex-text';
import { isNumeric, type Cell, type Table } from './table';

/** Formats that tables are written in for papers. */
export type TableFormat = 'latex' | 'markdown' | 'csv';

/** Tables one after another in a format. */
export function writeTables(tables: readonly Table[], format: TableFormat): string {
  switch (format) {
    case 'latex':
      return latexTables(tables);
    case 'markdown':
      return tables.map(markdownTable).join('\n');
    case 'csv':
      return tables.map(csvTable).join('\r\n');
  }
}

function latexTables(tables: readonly Table[]): string {
  const text = tables.map(latexTable).join('\n');
  const head = [
    '% Needs \\usepackage{booktabs,graphicx}',
    ...(needsOtherFonts(text)
      ? ['% Holds letters that pdfLaTeX has no font for: use LuaLaTeX or XeLaTeX, with a font that has them']
      : []),
  ];
  return `${head.join('\n')}\n\n${text}`;
}

/**
 * A `table` of LaTeX with booktabs' lines; numbers in math mode, everything else escaped. One that is wider than the
 * lines of the text is made as narrow as they are.
 */
export function latexTable(table: Table): string {
  const { caption, columns, rows, note, stressed = [] } = table;
  const kinds = columns.map((_, c) => (isNumeric(table, c) ? 'r' : 'l')).join('');
  const body = rows.map((row, r) => {
    const cells = columns.map((_, c) => latexCell(row[c] ?? null));
    const shown = stressed.includes(r)
      ? cells.map((cell) => (cell === '' ? '' : `\\textbf{${cell}}`))
      : cells;
    return `    ${shown.join(' & ')} \\\\`;
  });
  return [
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${latexText(caption)}}`,
    '  \\resizebox{\\ifdim\\width>\\linewidth \\linewidth\\else\\width\\fi}{!}{%',
    `  \\begin{tabular}{${kinds}}`,
    '    \\toprule',
    `    ${columns.map(latexText).join(' & ')} \\\\`,
    '    \\midrule',
    ...body,
    '    \\bottomrule',
    '  \\end{tabular}}',
    ...(note === undefined ? [] : [`  \\par\\smallskip{\\footnotesize ${latexText(note)}}`]),
    '\\end{table}',
    '',
  ].join('\n');
}

function latexCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return latexText(cell);
  const text = figure(cell).replace(/\u2212/g, '-');
  if (text === '–') return '--';
  if (/∞/.test(text)) return `$${text.replace('∞', '\\infty')}$`;
  const [mantissa = '', exponent] = text.split('e');
  const number = mantissa.replace(/,/g, '{,}');
  return exponent === undefined ? `$${number}$` : `$${number}\\times 10^{${exponent}}$`;
}

/** A table of GitHub's Markdown under its caption. */
export function markdownTable(table: Table): string {
  const { caption, columns, rows, note } = table;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    `**${markdownText(caption)}**`,
    '',
    line(columns.map(markdownText)),
    line(columns.map((_, c) => (isNumeric(table, c) ? '--:' : ':--'))),
    ...rows.map((row) => line(columns.map((_, c) => markdownCell(row[c] ?? null)))),
    ...(note === undefined ? [] : ['', markdownText(note)]),
    '',
  ].join('\n');
}

function markdownCell(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'number' ? figure(cell) : markdownText(cell);
}

/** A text that Markdown shows as it is, in a cell of a table too. */
function markdownText(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*_[\]|~#]/g, '\\$&');
}

/** A table of RFC 4180 with all digits; a row with the caption stands before the names. */
export function csvTable({ caption, columns, rows }: Table): string {
  const line = (cells: readonly Cell[]): string => cells.map(csvCell).join(',');
  return [
    line([caption]),
    line(columns),
    ...rows.map((row) => line(columns.map((_, c) => row[c] ?? null))),
    '',
  ].join('\r\n');
}

/** A spreadsheet takes a text that begins like a formula for one: an apostrophe stands before it. */
function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
