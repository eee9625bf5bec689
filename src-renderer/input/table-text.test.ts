import { describe, expect, it } from 'vitest';
import { copyRows } from './table-text';

describe('copyRows', () => {
  it('is lines with tabs, quoted as spreadsheets write it, and a table of HTML', () => {
    const rows = [
      ['name', 'loss'],
      ['a\tb "c"', '0.5'],
      ['<b> & c', ''],
    ];
    expect(copyRows(rows, 1)).toEqual({
      text: 'name\tloss\n"a\tb ""c"""\t0.5\n<b> & c\t',
      html: '<table><tr><th>name</th><th>loss</th></tr><tr><td>a\tb "c"</td><td>0.5</td></tr><tr><td>&lt;b&gt; &amp; c</td><td></td></tr></table>',
    });
  });
});
