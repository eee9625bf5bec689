import { expect, it } from 'vitest';
import { tableHtml } from './table-html';

it('shows the first rows and columns of a large table, and says what it leaves out', () => {
  const wide = {
    caption: 'Runs',
    columns: ['Setting', ...Array.from({ length: 60 }, (_, c) => `run ${c}`)],
    rows: Array.from({ length: 1234 }, (_, r) => [`row ${r}`, ...Array.from({ length: 60 }, () => r)]),
  };
  const { text } = tableHtml(wide);
  expect(text.match(/<tr/g)).toHaveLength(201);
  expect(text.match(/scope="col"/g)).toHaveLength(40);
  expect(text).toContain('the first 200 of 1,234 rows and the first 39 of 60 columns');
  const { text: small } = tableHtml({
    ...wide,
    columns: wide.columns.slice(0, 40),
    rows: wide.rows.slice(0, 200),
  });
  expect(small.match(/<tr/g)).toHaveLength(201);
  expect(small).not.toContain('the first');
});
