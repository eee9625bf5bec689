import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useNewFiles } from '../../testing/files/scratch';
import { convertFile } from '../index';
import { inspectFile } from '../profile/inspect';

const { file, folder } = useNewFiles();

describe('convertFile', () => {
  it('writes every cell as read, doubtful rows too', async () => {
    const to = join(folder, 'clean.csv');
    const done = await convertFile(file('x;X\n 1,50;"x;""y"""\n2\n-0;1e400\n'), to);
    expect(done).toMatchObject({ rows: 3, columns: ['x', 'X'], rejectedCount: 1, rejected: [{ line: 3 }] });
    expect(readFileSync(to, 'utf8')).toBe('x,X\n" 1,50","x;""y"""\n2,\n-0,1e400\n');
  });

  it('marks what a spreadsheet would compute, and no number', async () => {
    const to = join(folder, 'marked.csv');
    const text =
      'a;=b\n=1+1;-1.234,56\n@SUM(A1);+3\n-2+3+cmd|x;-\n"=HYPERLINK(""x"";1)";-1e-7\n+49 170 12;-5 %\nx=1;-a\n';
    const done = await convertFile(file(text), to, { dialect: { delimiter: ';' } });
    expect(done.formulas).toBe(6);
    expect(readFileSync(to, 'utf8')).toBe(
      `a,'=b\n'=1+1,"-1.234,56"\n'@SUM(A1),+3\n'-2+3+cmd|x,-\n"'=HYPERLINK(""x"";1)",-1e-7\n+49 170 12,-5 %\nx=1,'-a\n`,
    );
    const raw = await convertFile(file(text), to, { dialect: { delimiter: ';' } }, true);
    expect(raw.formulas).toBe(0);
    expect(readFileSync(to, 'utf8')).toContain('\n=1+1,"-1.234,56"\n@SUM(A1),+3\n');
  });

  it('keeps blank cells of a single column', async () => {
    const to = join(folder, 'single.csv');
    await convertFile(file('a\n1\n\n2\n'), to);
    expect((await inspectFile(to)).preview).toEqual([['1'], [null], ['2']]);
  });

  it('writes Parquet and reads it again', async () => {
    const to = join(folder, 'clean.parquet');
    await convertFile(file('x,X,t\n1.50,2,"a\nb"\n'), to);
    const report = await inspectFile(to);
    expect(report).toMatchObject({ format: 'parquet', preview: [['1.50', '2', 'a\nb']] });
    expect(report.columns.map(({ name }) => name)).toEqual(['x', 'X_2', 't']);
  });

  it('leaves nothing behind where it cannot write', async () => {
    const source = file('a,b\n1,2\n');
    await expect(convertFile(source, join(folder, 'out.xls'))).rejects.toMatchObject({
      info: { kind: 'usage' },
    });
    await expect(convertFile(source, join(folder, 'no', 'out.csv'))).rejects.toMatchObject({
      info: { kind: 'storage' },
    });
    const to = join(folder, 'taken.csv');
    mkdirSync(to);
    await expect(convertFile(source, to)).rejects.toMatchObject({ info: { kind: 'storage' } });
  });
});
