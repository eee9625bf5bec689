import { ROW_COUNTS, type MetricColumns } from '../../../src-shared/run/live/frames';
import { splitCells } from './csv-text';

/** How the log of another program begins, and each header that comes again in it. */
const HEADER_START = 'step,elapsedMs';

/**
 * Rows of a log that grows, and whose header may come again with more columns: lines go in, columns come out.
 * A line that is torn, or has no step, is no row; it is counted.
 */
export class OpenRows {
  #header: readonly string[] = [];
  /** Lines that were no rows. */
  skipped = 0;

  get header(): readonly string[] {
    return this.#header;
  }

  /** Whole lines as columns of equal length; a metric that a row has no number of is NaN there. */
  read(lines: readonly string[]): MetricColumns {
    const step: number[] = [];
    const elapsedMs: number[] = [];
    const series = new Map<string, number[]>();
    for (const name of this.#names()) series.set(name, []);
    let columns = this.#columns(series);
    for (const line of lines) {
      if (isHeader(line)) {
        this.#header = splitCells(line.replace(/\r$/, ''));
        for (const name of this.#names())
          if (!series.has(name)) series.set(name, new Array<number>(step.length).fill(NaN));
        columns = this.#columns(series);
        continue;
      }
      const cells = line.split(',');
      const at = toNumber(cells[0]);
      if (cells.length !== this.#header.length || Number.isNaN(at)) {
        if (line !== '') this.skipped += 1;
        continue;
      }
      step.push(at);
      elapsedMs.push(toNumber(cells[1]));
      for (let c = 2; c < cells.length; c++) columns[c]?.push(toNumber(cells[c]));
      for (const values of series.values()) if (values.length < step.length) values.push(NaN);
    }
    return {
      step: Float64Array.from(step),
      elapsedMs: Float64Array.from(elapsedMs),
      series: Object.fromEntries([...series].map(([name, values]) => [name, Float64Array.from(values)])),
    };
  }

  #names(): string[] {
    return this.#header.slice(2).filter((name) => name !== '' && !ROW_COUNTS.includes(name));
  }

  /** Where the cells of a line go, by their places. */
  #columns(series: ReadonlyMap<string, number[]>): readonly (number[] | undefined)[] {
    return this.#header.map((name, c) => (c < 2 ? undefined : series.get(name)));
  }
}

/** Whether a line of such a log names its columns. */
export function isHeader(line: string): boolean {
  return line.startsWith(HEADER_START);
}

/** Numbers as Benchtop, Python and R write them. */
function toNumber(cell: string | undefined): number {
  if (cell === undefined || cell === '') return NaN;
  const value = Number(cell);
  if (!Number.isNaN(value)) return value;
  const infinite = /^([+-]?)inf(inity)?\r?$/i.exec(cell.trim());
  if (infinite === null) return NaN;
  return infinite[1] === '-' ? -Infinity : Infinity;
}
