import { say } from '../../../src-shared/language/say';
import { ENCODINGS, type EncodingName } from '../../../src-shared/dataset/encodings';
import type { DetectedDialect, RejectedCell } from '../../../src-shared/dataset/report';
import type {
  CategoryEncoding,
  ColumnType,
  RejectPolicy,
  SampleMethod,
  SplitMethod,
} from '../../../src-shared/experiment/schema';
import type { Role } from '../../state/dataset/edit/dataset-edit';
import type { FileColumn } from '../../state/dataset/table/file-columns.svelte';
import { formatQuantity, formatCount, formatNumber } from '../../text/format';

/** Texts of the view of a data file. */

type Options<T extends string> = readonly { readonly value: T; readonly label: string }[];

export const TYPE_LABELS: Readonly<Record<ColumnType, { letter: string; label: string }>> = {
  number: { letter: 'N', label: say('Number') },
  category: { letter: 'C', label: say('Category') },
  text: { letter: 'S', label: 'Text' },
  date: { letter: 'D', label: say('Date') },
};

export const ROLE_LABELS: Readonly<Record<Role, string>> = {
  feature: say('Feature'),
  target: say('Target'),
  weight: say('Weight'),
  ignore: say('Ignore'),
};

export const ENCODING_OPTIONS: Options<CategoryEncoding> = [
  { value: 'oneHot', label: say('One-hot: one column per category') },
  { value: 'ordinal', label: say('Ordinal: one column') },
];

export const REJECT_OPTIONS: readonly {
  readonly value: RejectPolicy;
  readonly label: string;
  readonly title: string;
}[] = [
  { value: 'drop', label: say('Drop these rows'), title: say('A row with such a cell is not trained on') },
  {
    value: 'missing',
    label: say('Treat as missing'),
    title: say('The cell counts as missing; the row may stay'),
  },
  { value: 'error', label: say('Stop'), title: say('No run starts while there are any') },
];

export const SPLIT_OPTIONS: Options<SplitMethod> = [
  { value: 'random', label: say('Drawn at random') },
  { value: 'stratified', label: say('At random, stratified by target') },
  { value: 'last', label: say('The last part') },
  { value: 'column', label: say('By a column') },
  { value: 'folds', label: say('One of several folds') },
];

export const SAMPLE_OPTIONS: Options<'all' | SampleMethod> = [
  { value: 'all', label: say('All rows') },
  { value: 'first', label: say('The first rows') },
  { value: 'every', label: say('Evenly spread') },
  { value: 'random', label: say('At random') },
];

export const OTHER = 'other';

export const DELIMITER_OPTIONS: Options<string> = [
  { value: ',', label: say('Comma') },
  { value: ';', label: say('Semicolon') },
  { value: '\t', label: 'Tab' },
  { value: '|', label: say('Pipe') },
  { value: ' ', label: 'Space' },
  { value: 'whitespace', label: say('Whitespace') },
  { value: OTHER, label: say('Other…') },
];

export const QUOTE_OPTIONS: Options<string> = [
  { value: '"', label: say('" double') },
  { value: "'", label: say("' single") },
  { value: '', label: say('None') },
];

export const ESCAPE_OPTIONS: Options<string> = [
  { value: '"', label: say('"" doubled') },
  { value: "'", label: say("'' doubled") },
  { value: '\\', label: say('\\ backslash') },
  { value: '', label: say('None') },
];

export const COMMENT_OPTIONS: Options<string> = [
  { value: '', label: say('None') },
  { value: '#', label: '#' },
  { value: '%', label: '%' },
  { value: '//', label: '//' },
  { value: ';', label: ';' },
];

export const HEADER_OPTIONS: Options<string> = ['0', '1', '2', '3'].map((value) => ({
  value,
  label: value === '0' ? say('None') : formatQuantity(Number(value), 'row'),
}));

