import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeTables } from './write-table';

const folder = mkdtempSync(join(tmpdir(), 'benchtop-latex-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const ASCII = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('');
const SIGNS =
  'αβγδεϵζηθικλμνξπρςστυφϕχψω ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ ±×÷−∞·→←≤≥≠≈∈∑√∂ ⁰¹²³⁹ ₀₁₂₉ – — … ‘a’ “b” µ° äöüßéłőčğ';

/** A table that is far wider than a page, and a small one, with whatever columns and classes may be called. */
const tables = [
  {
    caption: Array.from(ASCII).join(' '),
    columns: ['Setting', ...Array.from({ length: 8 }, (_, i) => `a long name of column ${i}`)],
    rows: [[SIGNS, 'x', 'x', 'x', 'x', 'x', 'x', 'x', 1.5e-9]],
    note: Array.from(ASCII).join(' '),
    stressed: [0],
  },
  { caption: Array.from(SIGNS).join(' '), columns: [ASCII, 'n'], rows: [['50%_a & b', Infinity]] },
];

function compile(program: string, head: string, text: string): { status: number | null; log: string } {
  const name = `${program}-${String(text.length)}`;
  writeFileSync(
    join(folder, `${name}.tex`),
    `\\documentclass{article}\n${head}\\usepackage{booktabs,graphicx}\n\\begin{document}\n${text}\\end{document}\n`,
  );
  const { status, stdout } = spawnSync(
    program,
    ['-draftmode', '-interaction=nonstopmode', '-halt-on-error', `${name}.tex`],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  return { status, log: stdout };
}

const hasLatex = spawnSync('pdflatex', ['--version']).status === 0;

describe('tables of a report', () => {
  it.skipIf(!hasLatex)('are set by LaTeX, whatever is in them, no wider than the text', () => {
    // The old encoding of fonts, and that which most papers of today ask for.
    for (const head of ['', '\\usepackage[T1]{fontenc}\n']) {
      const { status, log } = compile('pdflatex', head, writeTables(tables, 'latex'));
      expect([status, log.match(/^!.*|Overfull.*|Missing character.*/gm)]).toEqual([0, null]);
    }
  });

  it('say it where letters ask for another LaTeX', () => {
    const foreign = writeTables([{ caption: 'Привет', columns: ['a'], rows: [['b']] }], 'latex');
    expect(foreign.split('\n')[1]).toContain('use LuaLaTeX or XeLaTeX');
    expect(writeTables(tables, 'latex')).not.toContain('LuaLaTeX');
  });
});
