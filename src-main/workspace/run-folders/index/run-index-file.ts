import { appendFile, rename, rm, writeFile } from 'node:fs/promises';
import { statSync } from 'node:fs';
import { ROW_VERSION, type RunRow } from '../../../../src-shared/run/library/row';
import { runRecordSchema } from '../../../../src-shared/run/record/record';
import { temporaryName } from '../../../files/durable';
import { readRegularTextAsync } from '../../../files/regular-file';
import { TimeSlices } from '../../../files/time-slices';

/** Changes wait this long for others, to be written with them. */
const WRITE_AFTER_MS = 500;
/** Lines that stand for nothing any more, before the file is written anew. */
const MAX_STALE = 1000;

/** One line of the index: the row of a run, and the state of the run.json that it was made of. */
export interface IndexEntry {
  readonly mtimeMs: number;
  readonly size: number;
  readonly row: RunRow;
}

/**
 * File of the run index, a JSON line for each change of a row, the last one of a run counting. Lines are
 * appended half a second after a change, with those that follow it, and never synced; the file is written
 * anew where it cannot be read to its end or most of it is stale.
 */
export class RunIndexFile {
  readonly #path: string;
  /** Entries of all runs as they are to be on disk; whoever owns them changes them. */
  readonly #entries: Map<string, IndexEntry>;
  /** Ids whose lines are still to be written. */
  readonly #unwritten = new Set<string>();
  /** Bytes that the file has where only this process writes it; null: not known. */
  #expectedSize: number | null = null;
  /** The file holds more than what counts. */
  #needsRewrite = false;
  #writing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;

  /** @param entries of all runs by id; {@link load} fills them */
  constructor(path: string, entries: Map<string, IndexEntry>) {
    this.#path = path;
    this.#entries = entries;
  }

  /** Whether the file has another size than this process left it with: another one wrote it. */
  isForeign(): boolean {
    return this.#readSize() !== this.#expectedSize;
  }

  /** Takes the file as it is for read: only later changes are foreign. */
  noteSize(): void {
    this.#expectedSize = this.#readSize();
  }

  /** Writes the line of a run soon. */
  write(id: string): void {
    this.#unwritten.add(id);
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#write().catch(() => undefined);
    }, WRITE_AFTER_MS);
    this.#timer.unref();
  }

  /** Writes no line of a run that is gone; the one on disk stays until the file is written anew. */
  forget(id: string): void {
    this.#unwritten.delete(id);
  }

  /** Writes what is still to be written. */
  async close(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#write();
  }

  /**
   * Reads the entries from disk, but for runs with a newer line in memory. Later lines of a run count; what
   * is no line of ours is left out, and asks for a rewrite.
   */
  async load(slices: TimeSlices): Promise<void> {
    let text: string;
    try {
      text = await readRegularTextAsync(this.#path);
    } catch {
      return;
    }
    let lines = 0;
    for (let from = 0; from < text.length;) {
      await slices.next();
      const end = text.indexOf('\n', from);
      if (end < 0) break;
      lines += 1;
      const entry = toEntry(text.slice(from, end));
      if (entry === null) this.#needsRewrite = true;
      else if (!this.#unwritten.has(entry.row.id)) this.#entries.set(entry.row.id, entry);
      from = end + 1;
    }
    // A torn last line would join the next one.
    if (!text.endsWith('\n') && text !== '') this.#needsRewrite = true;
    if (lines > this.#entries.size + MAX_STALE) this.#needsRewrite = true;
  }

  #readSize(): number | null {
    return statSync(this.#path, { throwIfNoEntry: false })?.size ?? null;
  }

  /** One write at a time; what cannot be written is made anew at the next start. */
  async #write(): Promise<void> {
    const before = this.#writing;
    const writing = (async () => {
      await before;
      try {
        if (this.#needsRewrite) await this.#rewrite();
        else await this.#append();
      } catch {
        this.#needsRewrite = true;
      }
    })();
    this.#writing = writing;
    await writing;
  }

  async #append(): Promise<void> {
    if (this.#unwritten.size === 0) return;
    const ids = [...this.#unwritten];
    this.#unwritten.clear();
    const lines = await this.#lines(ids);
    await appendFile(this.#path, lines, { mode: 0o600 });
    if (this.#expectedSize !== null) this.#expectedSize += Buffer.byteLength(lines);
  }

  async #rewrite(): Promise<void> {
    const temporary = temporaryName(this.#path);
    this.#unwritten.clear();
    try {
      const lines = await this.#lines([...this.#entries.keys()]);
      await writeFile(temporary, lines, { mode: 0o600, flag: 'wx' });
      await rename(temporary, this.#path);
      this.#expectedSize = Buffer.byteLength(lines);
      this.#needsRewrite = false;
    } finally {
      await rm(temporary, { force: true });
    }
  }

  async #lines(ids: readonly string[]): Promise<string> {
    const slices = new TimeSlices();
    const lines: string[] = [];
    for (const id of ids) {
      await slices.next();
      const entry = this.#entries.get(id);
      // Of a newer Benchtop: what a later one understands of it is more.
      if (entry !== undefined && entry.row.locked !== true)
        lines.push(`${JSON.stringify({ version: ROW_VERSION, ...entry })}\n`);
    }
    return lines.join('');
  }
}

/** null where a line is torn, or of another version. */
function toEntry(line: string): IndexEntry | null {
  try {
    const { version, mtimeMs, size, row } = JSON.parse(line) as IndexEntry & { version: number };
    const isOurs =
      version === ROW_VERSION &&
      typeof mtimeMs === 'number' &&
      typeof size === 'number' &&
      runRecordSchema.shape.id.safeParse(row.id).success;
    return isOurs ? { mtimeMs, size, row } : null;
  } catch {
    return null;
  }
}
