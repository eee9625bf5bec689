import type { ReadingDoubt } from '../../../src-shared/dataset/doubt';
import type { LeftOutKind, LeftOutRows } from '../../../src-shared/dataset/left-out';
import type { Dialect } from '../../../src-shared/experiment/schema';

const MAX_PLACES = 20;

/** Lines that say what a file holds beside the table's rows, and the option that reads it as rows. */
export function leftOutLines(leftOut: readonly LeftOutRows[]): string[] {
  if (leftOut.length === 0) return [];
  const rows = leftOut.reduce((sum, { count }) => sum + count, 0);
  const kinds = [...new Set(leftOut.map(({ kind }) => kind))];
  const lines = leftOut.slice(0, MAX_PLACES).map(({ from, to, reason, text }) => {
    const [line = ''] = text.split(/[\r\n]/, 1);
    return `  ${from === to ? `line ${from}` : `lines ${from} to ${to}`}: ${reason}: ${line}`;
  });
  const more = leftOut.length - lines.length;
  return [
    `${rows} ${rows === 1 ? 'line is' : 'lines are'} left out (--keep ${kinds.map(keepOption).join(',')} reads ${rows === 1 ? 'it as a row' : 'them as rows'}):`,
    ...lines,
    ...(more > 0 ? [`  and ${more} more ${more === 1 ? 'place' : 'places'}`] : []),
  ];
}

/** A line for each doubt, with the options that give the other reading. */
export function doubtLines(doubts: readonly ReadingDoubt[]): string[] {
  return doubts.map(
    ({ message, label, dialect }) => `not certain: ${message} ${label}: ${formatOptions(dialect)}`,
  );
}

/** The word of `--keep` for a kind: `repeated-headers`. */
function keepOption(kind: LeftOutKind): string {
  return hyphened(kind);
}

/** The options that say what a dialect says. */
export function formatOptions(dialect: Dialect): string {
  return Object.entries(dialect)
    .map(([name, value]) => `--${hyphened(name)} ${optionValue(value)}`)
    .join(' ');
}

const NAMED: Readonly<Record<string, string>> = {
  '\t': 'tab',
  ' ': 'space',
  whitespace: 'spaces',
  '': 'none',
};

function optionValue(value: Dialect[keyof Dialect]): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map((each) => hyphened(String(each))).join(',');
  const text = String(value);
  const named = NAMED[text];
  if (named !== undefined) return named;
  return /^[\w.,:-]+$/.test(text) ? text : text.includes("'") ? `"${text}"` : `'${text}'`;
}

function hyphened(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
