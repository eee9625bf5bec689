import { existsSync, statSync } from 'node:fs';
import { open, readFile, type FileHandle } from 'node:fs/promises';
import { ROW_COUNTS, type MetricColumns, type ModelHistory } from '../../../src-shared/run/live/frames';
import { thinMetrics } from '../../../src-shared/run/live/thin-rows';
import { quote } from './csv-text';
import { writeError, writeFileDurable } from '../durable';
import { endOfLastLine, withColumns } from './log-start';
import { readLog, type Log } from './read-log';

/** Columns of equal length to be appended; a cell is written so that it reads back exactly. */
export type LogColumns = readonly ArrayLike<number>[];

/**
 * An append-only CSV of numbers. Rows go in with one write; a crash can tear the last line, which
 * readers leave out.
 */
export class CsvLog {
  readonly path: string;
  readonly #header: readonly string[];
  /** For each column of the file the index in `#header`; -1: none of ours. */
  #columnOrder: readonly number[];
  #file: FileHandle | null = null;
  /** Bytes up to the last whole append. */
  #length = 0;
  /** Lines up to there, the header among them. */
  #lines = 0;
  /** What goes before the next row: the header, or an end for a torn line. */
  #lead: Uint8Array = new Uint8Array(0);
  /** A part of an append may stand behind `#length`. */
  #isTorn = false;
  #tail: Promise<void> = Promise.resolve();

  constructor(path: string, header: readonly string[]) {
    this.path = path;
    this.#header = header;
    this.#columnOrder = header.map((_, column) => column);
  }

  /**
   * Appends rows after all earlier ones; resolves when the system has them. What could not be written
   * whole is taken back, so that the same rows can be appended again.
   * @param lines the same rows as {@link logLines} writes them, made where there was time for it
   * @throws BenchtopError `disk-full` or `storage`
   */
  append(columns: LogColumns, lines?: Uint8Array): Promise<void> {
    return this.#queue(async () => {
      const file = await this.#open();
      const isInOrder = this.#columnOrder.every((column, at) => column === at);
      const ready = isInOrder ? lines : undefined;
      await this.#write(
        file,
        ready ??
          logLines(
            this.#columnOrder.map((column) => columns[column] ?? []),
            columns[0]?.length ?? 0,
          ),
      );
      this.#lines += columns[0]?.length ?? 0;
    });
  }

  /**
   * Waits for all rows, then forces them to the disk.
   * @returns lines that the file has, the header among them; 0 before the first row of this process
   * @throws BenchtopError `storage`
   */
  async sync(): Promise<number> {
    await this.#queue(async () => {
      await this.#file?.datasync();
    });
    return this.#lines;
  }

  /** @throws BenchtopError `storage`; it can be closed again then */
  async close(): Promise<void> {
    await this.#queue(async () => {
      const file = this.#file;
      if (file === null) return;
      await file.datasync();
      this.#file = null;
      await file.close();
    });
  }

  /** @throws BenchtopError for what the system refuses */
  #queue(work: () => Promise<void>): Promise<void> {
    const done = this.#tail.then(work).catch((error: unknown) => {
      throw writeError(this.path, null, error);
    });
    this.#tail = done.catch(() => undefined);
    return done;
  }

  async #open(): Promise<FileHandle> {
    if (this.#file !== null) return this.#file;
    const isNew = !existsSync(this.path) || statSync(this.path).size === 0;
    // A fork's file begins with its parent's rows, whose columns may be others.
    if (!isNew) {
      const { names, lines } = await withColumns(this.path, this.#header);
      this.#columnOrder = names.map((name) => this.#header.indexOf(name));
      this.#lines = lines;
    }
    const file = await open(this.path, 'a+', 0o600);
    this.#file = file;
    this.#length = (await file.stat()).size;
    this.#lead = isNew
      ? Buffer.from(`${this.#header.map(quote).join(',')}\n`, 'utf8')
      : await endOfLastLine(file, this.#length);
    return file;
  }

  /** Appends bytes after the rows so far: all of them, or none. */
  async #write(file: FileHandle, rows: Uint8Array): Promise<void> {
    const bytes = this.#lead.length === 0 ? rows : Buffer.concat([this.#lead, rows]);
    try {
      if (this.#isTorn) await file.truncate(this.#length);
      this.#isTorn = true;
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await file.write(bytes, done, bytes.length - done);
        if (bytesWritten <= 0) throw Object.assign(new Error('no space left to write'), { code: 'ENOSPC' });
        done += bytesWritten;
      }
      this.#isTorn = false;
      this.#length += bytes.length;
      if (this.#lead.length > 0) this.#lines += 1;
      this.#lead = new Uint8Array(0);
    } catch (error) {
      throw writeError(this.path, bytes.length, error);
    }
  }
}

/**
 * Rows as the lines of a log, in a buffer of their own, so that it can be handed to another thread.
 * @param columns of `rows` values each; a shorter one is filled up with NaN
 */
export function logLines(columns: LogColumns, rows: number): Uint8Array<ArrayBuffer> {
  let text = '';
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns.length; column++) {
      text += column === 0 ? cell(columns[column]![row]) : `,${cell(columns[column]![row])}`;
    }
    text += '\n';
  }
  const bytes = new Uint8Array(text.length);
  // Digits, commas and line ends are one byte each.
  Buffer.from(bytes.buffer).write(text, 'latin1');
  return bytes;
}

