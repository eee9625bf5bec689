import { describe, expect, it } from 'vitest';
import { latexText } from './latex-text';
import { withoutEmpty, type Table } from './table';
import { csvTable, latexTable, markdownTable, writeTables } from './write-table';

const TABLE: Table = {
  caption: 'R&D 50 %',
  columns: ['Name', 'Value'],
  rows: [
    ['a_b {x} $1 #2 ~^\\', 0.123456],
    ['=SUM(A1)', 12345],
    ['a|b <i>', -1.5e-7],
    ['none', null],
  ],
  note: 'n − 1',
  stressed: [1],
};

/** Whether braces of a text close in their order, those that are escaped left out. */
function isBalanced(text: string): boolean {
  let depth = 0;
  for (const brace of text.replace(/\\[\\{}$&#_%]/g, '').replace(/[^{}]/g, '')) {
    depth += brace === '{' ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

describe('tables for papers', () => {
  it('are LaTeX of booktabs, with everything escaped and as many cells in each row', () => {
    const text = latexTable(TABLE);
    expect(text).toContain('\\caption{R\\&D 50 \\%}');
    expect(text).toContain('\\begin{tabular}{lr}');
    expect(text).toContain(
      '    a\\_b \\{x\\} \\$1 \\#2 \\textasciitilde{}\\textasciicircum{}\\textbackslash{} & $0.1235$ \\\\',
    );
    expect(text).toContain('\\textbf{=SUM(A1)} & \\textbf{$12{,}345$} \\\\');
    expect(text).toContain('a\\textbar{}b \\textless{}i\\textgreater{} & $-1.5\\times 10^{-7}$ \\\\');
    expect(text).toContain('{\\footnotesize n $-$ 1}');
    expect(isBalanced(text)).toBe(true);
    const rows = text.split('\n').filter((line) => line.endsWith('\\\\'));
    expect(rows).toHaveLength(5);
    for (const row of rows) expect(row.replace(/\\&/g, '').split('&')).toHaveLength(2);
    for (const [begin] of text.matchAll(/\\begin\{(\w+)\}/g))
      expect(text).toContain(begin.replace('begin', 'end'));
    // What is not escaped is a command, math or a line's end.
    expect(latexText('%_#&$')).toBe('\\%\\_\\#\\&\\$');
    expect(latexText('a\u202eb\nc')).toBe('a b c');
  });

  it('are Markdown whose cells stay cells', () => {
    const lines = markdownTable(TABLE).split('\n');
    expect(lines.slice(0, 5)).toEqual([
      '**R&amp;D 50 %**',
      '',
      '| Name | Value |',
      '| :-- | --: |',
      '| a\\_b {x} $1 \\#2 \\~^\\\\ | 0.1235 |',
    ]);
    expect(lines[6]).toBe('| a\\|b &lt;i> | −1.5e−7 |');
  });

  it('are CSV with all digits, in which no text is a formula', () => {
    expect(csvTable(TABLE)).toBe(
      "R&D 50 %\r\nName,Value\r\na_b {x} $1 #2 ~^\\,0.123456\r\n'=SUM(A1),12345\r\na|b <i>,-1.5e-7\r\nnone,\r\n",
    );
    expect(csvTable({ caption: 'a,"b"', columns: ['x'], rows: [['two\nlines']] })).toBe(
      '"a,""b"""\r\nx\r\n"two\nlines"\r\n',
    );
  });

  it('stand one after another, without columns that say nothing', () => {
    expect(writeTables([TABLE, TABLE], 'latex').match(/\\begin\{table\}/g)).toHaveLength(2);
    const bare = withoutEmpty({
      caption: '',
      columns: ['a', 'b', 'c'],
      rows: [
        ['x', null, 1],
        ['y', '', 2],
      ],
    });
    expect([bare.columns, bare.rows]).toEqual([
      ['a', 'c'],
      [
        ['x', 1],
        ['y', 2],
      ],
    ]);
  });
});
