import { ByteScanner, FLAWS, type Splitting } from './scanner';

export { WHITESPACE, type Splitting } from './scanner';

/** The flaw of a record whose quote is never closed. */
export const UNCLOSED = FLAWS[1];

/** One record of a text file. A blank line is a record of one empty cell. */
export interface TextRecord {
  /** 1-based line in the file where it begins. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly isBlank: boolean;
  /** What is wrong with its quotes, or null. */
  readonly parseError: string | null;
}

/** Records of a text in chunks of any size, as {@link ByteScanner} cuts them. */
export class RecordScanner {
  readonly #scanner: ByteScanner;
  readonly #emit: (record: TextRecord) => void;
  /** Half a character at the end of a chunk. */
  #half = '';

  constructor(splitting: Splitting, emit: (record: TextRecord) => void) {
    this.#scanner = new ByteScanner(splitting, (character) => Buffer.from(character, 'utf8'));
    this.#emit = emit;
  }

  push(chunk: string): void {
    let text = this.#half + chunk;
    const last = text.charCodeAt(text.length - 1);
    const isHalf = last >= 0xd800 && last < 0xdc00;
    this.#half = isHalf ? text.slice(-1) : '';
    if (isHalf) text = text.slice(0, -1);
    this.#scanner.feed(Buffer.from(text, 'utf8'));
    this.#drain();
  }

  end(): void {
    if (this.#half !== '') this.#scanner.feed(Buffer.from(this.#half, 'utf8'));
    this.#half = '';
    this.#drain();
    this.#scanner.feed(null);
    this.#drain();
  }

  #drain(): void {
    const { batch } = this.#scanner;
    while (this.#scanner.next()) {
      const { bytes } = batch;
      for (let r = 0; r < batch.records; r++) {
        const count = batch.counts[r];
        const first = batch.first[r];
        const cells: string[] = new Array<string>(count);
        for (let c = 0; c < count; c++) {
          cells[c] = bytes.toString('utf8', batch.starts[first + c], batch.ends[first + c]);
        }
        const flaw = FLAWS[batch.parseErrors[r]] ?? null;
        const isBlank = count === 1 && cells[0]?.trim() === '' && flaw === null;
        this.#emit({ line: batch.lines[r], cells, isBlank, parseError: flaw });
      }
    }
  }
}
