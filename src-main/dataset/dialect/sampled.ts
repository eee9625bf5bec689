import { RecordScanner, UNCLOSED, type Splitting } from '../scan/records';

/** A record of a sample; blank ones are left out. */
export interface SampledRecord {
  /** 1-based line in its sample; in the first sample that is its line in the file. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly parseError: string | null;
  /** A blank line stands before it, or one of nothing but delimiters. */
  readonly afterBlank: boolean;
}

/** One part of a file, cut to what is worth judging. */
export interface Sample {
  readonly text: string;
  /** Its lines, to see how they begin whatever the quotes say. */
  readonly lines: readonly string[];
  /** Signs that lines begin with and that may mean a comment. */
  readonly marks: readonly string[];
  /** More of the file follows, so that a quote may be closed there. */
  readonly isCut: boolean;
}

const HEAD_LINES = 300;
const OTHER_LINES = 120;
const SCREEN_LINES = 25;
/** Wide rows: fewer lines, but some. */
const JUDGED_CHARACTERS = 48 * 1024;
const MIN_LINES = 12;

/** Signs that begin comments, as people and programs write them. */
const MARKS = ['#', '%', '//', ';'] as const;

/** The beginning of each sample, as many lines as are worth judging. */
export function cutSamples(samples: readonly string[]): Sample[] {
  return samples.map((whole, i) =>
    cutLines(whole, i === 0 ? HEAD_LINES : OTHER_LINES, i < samples.length - 1),
  );
}

/** Less of them, to see at once which ways of splitting do badly: some lines from each part of the file. */
export function screenSamples(samples: readonly Sample[]): Sample[] {
  return samples.flatMap(({ text, lines, isCut }, i) => {
    if (lines.length <= 3 * SCREEN_LINES) return [{ text, lines, isCut, marks: samples[i]?.marks ?? [] }];
    const from = lines.slice(0, lines.length >> 1).join('\n').length;
    const later = text.slice(text.indexOf('\n', from) + 1);
    return [cutLines(text, SCREEN_LINES, isCut), cutLines(later, SCREEN_LINES, isCut)];
  });
}

function cutLines(whole: string, most: number, followed: boolean): Sample {
  const ends = /\r\n|\n|\r/g;
  let count = 0;
  let at = 0;
  while (count < most && (at < JUDGED_CHARACTERS || count < MIN_LINES)) {
    const found = ends.exec(whole);
    at = found === null ? whole.length : found.index + found[0].length;
    count++;
    if (found === null) break;
  }
  const text = whole.slice(0, at);
  const lines = text.split(/\r\n|\n|\r/);
  return {
    text,
    lines,
    marks: MARKS.filter((mark) => lines.some((line) => line.startsWith(mark))),
    isCut: at < whole.length || followed,
  };
}

/**
 * The records of each sample that are not blank.
 * @param omit lines of the file that are left out
 */
export function splitSamples(
  samples: readonly Sample[],
  splitting: Splitting,
  omit: readonly number[],
): SampledRecord[][] {
  // Whether the sample before ended inside a quoted cell.
  let isOpen = false;
  return samples.map((sample, i) => {
    if (i === 0) {
      const records = scan(sample.text, splitting, omit);
      const whole = sample.isCut ? beforeOpenCell(records) : records;
      isOpen = whole.length < records.length;
      return whole;
    }
    const records = enter(sample, { ...splitting, skip: 0 }, isOpen);
    if (records === null) return [];
    const whole = sample.isCut ? beforeOpenCell(records) : records;
    isOpen = whole.length < records.length;
    return whole;
  });
}

/**
 * A sample from later in the file may begin in the middle of a quoted cell: then what is quoted and
 * what is not change places. Null where all of it is one part of such a cell.
 */
function enter({ text }: Sample, splitting: Splitting, wasOpen: boolean): SampledRecord[] | null {
  const plain = scan(text, splitting, []);
  const flaws = countFlaws(plain);
  if (splitting.quote === '' || (flaws === 0 && !wasOpen)) return plain;
  const inside = scan(splitting.quote + text, splitting, []);
  if (wasOpen && inside[0]?.parseError === UNCLOSED) return null;
  const isBetter = countFlaws(inside) < flaws + Number(wasOpen);
  return isBetter ? inside.slice(1) : plain;
}

function scan(text: string, splitting: Splitting, omit: readonly number[]): SampledRecord[] {
  const records: SampledRecord[] = [];
  let afterBlank = false;
  const scanner = new RecordScanner(splitting, ({ line, cells, isBlank, parseError }) => {
    if (omit.includes(line)) return;
    // A row of nothing but delimiters parts tables as a blank line does.
    const isEmpty = isBlank || (parseError === null && cells.every((cell) => cell.trim() === ''));
    if (!isEmpty) records.push({ line, cells, parseError, afterBlank });
    afterBlank = isEmpty;
  });
  scanner.push(text);
  scanner.end();
  return records;
}

function countFlaws(records: readonly SampledRecord[]): number {
  return records.filter(({ parseError }) => parseError !== null).length;
}

/** Without what follows a quote that a cut sample does not see closed, if it is not rows like those before. */
function beforeOpenCell(records: SampledRecord[]): SampledRecord[] {
  const open = records.findIndex(({ parseError }) => parseError === UNCLOSED);
  if (open < 1) return records;
  const widths = new Set(records.slice(0, open).map(({ cells }) => cells.length));
  const after = records.slice(open);
  const alike = after.filter(({ cells }) => widths.has(cells.length)).length;
  return alike * 2 < after.length ? records.slice(0, open) : records;
}