/** metrics.csv: step,elapsedMs,<metrics>,<row counts>. @throws BenchtopError `file-missing` */
export async function readMetricsFile(path: string): Promise<MetricColumns> {
  return toMetrics(await readLog(path));
}

/**
 * metrics.csv for a curve: of more than `most` rows about half as many, their extremes among them.
 * However long the file is, not much more than these are held.
 * @param upTo bytes that are read at most
 * @throws BenchtopError `file-missing`
 */
export async function readShownMetrics(
  path: string,
  most: number,
  upTo?: number,
): Promise<{ readonly metrics: MetricColumns; readonly isThinned: boolean }> {
  let isThinned = false;
  const log = await readLog(
    path,
    (part) => {
      if ((part.columns[0]?.length ?? 0) <= most) return part;
      isThinned = true;
      const { step, elapsedMs, series, rowCounts } = thinMetrics(toMetrics(part), most / 2);
      const thinned: Readonly<Record<string, Float64Array>> = { ...series, ...rowCounts };
      const names = part.header.slice(2);
      return { header: part.header, columns: [step, elapsedMs, ...names.map((name) => thinned[name]!)] };
    },
    upTo,
  );
  return { metrics: toMetrics(log), isThinned };
}

function toMetrics({ header, columns }: Log): MetricColumns {
  const [step, elapsedMs, ...rest] = columns;
  const named = header.slice(2).map((name, i) => [name, rest[i] ?? new Float64Array(0)] as const);
  const counts = named.filter(([name]) => ROW_COUNTS.includes(name));
  return {
    step: step ?? new Float64Array(0),
    elapsedMs: elapsedMs ?? new Float64Array(0),
    series: Object.fromEntries(named.filter(([name]) => !ROW_COUNTS.includes(name))),
    ...(counts.length === 0 ? {} : { rowCounts: Object.fromEntries(counts) }),
  };
}

/** centers.csv or hyperplane.csv: step,<values>. @throws BenchtopError `file-missing` */
export async function readHistoryFile(path: string): Promise<ModelHistory> {
  const { header, columns } = await readLog(path);
  const [step = new Float64Array(0), ...rest] = columns;
  const values = new Float64Array(step.length * rest.length);
  rest.forEach((column, c) => {
    for (let row = 0; row < step.length; row++) values[row * rest.length + c] = column[row] ?? NaN;
  });
  return { step, columns: header.slice(1), values };
}

/**
 * Keeps the rows up to and including `step`: a run that goes on from there supersedes the rest.
 * A file that is not there is left alone.
 */
export async function truncateAfterStep(path: string, step: number): Promise<void> {
  await copyUpToStep(path, path, step);
}

/** The rows up to and including `step` as another log; a file that is not there is left alone. */
export async function copyUpToStep(path: string, to: string, step: number): Promise<void> {
  if (!existsSync(path)) return;
  const text = await readFile(path, 'utf8');
  const lines = text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(0, -1);
  const [header = '', ...rows] = lines;
  const kept = rows.filter((line) => Number(line.slice(0, line.indexOf(','))) <= step);
  writeFileDurable(to, `${[header, ...kept].join('\n')}\n`);
}

function cell(value: number | undefined): string {
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  return value === undefined ? 'NaN' : String(value);
}
