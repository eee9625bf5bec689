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
  number: { letter: 'N', label: 'Number' },
  category: { letter: 'C', label: 'Category' },
  text: { letter: 'S', label: 'Text' },
  date: { letter: 'D', label: 'Date' },
};

export const ROLE_LABELS: Readonly<Record<Role, string>> = {
  feature: 'Feature',
  target: 'Target',
  weight: 'Weight',
  ignore: 'Ignore',
};

export const ENCODING_OPTIONS: Options<CategoryEncoding> = [
  { value: 'oneHot', label: 'One-hot: one column per category' },
  { value: 'ordinal', label: 'Ordinal: one column' },
];

export const REJECT_OPTIONS: readonly {
  readonly value: RejectPolicy;
  readonly label: string;
  readonly title: string;
}[] = [
  { value: 'drop', label: 'Drop these rows', title: 'A row with such a cell is not trained on' },
  { value: 'missing', label: 'Treat as missing', title: 'The cell counts as missing; the row may stay' },
  { value: 'error', label: 'Stop', title: 'No run starts while there are any' },
];

export const SPLIT_OPTIONS: Options<SplitMethod> = [
  { value: 'random', label: 'Drawn at random' },
  { value: 'stratified', label: 'At random, stratified by target' },
  { value: 'last', label: 'The last part' },
  { value: 'column', label: 'By a column' },
  { value: 'folds', label: 'One of several folds' },
];

export const SAMPLE_OPTIONS: Options<'all' | SampleMethod> = [
  { value: 'all', label: 'All rows' },
  { value: 'first', label: 'The first rows' },
  { value: 'every', label: 'Evenly spread' },
  { value: 'random', label: 'At random' },
];

export const OTHER = 'other';

export const DELIMITER_OPTIONS: Options<string> = [
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Pipe' },
  { value: ' ', label: 'Space' },
  { value: 'whitespace', label: 'Whitespace' },
  { value: OTHER, label: 'Other…' },
];

export const QUOTE_OPTIONS: Options<string> = [
  { value: '"', label: '" double' },
  { value: "'", label: "' single" },
  { value: '', label: 'None' },
];

export const ESCAPE_OPTIONS: Options<string> = [
  { value: '"', label: '"" doubled' },
  { value: "'", label: "'' doubled" },
  { value: '\\', label: '\\ backslash' },
  { value: '', label: 'None' },
];

export const COMMENT_OPTIONS: Options<string> = [
  { value: '', label: 'None' },
  { value: '#', label: '#' },
  { value: '%', label: '%' },
  { value: '//', label: '//' },
  { value: ';', label: ';' },
];

export const HEADER_OPTIONS: Options<string> = ['0', '1', '2', '3'].map((value) => ({
  value,
  label: value === '0' ? 'None' : formatQuantity(Number(value), 'row'),
}));

const ENCODING_LABELS: Readonly<Record<EncodingName, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'utf-32le': 'UTF-32 LE',
  'utf-32be': 'UTF-32 BE',
  'latin-1': 'Latin-1',
  'windows-1252': 'Windows-1252',
  'windows-1250': 'Windows-1250, Central European',
  'windows-1251': 'Windows-1251, Cyrillic',
  'windows-1253': 'Windows-1253, Greek',
  'windows-1254': 'Windows-1254, Turkish',
  'windows-1255': 'Windows-1255, Hebrew',
  'windows-1256': 'Windows-1256, Arabic',
  'windows-1257': 'Windows-1257, Baltic',
  'windows-1258': 'Windows-1258, Vietnamese',
  'windows-874': 'Windows-874, Thai',
  'iso-8859-2': 'ISO-8859-2, Central European',
  'iso-8859-3': 'ISO-8859-3, South European',
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
  macintosh: 'Mac Roman',
  'x-mac-cyrillic': 'Mac Cyrillic',
  ibm866: 'IBM866, Cyrillic',
  shift_jis: 'Shift_JIS, Japanese',
  'euc-jp': 'EUC-JP, Japanese',
  'iso-2022-jp': 'ISO-2022-JP, Japanese',
  gbk: 'GBK, Simplified Chinese',
  gb18030: 'GB18030, Chinese',
  big5: 'Big5, Traditional Chinese',
  'euc-kr': 'EUC-KR, Korean',
};

export const ENCODING_NAMES: Options<EncodingName> = ENCODINGS.map((value) => ({
  value,
  label: ENCODING_LABELS[value],
}));

export const DECIMAL_OPTIONS: Options<'.' | ','> = [
  { value: '.', label: '1.5 point' },
  { value: ',', label: '1,5 comma' },
];

export const THOUSANDS_OPTIONS: Options<string> = [
  { value: '', label: 'None' },
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
  const ends = { lf: 'LF', crlf: 'CRLF', cr: 'CR', mixed: 'mixed line ends' }[newline];
  return byteOrderMark ? `${ends}, byte-order mark` : ends;
}

/** "2 missing · 0 to 90 · mean 42.5 · std 3.1 · 190 distinct", as far as it is known. */
export function profileText({ profile, type }: FileColumn): string {
  if (profile === null) return '';
  const { min, max, mean, std, distinct, distinctAtLeast, missing, top, histogram } = profile;
  const parts: string[] = [];
  if (missing > 0) parts.push(`${formatCount(missing)} missing`);
  if (type === 'date') {
    if (histogram !== null) parts.push(`${dayText(histogram.low)} to ${dayText(histogram.high)}`);
  } else if (min !== null && max !== null) {
    parts.push(`${formatNumber(min)} to ${formatNumber(max)}`);
    if (mean !== null) parts.push(`mean ${formatNumber(mean, 3)}`);
    if (std !== null) parts.push(`std ${formatNumber(std, 3)}`);
  } else if (top[0] !== undefined && top[0].count > 1) {
    parts.push(`most often “${top[0].word}”`);
  }
  parts.push(`${distinctAtLeast ? 'at least ' : ''}${formatCount(distinct)} distinct`);
  return parts.join(' · ');
}

/** A day counted from 1970-01-01, as ISO 8601. */
function dayText(days: number): string {
  const date = new Date(days * 86_400_000);
  return Number.isNaN(date.getTime()) ? formatNumber(days) : date.toISOString().slice(0, 10);
}

/** Text of an invalid cell: "not a number". */
export function invalidCellText(type: ColumnType): string {
  const expected = { number: 'a number', date: 'a date', category: 'a category', text: 'text' }[type];
  return `not ${expected}`;
}

/** "line 12, Height". */
export function locationText({ line, column }: RejectedCell): string {
  const where = column === null ? '' : `, ${typeof column === 'number' ? `column ${column}` : column}`;
  return `line ${formatCount(line)}${where}`;
}
