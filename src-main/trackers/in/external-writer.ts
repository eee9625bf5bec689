import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { ExternalDocument } from '../../../src-shared/run/record/external';
import { encodeNumber } from '../../../src-shared/run/record/stored-number';
import { quote } from '../../files/csv/csv-text';
import {
  removeAtOnce,
  renameDurable,
  temporaryName,
  writeError,
  writeFileDurable,
} from '../../files/durable';
import { newSession } from '../../files/session';

/** What a run is made of, but for its rows. */
export type ExternalFacts = Pick<
  ExternalDocument,
  'name' | 'project' | 'group' | 'config' | 'writer' | 'createdAt'
> &
  Partial<Pick<ExternalDocument, 'tags' | 'note' | 'metrics' | 'startedAt'>>;

/** `source.json` beside a run that was taken in: how far its source was read, and how long metrics.csv was then. */
interface SourceState {
  readonly schemaVersion: 1;
  /** Bytes of each file of the source, by its path, or whatever else says how far it was read. */
  readonly offsets: Record<string, number>;
  readonly bytes: number;
  readonly config: Record<string, unknown>;
  readonly columns: string[];
  readonly figures: Record<string, Figure>;
  readonly steps: number;
  readonly elapsedMs: number;
}

/** [last, least, its step, greatest, its step] */
type Figure = [number, number, number, number, number];

/** Characters that are written at once: few, for text that waits long is moved by the collector. */
const BLOCK_LENGTH = 1 << 16;

/**
 * Writes a run of another program's into the workspace, row by row, and goes on where it was: what was written
 * after the last {@link save} is taken back first, so that no row is there twice.
 */
export class ExternalWriter {
  readonly folder: string;
  readonly #descriptor: number;
  #facts: ExternalFacts;
  readonly #session = newSession();
  readonly #offsets: Map<string, number>;
  #bytes: number;
  readonly #columns: string[];
  /** Places of the columns, by name. */
  readonly #places: Map<string, number>;
  /** Columns that the last header has. */
  #headed: number;
  readonly #figures: Map<string, Figure>;
  #steps: number;
  #elapsedMs: number;
  /** The row in hand: values by column, and which row each is of. */
  readonly #cells: number[];
  readonly #cellRows: number[];
  #block = '';
  /** Rows that were written since it was opened. */
  rows = 0;
  /** It was made now. */
  readonly isNew: boolean;

