import type { RowBlock, RowStream, StreamedPart, StreamPart } from '../../algorithms/contract/row-stream';
import { openDatabase, type OpenDatabase } from '../source/duckdb';
import type { RowEncoder } from './rows/row-encoder';
import { TRAINING, VALIDATION, type RawRows, type RowRules } from './rows/row-rules';
import { damaged, selectCells, type StreamedTable } from './streamed-columns';

/** What DuckDB may hold of the files, whatever their size; its own threads read ahead within it. */
const SETTINGS = { memory_limit: '512MiB', preserve_insertion_order: 'true' };
/** About a block of 20 columns, which is there when the one before it has been worked on. */
const AHEAD = "SET streaming_buffer_size = '8MiB'";

/** Rows that DuckDB hands out at a time, at most. */
export const CHUNK_ROWS = 2048;

/** A database as streamed tables are read with. */
export async function openStreamDatabase(signal?: AbortSignal): Promise<OpenDatabase> {
  const open = await openDatabase(signal, SETTINGS);
  await open.database.run(AHEAD);
  return open;
}

/**
 * The cells of a table, in the order of its files and their rows.
 * @param from file that is read first
 * @throws BenchtopError `file-unreadable` naming the damaged file
 */
export async function* readCells(
  { database }: OpenDatabase,
  table: StreamedTable,
  from = 0,
): AsyncGenerator<RawRows & { readonly file: number }, void, void> {
  for (const [file, { path }] of table.files.files.entries()) {
    if (file < from) continue;
    const chunks = database.chunks(selectCells(table, file), table.columns.length);
    for (;;) {
      let next: Awaited<ReturnType<typeof chunks.next>>;
      try {
        next = await chunks.next();
      } catch (error) {
        database.throwIfCancelled();
        throw damaged(path, error);
      }
      if (next.done === true) break;
      yield { ...next.value, file };
    }
  }
}

interface RowBlocksOptions {
  readonly table: StreamedTable;
  readonly rules: RowRules;
  readonly encoder: RowEncoder;
  /** Place of the target and the weight among the columns; -1: there is none. */
  readonly targetAt: number;
  readonly weightAt: number;
  /** The target as a model learns it. */
  readonly toTarget: (value: number) => number;
  readonly training: StreamedPart;
  readonly validation: StreamedPart;
  /** Of each file: its first row's number in the whole table, and the training and validation rows before it. */
  readonly starts: readonly {
    readonly row: number;
    readonly training: number;
    readonly validation: number;
  }[];
}

/** A streamed table as its rows are learned from: see {@link RowStream}. */
export class RowBlocks implements RowStream {
  readonly training: StreamedPart;
  readonly validation: StreamedPart;
  readonly #options: RowBlocksOptions;

  constructor(options: RowBlocksOptions) {
    this.training = options.training;
    this.validation = options.validation;
    this.#options = options;
  }

  async *read(
    part: StreamPart,
    { rows: size, from = 0 }: { readonly rows: number; readonly from?: number },
  ): AsyncGenerator<RowBlock, void, void> {
    const { table, rules, starts } = this.#options;
    const parts = (['training', 'validation'] as const).filter((name) => part === 'both' || part === name);
    const fillers = parts.map((name) => new BlockFiller(name, size, this.#options));
    const skipped = part === 'both' ? 0 : size * from;
    // Whole files that end before the first wanted row need not be read.
    let first = 0;
    while (skipped > 0 && first + 1 < starts.length && before(starts[first + 1], part) <= skipped) first++;
    let left = skipped - before(starts[first], part);
    let row = starts[first]?.row ?? 0;
    const marks = new Uint8Array(CHUNK_ROWS);
    const picked = new Int32Array(CHUNK_ROWS);
    const open = await openStreamDatabase();
    try {
      for await (const chunk of readCells(open, table, first)) {
        rules.mark(chunk, row, marks);
        row += chunk.rows;
        for (const filler of fillers) {
          let count = 0;
          for (let i = 0; i < chunk.rows; i++) {
            if (marks[i] !== filler.mark) continue;
            if (left > 0) left--;
            else picked[count++] = i;
          }
          for (let at = 0; at < count;) {
            at += filler.take(chunk, picked.subarray(at, count));
            if (filler.isFull) yield filler.block();
          }
        }
      }
    } finally {
      open.close();
    }
    for (const filler of fillers) if (!filler.isEmpty) yield filler.block();
  }
}

function before(start: RowBlocksOptions['starts'][number] | undefined, part: StreamPart): number {
  return part === 'both' ? 0 : (start?.[part] ?? 0);
}

/** Fills one block after the other with the rows of a part. */
class BlockFiller {
  readonly mark: number;
  readonly #part: RowBlock['part'];
  readonly #size: number;
  readonly #options: RowBlocksOptions;
  readonly #features: Float64Array;
  readonly #target: Float64Array | null;
  readonly #weights: Float64Array | null;
  #rows = 0;

  constructor(part: RowBlock['part'], size: number, options: RowBlocksOptions) {
    this.mark = part === 'training' ? TRAINING : VALIDATION;
    this.#part = part;
    this.#size = size;
    this.#options = options;
    this.#features = new Float64Array(size * options.encoder.width);
    this.#target = options.targetAt < 0 ? null : new Float64Array(size);
    this.#weights = options.weightAt < 0 ? null : new Float64Array(size);
  }

  get isFull(): boolean {
    return this.#rows === this.#size;
  }

  get isEmpty(): boolean {
    return this.#rows === 0;
  }

  /** @returns how many of the picked rows it had room for */
  take({ columns }: RawRows, picked: Int32Array): number {
    const { encoder, targetAt, weightAt, toTarget } = this.#options;
    const count = Math.min(picked.length, this.#size - this.#rows);
    encoder.encode(columns, picked, count, this.#features, this.#rows);
    const targets = columns[targetAt];
    const weights = columns[weightAt];
    for (let i = 0; i < count; i++) {
      const row = picked[i] ?? 0;
      if (targets !== undefined && this.#target !== null)
        this.#target[this.#rows + i] = toTarget(targets[row] ?? NaN);
      if (weights !== undefined && this.#weights !== null)
        this.#weights[this.#rows + i] = weights[row] ?? NaN;
    }
    this.#rows += count;
    return count;
  }

  /** What has been taken; the next one begins. */
  block(): RowBlock {
    const rows = this.#rows;
    this.#rows = 0;
    return {
      part: this.#part,
      rows,
      features: this.#features,
      target: this.#target,
      weights: this.#weights,
    };
  }
}
