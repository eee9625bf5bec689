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
  /** It may begin inside a quoted cell. */
  readonly isInside: boolean;
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
      isInside: i > 0,
    };
  });
}

/**
 * The records of a sample that are not blank.
 * @param omit lines of the file that are left out
 */
export function splitSample(sample: Sample, splitting: Splitting, omit: readonly number[]): SampledRecord[] {
  const plain = scan(sample.text, splitting, omit);
  if (!sample.isInside || splitting.quote === '') return settled(plain, sample);
  const flaws = countFlaws(plain);
  if (flaws === 0) return settled(plain, sample);
  // The sample was entered in the middle of a quoted cell: what is quoted and what is not changes places.
  const inside = scan(splitting.quote + sample.text, splitting, omit).slice(1);
  return settled(inside.length > 0 && countFlaws(inside) < flaws ? inside : plain, sample);
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

/** Without what follows a quote that the cut sample did not live to see closed. */
function settled(records: readonly SampledRecord[], { isCut }: Sample): SampledRecord[] {
  const open = isCut ? records.findIndex(({ flaw }) => flaw === UNCLOSED) : -1;
  return open > records.length / 2 || (open > 0 && records.length <= FEWEST_LINES)
    ? records.slice(0, open)
    : [...records];
}