const ENCODING_LABELS: Readonly<Record<EncodingName, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'utf-32le': 'UTF-32 LE',
  'utf-32be': 'UTF-32 BE',
  'latin-1': say('Latin-1'),
  'windows-1252': say('Windows-1252'),
  'windows-1250': say('Windows-1250, Central European'),
  'windows-1251': say('Windows-1251, Cyrillic'),
  'windows-1253': say('Windows-1253, Greek'),
  'windows-1254': say('Windows-1254, Turkish'),
  'windows-1255': say('Windows-1255, Hebrew'),
  'windows-1256': say('Windows-1256, Arabic'),
  'windows-1257': say('Windows-1257, Baltic'),
  'windows-1258': say('Windows-1258, Vietnamese'),
  'windows-874': say('Windows-874, Thai'),
  'iso-8859-2': say('ISO-8859-2, Central European'),
  'iso-8859-3': say('ISO-8859-3, South European'),
  'iso-8859-4': 'ISO-8859-4, Baltic',
  'iso-8859-5': 'ISO-8859-5, Cyrillic',
  'iso-8859-6': 'ISO-8859-6, Arabic',
  'iso-8859-7': 'ISO-8859-7, Greek',
  'iso-8859-8': 'ISO-8859-8, Hebrew',
  'iso-8859-8-i': 'ISO-8859-8-I, Hebrew',
  'iso-8859-10': 'ISO-8859-10, Nordic',
  'iso-8859-13': 'ISO-8859-13, Baltic',
  'iso-8859-14': 'ISO-8859-14, Celtic',
  'iso-8859-15': 'ISO-8859-15, Western',
  'iso-8859-16': 'ISO-8859-16, Romanian',
  'koi8-r': 'KOI8-R, Russian',
  'koi8-u': 'KOI8-U, Ukrainian',
  macintosh: say('Mac Roman'),
  'x-mac-cyrillic': say('Mac Cyrillic'),
  ibm866: 'IBM866, Cyrillic',
  shift_jis: say('Shift_JIS, Japanese'),
  'euc-jp': say('EUC-JP, Japanese'),
  'iso-2022-jp': say('ISO-2022-JP, Japanese'),
  gbk: say('GBK, Simplified Chinese'),
  gb18030: 'GB18030, Chinese',
  big5: say('Big5, Traditional Chinese'),
  'euc-kr': say('EUC-KR, Korean'),
};

export const ENCODING_NAMES: Options<EncodingName> = ENCODINGS.map((value) => ({
  value,
  label: ENCODING_LABELS[value],
}));

export const DECIMAL_OPTIONS: Options<'.' | ','> = [
  { value: '.', label: say('1.5 point') },
  { value: ',', label: say('1,5 comma') },
];

export const THOUSANDS_OPTIONS: Options<string> = [
  { value: '', label: say('None') },
  { value: ',', label: '1,000' },
  { value: '.', label: '1.000' },
  { value: ' ', label: '1 000' },
  { value: "'", label: "1'000" },
  { value: '_', label: '1_000' },
];

/** The options with the present value among them, whatever it is. */
export function withValue(options: Options<string>, value: string): Options<string> {
  if (options.some((option) => option.value === value)) return options;
  return [...options, { value, label: visible(value) }];
}

/** Blanks and control characters so that they can be seen. */
export function visible(text: string): string {
  return text
    .replace(/\t/g, '⇥')
    .replace(/[ \u00a0\u202f]/g, '␣')
    .replace(/[\u0000-\u001f]/g, (letter) => `U+${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Line ends and byte-order mark, which cannot be chosen. */
export function lineEndText({ newline, byteOrderMark }: DetectedDialect): string {
  const ends = { lf: 'LF', crlf: 'CRLF', cr: 'CR', mixed: say('mixed line ends') }[newline];
  return byteOrderMark ? say('{ends}, byte-order mark', { ends }) : ends;
}

/** "2 missing · 0 to 90 · mean 42.5 · std 3.1 · 190 distinct", as far as it is known. */
export function profileText({ profile, type }: FileColumn): string {
  if (profile === null) return '';
  const { min, max, mean, std, distinct, distinctAtLeast, missing, top, histogram } = profile;
  const parts: string[] = [];
  if (missing > 0) parts.push(say('{missing} missing', { missing: formatCount(missing) }));
  if (type === 'date') {
    if (histogram !== null) parts.push(`${dayText(histogram.low)} to ${dayText(histogram.high)}`);
  } else if (min !== null && max !== null) {
    parts.push(`${formatNumber(min)} to ${formatNumber(max)}`);
    if (mean !== null) parts.push(say('mean {mean}', { mean: formatNumber(mean, 3) }));
    if (std !== null) parts.push(say('std {std}', { std: formatNumber(std, 3) }));
  } else if (top[0] !== undefined && top[0].count > 1) {
    parts.push(say('most often “{word}”', { word: top[0].word }));
  }
  parts.push(
    say('{value}{distinct} distinct', {
      value: distinctAtLeast ? say('at least ') : '',
      distinct: formatCount(distinct),
    }),
  );
  return parts.join(' · ');
}

/** A day counted from 1970-01-01, as ISO 8601. */
function dayText(days: number): string {
  const date = new Date(days * 86_400_000);
  return Number.isNaN(date.getTime()) ? formatNumber(days) : date.toISOString().slice(0, 10);
}

/** Text of an invalid cell: "not a number". */
export function invalidCellText(type: ColumnType): string {
  const expected = { number: 'a number', date: 'a date', category: 'a category', text: say('text') }[type];
  return say('not {expected}', { expected });
}

/** "line 12, Height". */
export function locationText({ line, column }: RejectedCell): string {
  const where =
    column === null ? '' : `, ${typeof column === 'number' ? say('column {column}', { column }) : column}`;
  return say('line {line}{where}', { line: formatCount(line), where });
}
