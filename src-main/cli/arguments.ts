import { parseArgs } from 'node:util';
import { fail } from '../../src-shared/errors';
import { LEFT_OUT_KINDS, type LeftOutKind } from '../../src-shared/dataset/left-out';
import { dialectSchema, type Dialect } from '../../src-shared/experiment/schema';
import { splitCells } from '../files/csv-text';

const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;

const OPTIONS = {
  workspace: TEXT,
  json: FLAG,
  help: { ...FLAG, short: 'h' },
  version: FLAG,
  // run
  set: { ...TEXT, multiple: true },
  seed: TEXT,
  repeat: TEXT,
  'same-data': FLAG,
  data: TEXT,
  features: TEXT,
  target: TEXT,
  weight: TEXT,
  filter: TEXT,
  scaling: TEXT,
  missing: TEXT,
  split: TEXT,
  // sweep
  trials: TEXT,
  halving: FLAG,
  factor: TEXT,
  minutes: TEXT,
  metric: TEXT,
  goal: TEXT,
  // predict, surface, evaluate, export, convert
  points: TEXT,
  // of predict a number, of sweep path=low..high
  random: { ...TEXT, multiple: true },
  match: { ...TEXT, multiple: true },
  step: TEXT,
  on: TEXT,
  // of surface its size, of sweep path=a,b,c
  grid: { ...TEXT, multiple: true },
  format: TEXT,
  to: TEXT,
  where: FLAG,
  // compare
  baseline: TEXT,
  differences: FLAG,
  // runs
  sort: TEXT,
  limit: TEXT,
  all: FLAG,
  // reading a file
  columns: TEXT,
  delimiter: TEXT,
  quote: TEXT,
  escape: TEXT,
  encoding: TEXT,
  header: TEXT,
  skip: TEXT,
  decimal: TEXT,
  thousands: TEXT,
  na: TEXT,
  comment: TEXT,
  'inline-comments': TEXT,
  keep: TEXT,
} as const;

export interface Arguments {
  readonly command: string | null;
  readonly operands: readonly string[];
  readonly options: {
    readonly [K in keyof typeof OPTIONS]?: K extends 'set' | 'match' | 'grid' | 'random'
      ? string[]
      : (typeof OPTIONS)[K] extends { type: 'boolean' }
        ? boolean
        : string;
  };
}

/** @throws BenchtopError `usage` */
export function parseArguments(args: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args: joined(args),
      options: OPTIONS,
      allowPositionals: true,
      strict: true,
    });
    const [command = null, ...operands] = positionals;
    return { command, operands, options: values };
  } catch (error) {
    const message = (error as Error).message.split('. ')[0] ?? 'bad arguments';
    throw fail('usage', `${message}. "benchtop --help" lists the commands.`);
  }
}

/** A value may begin with a dash ("--points -1,2"): it is tied to its option before parsing. */
function joined(args: readonly string[]): string[] {
  const tied: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const next = args[i + 1];
    const option = arg.startsWith('--')
      ? (OPTIONS as Record<string, { type: string }>)[arg.slice(2)]
      : undefined;
    if (option?.type === 'string' && next !== undefined) {
      tied.push(`${arg}=${next}`);
      i++;
    } else tied.push(arg);
  }
  return tied;
}

/** An option that must be a whole number from `min` on. */
export function wholeNumber(text: string | undefined, name: string, fallback: number, min = 0): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= min) return value;
  throw fail('usage', `--${name} must be a whole number from ${min} on, not "${text}".`, { field: name });
}

/** Parts between commas; a part in double quotes may hold commas: `a,"b, c"`. */
export function list(text: string | undefined): string[] | undefined {
  return text === undefined ? undefined : splitCells(text).map((part) => part.trim());
}

const NAMED: Readonly<Record<string, string>> = {
  tab: '\t',
  '\\t': '\t',
  comma: ',',
  semicolon: ';',
  pipe: '|',
  space: ' ',
  spaces: 'whitespace',
};

/** Other names of the same encodings. */
const ENCODINGS: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  'utf-16': 'utf-16le',
  utf16: 'utf-16le',
  latin1: 'latin-1',
  'iso-8859-1': 'latin-1',
  cp1252: 'windows-1252',
};

/** A character by its name or as it is; `none` switches it off. */
function character(text: string | undefined): string | undefined {
  return text === 'none' ? '' : text === undefined ? undefined : (NAMED[text] ?? text);
}

function encodingOf(text: string | undefined): string | undefined {
  const name = text?.toLowerCase();
  return name === undefined ? undefined : (ENCODINGS[name] ?? name);
}

/** How to read a file, from the options that say so; the rest is detected. */
export function dialectOf({ options }: Arguments): Dialect | undefined {
  const dialect = {
    delimiter: character(options.delimiter),
    quote: character(options.quote),
    escape: character(options.escape),
    comment: character(options.comment),
    encoding: encodingOf(options.encoding),
    header: options.header === undefined ? undefined : headerOf(options.header),
    skip: options.skip === undefined ? undefined : wholeNumber(options.skip, 'skip', 0),
    decimal: character(options.decimal),
    thousands: character(options.thousands),
    na: list(options.na),
    keep: options.keep === undefined ? undefined : keptOf(options.keep),
    inlineComments: yesOrNo(options['inline-comments'], 'inline-comments'),
  };
  const given = Object.fromEntries(Object.entries(dialect).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length === 0) return undefined;
  const parsed = dialectSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0] ?? 'option');
  throw fail('usage', `--${name} is not usable: ${issue?.message ?? 'unknown value'}.`, { field: name });
}

/** What is read as rows though it looks like something else: `footers,empty-rows`, or `all`. */
function keptOf(text: string): LeftOutKind[] {
  if (text === 'all') return [...LEFT_OUT_KINDS];
  const kinds = new Map(LEFT_OUT_KINDS.map((kind) => [optionWord(kind), kind]));
  return text.split(',').map((word) => {
    const kind = kinds.get(word.trim().toLowerCase());
    if (kind !== undefined) return kind;
    throw fail(
      'usage',
      `--keep takes all, or some of ${[...kinds.keys()].join(', ')}; not "${word.trim()}".`,
      {
        field: 'keep',
      },
    );
  });
}

/** `emptyRows` as people type it: `empty-rows`. */
function optionWord(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function yesOrNo(text: string | undefined, name: string): boolean | undefined {
  if (text === undefined) return undefined;
  if (['yes', 'true'].includes(text)) return true;
  if (['no', 'false'].includes(text)) return false;
  throw fail('usage', `--${name} is yes or no, not "${text}".`, { field: name });
}

function headerOf(text: string): number {
  if (['yes', 'true'].includes(text)) return 1;
  if (['no', 'none', 'false'].includes(text)) return 0;
  return wholeNumber(text, 'header', 0);
}

/** An option that stands once: of several its last. */
export function last(values: readonly string[] | undefined): string | undefined {
  return values?.[values.length - 1];
}
