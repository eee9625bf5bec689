import { RecordScanner, UNCLOSED, type Splitting } from './records';

/** A record of a sample; blank ones are left out. */
export interface SampledRecord {
  /** 1-based line in its sample; in the first sample that is its line in the file. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly flaw: string | null;
  /** A blank line stands before it. */
  readonly afterBlank: boolean;
}

/** One part of a file, cut to what is worth judging. */
export interface Sample {
  readonly text: string;
  /** Its lines, to see how they begin whatever the quotes say. */
  readonly lines: readonly string[];
  /** More of the file follows, so that a quote may be closed there. */
  readonly isCut: boolean;
}

const HEAD_LINES = 400;
const OTHER_LINES = 200;
/** Wide rows: fewer lines, but some. */
const JUDGED_CHARACTERS = 48 * 1024;
const FEWEST_LINES = 12;

/** The beginning of each sample, as many lines as are worth judging. */
export function cutSamples(samples: readonly string[]): Sample[] {
  return samples.map((whole, i) => {
    const most = i === 0 ? HEAD_LINES : OTHER_LINES;
    const ends = /\r\n|\n|\r/g;
    let lines = 0;
    let at = 0;
    while (lines < most && (at < JUDGED_CHARACTERS || lines < FEWEST_LINES)) {
      const found = ends.exec(whole);
      at = found === null ? whole.length : found.index + found[0].length;
      lines++;
      if (found === null) break;
    }
    const text = whole.slice(0, at);
    return {
      text,
      lines: text.split(/\r\n|\n|\r/),
      isCut: at < whole.length || i < samples.length - 1,
    };
  });
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
  let wasOpen = false;
  return samples.map((sample, i) => {
    const records =
      i === 0 ? scan(sample.text, splitting, omit) : enter(sample, { ...splitting, skip: 0 }, wasOpen);
    if (records === null) return [];
    const whole = sample.isCut ? beforeOpenCell(records) : records;
    wasOpen = whole.length < records.length;
    return whole;
  });
}

/**
 * A sample from later in the file may begin in the middle of a quoted cell: then what is quoted and
 * what is not change places.
 */
function enter({ text }: Sample, splitting: Splitting, wasOpen: boolean): SampledRecord[] | null {
  const plain = scan(text, splitting, []);
  const flaws = countFlaws(plain);
  if (splitting.quote === '' || (flaws === 0 && !wasOpen)) return plain;
  const inside = scan(splitting.quote + text, splitting, []);
  const isWholeInside = inside[0]?.flaw === UNCLOSED;
  if (wasOpen && (isWholeInside || countFlaws(inside) <= flaws))
    return isWholeInside ? null : inside.slice(1);
  return countFlaws(inside) < flaws ? inside.slice(1) : plain;
}

function scan(text: string, splitting: Splitting, omit: readonly number[]): SampledRecord[] {
  const records: SampledRecord[] = [];
  let afterBlank = false;
  const scanner = new RecordScanner(splitting, ({ line, cells, isBlank, flaw }) => {
    if (omit.includes(line)) return;
    if (!isBlank) records.push({ line, cells, flaw, afterBlank });
    afterBlank = isBlank;
  });
  scanner.push(text);
  scanner.end();
  return records;
}

function countFlaws(records: readonly SampledRecord[]): number {
  return records.filter(({ flaw }) => flaw !== null).length;
}

/** Without what follows a quote that a cut sample does not see closed, if it is not rows like those before. */
function beforeOpenCell(records: SampledRecord[]): SampledRecord[] {
  const open = records.findIndex(({ flaw }) => flaw === UNCLOSED);
  if (open < 1) return records;
  const widths = new Set(records.slice(0, open).map(({ cells }) => cells.length));
  const after = records.slice(open);
  const alike = after.filter(({ cells }) => widths.has(cells.length)).length;
  return alike * 2 < after.length ? records.slice(0, open) : records;
}
