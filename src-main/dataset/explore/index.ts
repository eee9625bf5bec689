import { fail } from '../../../src-shared/errors';
import type { Chart, ChartAnswer, ExploredDataset } from '../../../src-shared/dataset/explore';
import { correlateColumns, computeHistograms, summarizeColumns } from './columns';
import { drive } from './drive';
import { exploredColumns, type ExploreOptions, type ExploredTable, type RawColumn } from './rows';
import { drawScatter } from './scatter';

/**
 * Counts what a chart of a data set shows. The first look at a column reads the file; later ones
 * take a few milliseconds a million rows.
 * @throws BenchtopError where the file, the filter or a chart's own column cannot be used; `conflict`
 *   once `options.signal` is aborted
 */
export async function explore(
  dataset: ExploredDataset,
  chart: Chart,
  options: ExploreOptions,
): Promise<ChartAnswer> {
  const { signal } = options;
  switch (chart.kind) {
    case 'scatter': {
      const names = [chart.x, chart.y, ...(chart.colour === null ? [] : [chart.colour])];
      const table = await exploredColumns(dataset, names, options);
      const x = columnAt(table, 0);
      const y = columnAt(table, 1);
      const colour = chart.colour === null ? null : columnAt(table, 2);
      return drive(drawScatter(chart, { x, y, colour }, table), signal);
    }
    case 'histogram': {
      const names = [...chart.columns, ...(chart.byClass === null ? [] : [chart.byClass])];
      const table = await exploredColumns(dataset, names, options);
      const byClass = chart.byClass === null ? null : columnAt(table, chart.columns.length);
      const columns = table.columns.slice(0, chart.columns.length);
      return drive(computeHistograms(chart, { rows: table.rows, columns }, byClass), signal);
    }
    case 'correlation':
      return drive(correlateColumns(chart, await exploredColumns(dataset, chart.columns, options)), signal);
    case 'summary':
      return drive(summarizeColumns(await exploredColumns(dataset, chart.columns, options)), signal);
  }
}

function columnAt({ columns }: ExploredTable, index: number): RawColumn {
  const column = columns[index];
  if (column === undefined) throw new Error(`There is no column ${index}`);
  if ('problem' in column) throw fail('invalid-data', column.problem, { column: column.name });
  return column;
}
