import { problemText, type ErrorInfo } from '../../../src-shared/errors';
import type { StoredRun } from '../../../src-shared/run/record/record';

/** `1 row`, `25,000 rows`. */
export function quantity(count: number, one: string): string {
  return `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;
}

/** Four significant digits, as in the window; whole numbers as they are. */
export function short(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  return String(Number(value.toPrecision(4)));
}

/** Digits that a double has at most. */
const MAX_DIGITS = 17;
const DIGITS_OF_RANGE = 3;

/**
 * Numbers of one column: as {@link short} has them, or with digits more where they lie close together for
 * their size, so that three are of their range: 9999996.289 and 10000003.05, which four make the same.
 */
export function columnTexts(values: readonly number[]): string[] {
  const finite = values.filter(Number.isFinite);
  const range = Math.max(...finite) - Math.min(...finite);
  if (!(range > 0 && Number.isFinite(range))) return values.map(short);
  const largest = Math.max(...finite.map(Math.abs));
  let digits = DIGITS_OF_RANGE;
  for (let ratio = largest / range; ratio > 1 && digits < MAX_DIGITS; ratio /= 10) digits++;
  return values.map((value) => (digits > 4 ? String(Number(value.toPrecision(digits))) : short(value)));
}

/** A table for a terminal: the first column left, numbers right. */
export function table(
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  const text = rows.map((row) =>
    row.map((cell) => (cell === null ? '–' : typeof cell === 'number' ? short(cell) : printable(cell))),
  );
  const widths = header.map((name, c) =>
    Math.max(printable(name).length, ...text.map((row) => row[c]?.length ?? 0)),
  );
  const isRight = header.map(
    (_, c) => c > 0 && rows.length > 0 && rows.every((row) => typeof row[c] !== 'string'),
  );
  const names = header.map(printable);
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, c) => (isRight[c] === true ? cell.padStart(widths[c] ?? 0) : cell.padEnd(widths[c] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(names), line(widths.map((width) => '─'.repeat(width))), ...text.map(line)].join('\n');
}

/** Text without what could steer the terminal, line ends too: names come from files. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '�');
}

/** Text of several lines, made printable line by line; tabs stay. */
function printableLines(text: string): string {
  return text.replace(/[^\n\t]+/g, printable);
}

/** Prints one line, or a table of several: whatever name is in it steers no terminal. */
export function printLine(text: string): void {
  process.stdout.write(`${printableLines(text)}\n`);
}

export function printJson(value: unknown): void {
  const typedArrays = (_: string, part: unknown): unknown =>
    ArrayBuffer.isView(part) ? Array.from(part as unknown as ArrayLike<number>) : part;
  // Below U+0020 JSON escapes by itself; the others stand in texts only.
  const escaped = JSON.stringify(value, typedArrays, 2).replace(
    /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  process.stdout.write(`${escaped}\n`);
}

/** run.json with the folder it lies in. */
export function document(run: StoredRun | undefined): unknown {
  return run === undefined ? null : { ...run.record, path: run.path };
}

/** What was told already: a command that is refused for what was said at the start need not say it again. */
const told = new Set<string>();

/** What a person should know, beside what was asked for. */
export function printNotice(message: string): void {
  told.add(message);
  process.stderr.write(`benchtop: ${printable(message)}\n`);
}

/** An error for a person, unless it was told: what, where, and nothing of the inside unless it is a bug. */
export function printError(error: ErrorInfo): void {
  const sentences = error.problems?.map(problemText) ?? [error.message];
  for (const sentence of sentences) if (!told.has(sentence)) printNotice(sentence);
  if (error.kind === 'internal' && error.detail !== undefined)
    process.stderr.write(`${printableLines(error.detail)}\n`);
}

/** Progress on one line of a terminal's stderr; nothing elsewhere. */
export class ProgressLine {
  readonly #isOn = process.stderr.isTTY;
  #last = 0;

  show(name: string, share: number, detail: string): void {
    const now = Date.now();
    if (!this.#isOn || (now - this.#last < 50 && share < 1)) return;
    this.#last = now;
    const width = 30;
    const filled = Math.round(Math.min(1, share) * width);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
    process.stderr.write(
      `\r\x1b[K${printable(name)}  ${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${printable(detail)}`,
    );
  }

  clear(): void {
    if (this.#isOn) process.stderr.write('\r\x1b[K');
  }
}
