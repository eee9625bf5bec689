/** How a clean table is written. */
export interface Writing {
  readonly delimiter: string;
  readonly quote: string;
  /** Doubles a quote inside a cell where it is the quote itself. */
  readonly escape: string;
  readonly lineEnd: string;
}

export const PLAIN: Writing = { delimiter: ',', quote: '"', escape: '"', lineEnd: '\n' };

/** A file with one thing wrong, and the table that it holds. */
export interface Polluted {
  readonly name: string;
  readonly text: string;
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export const NAMES = [
  'DATE',
  'TIME',
  'Qty',
  'PRODUCTID',
  'Price',
  'ProductType',
  'Description',
  'URL',
  'Comments',
];

const TYPES = ['Mower', 'Cart', 'Kettle', 'Desk lamp', 'Chair'];
const WORDS = [
  'sturdy',
  'light',
  'green, foldable',
  'made of steel',
  '10" wide',
  "the maker's own",
  'new; boxed',
];
const ROWS = 84;

/** Orders of a shop: dates, ids, prices in dollars, texts with commas, quotes and line breaks, links. */
export const ORDERS: readonly (readonly string[])[] = Array.from({ length: ROWS }, (_, i) => {
  const word = (n: number): string => WORDS[(i * n + n) % WORDS.length]!;
  return [
    `${1 + (i % 12)}/${1 + (i % 28)}/2013`,
    `${7 + (i % 12)}:${String((i * 7) % 60).padStart(2, '0')}:${String((i * 13) % 60).padStart(2, '0')}`,
    String(1 + (i % 9)),
    `P-${1000 + i * 3}`,
    `$${(3 + i * 1.37).toFixed(2)}`,
    TYPES[i % TYPES.length]!,
    `A ${word(3)} one, ${word(5)}`,
    `http://shop.example/item/${i}?ref=a`,
    i % 11 === 4 ? `first line\nsecond, ${word(2)}` : i % 3 === 0 ? '' : `${word(2)}.`,
  ];
});

/** One record as text; cells that need no quotes have none. */
export function written(cells: readonly string[], { delimiter, quote, escape }: Writing): string {
  return cells
    .map((cell) => {
      const needs = cell.includes(delimiter) || cell.includes(quote) || /[\r\n]/.test(cell);
      if (quote === '' || !needs) return cell;
      const inner = escape === quote ? cell : cell.replaceAll(escape, escape + escape);
      return quote + inner.replaceAll(quote, escape + quote) + quote;
    })
    .join(delimiter);
}

const records = (writing: Writing): string[] => [NAMES, ...ORDERS].map((cells) => written(cells, writing));

/** Files of the same orders, each with one pollution, as a survey of open data found them. */
export function pollutedFiles(): Polluted[] {
  return [...written1(), ...layouts(), ...rowFaults()];
}

function file(name: string, text: string, rows = ORDERS, names: readonly string[] = NAMES): Polluted {
  return { name, text, names, rows };
}

function written1(): Polluted[] {
  const ways: [string, Partial<Writing>][] = [
    ['clean', {}],
    ['semicolons', { delimiter: ';' }],
    ['tabs', { delimiter: '\t' }],
    ['bars', { delimiter: '|' }],
    ['blanks', { delimiter: ' ' }],
    ['a comma and a blank', { delimiter: ', ' }],
    ['a semicolon and a blank', { delimiter: '; ' }],
    ['apostrophes as quotes', { quote: "'", escape: "'" }],
    ['backslashes before quotes', { escape: '\\' }],
    ['CRLF', { lineEnd: '\r\n' }],
    ['CR', { lineEnd: '\r' }],
  ];
  const whole = ways.map(([name, way]) => {
    const writing = { ...PLAIN, ...way };
    return file(name, records(writing).join(writing.lineEnd) + writing.lineEnd);
  });
  const lines = records(PLAIN);
  return [
    ...whole,
    file('line ends of all kinds', lines.map((line, i) => line + ['\n', '\r\n', '\r'][i % 3]!).join('')),
    file('no line end at the end', lines.join('\n')),
    file('two line ends at the end', `${lines.join('\n')}\n\n`),
    file('quotes around all cells', [NAMES, ...ORDERS].map(allQuoted).join('\n') + '\n'),
  ];
}

function allQuoted(cells: readonly string[]): string {
  return cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
}

function layouts(): Polluted[] {
  const lines = records(PLAIN);
  const [head = '', ...body] = lines;
  const text = (all: readonly string[]): string => `${all.join('\n')}\n`;
  const pad = ','.repeat(NAMES.length - 1);
  return [
    file('a preamble', text(['Orders of the shop', 'Exported, by hand', '', ...lines])),
    file('a padded preamble', text([`Orders of the shop${pad}`, pad, ...lines])),
    file('a footnote', text([...lines, 'Source: the shop itself'])),
    file('a padded footnote', text([...lines, pad, `* prices before tax${pad}`])),
    file('a smaller table below', text([...lines, '', 'Type,Count', 'Mower,17', 'Cart,17'])),
    file('a smaller table above', text(['Type,Count', 'Mower,17', 'Cart,17', '', ...lines])),
    file('the header twice', text([head, ...lines])),
    file('the header again half way', text([head, ...body.slice(0, 40), head, ...body.slice(40)])),
    file('an empty row in between', text([head, ...body.slice(0, 30), pad, '', ...body.slice(30)])),
    file('a name too many', text([`${head},More`, ...body])),
    file(
      'names and groups',
      text([`Order,,,Article${','.repeat(NAMES.length - 4)}`, ...lines]),
      ORDERS,
      groups('Order', 3, 'Article'),
    ),
    file('a preamble of keys', text([`Shop:,S1${pad.slice(1)}`, `Orders:,${ROWS}${pad.slice(1)}`, ...lines])),
    file('one row only', text([head, body[0]!]), ORDERS.slice(0, 1)),
    file('an empty column at the end', text(lines.map((line) => `${line},`))),
  ];
}

/** The names below two groups. */
const groups = (one: string, count: number, other: string): string[] =>
  NAMES.map((name, c) => `${c < count ? one : other} ${name}`);

/** One row with a cell less or more, or with a quote too many, at places all over the file. */
function rowFaults(): Polluted[] {
  const [head = ''] = records(PLAIN);
  const at = (row: number, record: string): string =>
    [head, ...ORDERS.map((cells, i) => (i === row ? record : written(cells, PLAIN)))].join('\n') + '\n';
  const atCell = (row: number, column: number): Polluted[] => {
    const cells = ORDERS[row]!;
    const all = (own: readonly string[]) => ORDERS.map((each, i) => (i === row ? own : each));
    const without = cells.filter((_, c) => c !== column);
    const more = [...cells.slice(0, column), '', ...cells.slice(column)];
    const gap = cells.map((cell, c) => (c === column ? '' : cell));
    return [
      file(`row ${row} without cell ${column}`, at(row, written(without, PLAIN)), all(gap)),
      file(`row ${row} with an empty cell before cell ${column}`, at(row, written(more, PLAIN))),
    ];
  };
  const inside = [0, 1, 41, ROWS - 1].flatMap((row) => [0, 4].flatMap((column) => atCell(row, column)));
  return [0, 1, 41, ROWS - 1]
    .flatMap((row) => {
      const cells = ORDERS[row]!;
      const others = ORDERS.map((own, i) => (i === row ? null : own));
      const put = (own: readonly string[]) => others.map((each) => each ?? own);
      const lost = cells.slice(0, -1);
      return [
        file(`row ${row} without its last cell`, at(row, written(lost, PLAIN)), put([...lost, ''])),
        file(`row ${row} with an empty cell more at its end`, at(row, `${written(cells, PLAIN)},`)),
        file(`row ${row} with two empty cells more at its end`, at(row, `${written(cells, PLAIN)},,`)),
        file(
          `row ${row} with a quote inside a quoted cell`,
          at(row, written([...cells.slice(0, 5), 'X'], PLAIN) + `,"A 5" wide one, new",${cells[7]},ok`),
          put([...cells.slice(0, 5), 'X', 'A 5" wide one, new', cells[7]!, 'ok']),
        ),
      ];
    })
    .concat(inside);
}