  /** @param folder of the run; made where it is not there @throws BenchtopError `disk-full` or `storage` */
  constructor(folder: string, facts: ExternalFacts) {
    this.folder = folder;
    this.#facts = facts;
    this.isNew = !existsSync(folder);
    const state = this.isNew ? null : readState(folder);
    if (this.isNew) {
      // A folder without a run.json would look damaged to whoever lists the runs now, and one without a log to
      // whoever reads it.
      const aside = temporaryName(folder);
      mkdirSync(aside, { recursive: true });
      closeSync(openSync(join(aside, 'metrics.csv'), 'w', 0o600));
      writeFileDurable(join(aside, 'run.json'), this.#document('running', null));
      renameDurable(aside, folder);
    }
    const path = join(folder, 'metrics.csv');
    try {
      this.#descriptor = openSync(path, 'a', 0o600);
      this.#bytes = state?.bytes ?? 0;
      ftruncateSync(this.#descriptor, this.#bytes);
    } catch (error) {
      throw writeError(path, null, error);
    }
    this.#facts = { ...facts, config: { ...facts.config, ...state?.config } };
    this.#offsets = new Map(Object.entries(state?.offsets ?? {}));
    this.#columns = state?.columns ?? [];
    this.#places = new Map(this.#columns.map((name, place) => [name, place]));
    this.#headed = this.#columns.length;
    this.#cells = this.#columns.map(() => NaN);
    this.#cellRows = this.#columns.map(() => -1);
    this.#figures = new Map(Object.entries(state?.figures ?? {}));
    this.#steps = state?.steps ?? 0;
    this.#elapsedMs = state?.elapsedMs ?? 0;
  }

  /** Settings that were found before, and now. */
  get config(): Record<string, unknown> {
    return this.#facts.config;
  }

  /** How far a file of the source was read. */
  offset(file: string): number {
    return this.#offsets.get(file) ?? 0;
  }

  noteOffset(file: string, offset: number): void {
    this.#offsets.set(file, offset);
  }

  /** What is known by now: it may be found out while rows come. */
  describe(change: Partial<ExternalFacts>): void {
    this.#facts = { ...this.#facts, ...change };
  }

  /** Writes a row at once. */
  row(step: number, elapsedMs: number, values: ReadonlyMap<string, number>): void {
    for (const [name, value] of values) this.value(name, value);
    this.endRow(step, elapsedMs);
  }

  /** Puts a value into the row in hand, which {@link endRow} writes. */
  value(name: string, value: number): void {
    let place = this.#places.get(name);
    if (place === undefined) {
      place = this.#columns.push(name) - 1;
      this.#places.set(name, place);
    }
    this.#cells[place] = value;
    this.#cellRows[place] = this.rows;
  }

  endRow(step: number, elapsedMs: number): void {
    if (this.#columns.length > this.#headed) {
      this.#headed = this.#columns.length;
      this.#put(
        `step,elapsedMs,${this.#columns.map((name) => quote(name.replace(/[\r\n]+/g, ' '))).join(',')}\n`,
      );
    }
    let line = `${step},${Math.round(elapsedMs * 1000) / 1000}`;
    for (let place = 0; place < this.#headed; place++) {
      if (this.#cellRows[place] !== this.rows) {
        line += ',';
        continue;
      }
      const value = this.#cells[place]!;
      line += `,${value}`;
      this.#note(this.#columns[place]!, step, value);
    }
    this.#put(`${line}\n`);
    this.rows += 1;
    this.#steps = Math.max(0, Math.round(step));
    this.#elapsedMs = Math.max(this.#elapsedMs, elapsedMs);
  }

  /** Keeps how far the source was read, once all rows are written. @throws BenchtopError `disk-full` or `storage` */
  save(): void {
    this.#flush();
    const state: SourceState = {
      schemaVersion: 1,
      offsets: Object.fromEntries(this.#offsets),
      bytes: this.#bytes,
      config: this.#facts.config,
      columns: this.#columns,
      figures: Object.fromEntries(this.#figures),
      steps: this.#steps,
      elapsedMs: this.#elapsedMs,
    };
    writeFileDurable(join(this.folder, 'source.json'), `${JSON.stringify(state, spelled)}\n`);
  }

  /** Says what became of the run; running: rows may still come. */
  write(status: ExternalDocument['status'], error: string | null = null): void {
    writeFileDurable(join(this.folder, 'run.json'), this.#document(status, error));
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  /** Takes back what was not saved: all of a run that was made now. The writer is closed then. */
  takeBack(): void {
    this.close();
    if (this.isNew) removeAtOnce(this.folder);
  }

  #note(name: string, step: number, value: number): void {
    let figure = this.#figures.get(name);
    if (figure === undefined) this.#figures.set(name, (figure = [value, Infinity, 0, -Infinity, 0]));
    figure[0] = value;
    if (!Number.isFinite(value)) return;
    if (value < figure[1]) [figure[1], figure[2]] = [value, step];
    if (value > figure[3]) [figure[3], figure[4]] = [value, step];
  }

  #put(text: string): void {
    this.#block += text;
    if (this.#block.length >= BLOCK_LENGTH) this.#flush();
  }

  #flush(): void {
    const bytes = Buffer.from(this.#block, 'utf8');
    this.#block = '';
    try {
      for (let done = 0; done < bytes.length;) done += writeSync(this.#descriptor, bytes, done);
      this.#bytes += bytes.length;
    } catch (error) {
      throw writeError(join(this.folder, 'metrics.csv'), bytes.length, error);
    }
  }

  #document(status: ExternalDocument['status'], error: string | null): string {
    const isOver = status !== 'running';
    const { startedAt = this.#facts.createdAt } = this.#facts;
    const document = {
      ...{ schemaVersion: 1, kind: 'external', ...this.#facts, status, error, startedAt },
      endedAt: isOver
        ? new Date(Date.parse(startedAt ?? this.#facts.createdAt) + (this.#elapsedMs ?? 0)).toISOString()
        : null,
      host: isOver ? null : hostname(),
      session: isOver ? null : this.#session,
      ...(isOver
        ? {
            summary: Object.fromEntries(
              [...this.#figures].map(([name, figure]) => [name, toFigures(figure)]),
            ),
            steps: this.#steps,
            elapsedMs: this.#elapsedMs,
          }
        : {}),
    };
    return `${JSON.stringify(document, null, 2)}\n`;
  }
}

function toFigures([last, min, minStep, max, maxStep]: Figure): object {
  return { last: encodeNumber(last), ...(min <= max ? { min, minStep, max, maxStep } : {}) };
}

function spelled(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? encodeNumber(value) : value;
}

function readState(folder: string): SourceState | null {
  try {
    const state = JSON.parse(readFileSync(join(folder, 'source.json'), 'utf8'), (_key, value: unknown) =>
      value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : value,
    ) as SourceState;
    return state.schemaVersion === 1 ? state : null;
  } catch {
    // It is read from the beginning then.
    return null;
  }
}
