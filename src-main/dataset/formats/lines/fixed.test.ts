import { expect, it } from 'vitest';
import { useScratch } from '../../../testing/files/scratch';
import { inspectFile } from '../../profile/inspect';
import { previewFile, readPage } from '../../preview/preview';
import { readCells } from '../../fixtures/files';
import { fixedColumns } from '../../source/format/fixed-width';

const file = useScratch();
const TEXT = `name        city        score   since
Ann Smith   New York       12   2024-01-05
Bob         Rome            7   2023-11-30
Cid Moe                     9   2024-02-29

Dee         Rio            10   2022-07-01
`;

it('cuts lines where all have blanks, whatever is blank or missing inside', async () => {
  const path = file('cities.txt', TEXT);
  expect(await readCells(path)).toEqual([
    ['name', 'city', 'score', 'since'],
    ['Ann Smith', 'New York', '12', '2024-01-05'],
    ['Bob', 'Rome', '7', '2023-11-30'],
    ['Cid Moe', null, '9', '2024-02-29'],
    ['Dee', 'Rio', '10', '2022-07-01'],
  ]);
  const { format, doubts, columns, notes } = await previewFile(path);
  expect(format).toBe('fixed');
  expect(notes[0]).toBe(
    'Cells are cut where all lines have blanks: 4 columns, from the characters 1, 13, 25, 33 on.',
  );
  expect(columns.map(({ type }) => type)).toEqual(['text', 'text', 'number', 'date']);
  expect(doubts[0]).toMatchObject({ label: 'Cut at every blank', dialect: { delimiter: 'whitespace' } });
  expect((await readPage(path, {}, 0, 9)).rows.map(({ line }) => line)).toEqual([2, 3, 4, 6]);
});

it('takes the other reading where it is asked for', async () => {
  const { format, dialect } = await inspectFile(file('again.txt', TEXT), {
    dialect: { delimiter: 'whitespace' },
  });
  expect(format).toBe('csv');
  expect(dialect.delimiter).toBe('whitespace');
});

it.each([
  ['equally many words', 'a b c\n1 2 3\n4 5 6\n7 8 9\n1 2 3\n'],
  ['delimiters', 'a, b c, d\n1, x, 2\n2, y z, 3\n3, x, 4\n4, y, 5\n'],
  [
    'prose',
    'It was the best of times, it was\nthe worst of times, it was the age\nof wisdom, it was the age of\nfoolishness, it was the epoch of\nbelief and of much else.\n',
  ],
  [
    'sentences of one pattern',
    'note\na note of day number 0\na note of day number 17\na note of day number 234\na note of day number 5\n',
  ],
  ['comments', 'a b c\n1 2 3 # two words\n4 5 6\n7 8 9 # one\n1 2 3\n'],
  ['quotes', '1 "a b" 2\n10 "c" 3\n4 "d e" 5\n6 "f" 7\n'],
  ['few lines', 'a b  1\nc    2\n'],
])('leaves %s alone', (_, text) => {
  expect(fixedColumns(text.split('\n').filter((line) => line !== ''))).toBeNull();
});
