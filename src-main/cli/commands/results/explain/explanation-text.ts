import type {
  Attribution,
  AttributionSummary,
  Dependence,
  Explanation,
  Importance,
  RowExplanation,
} from '../../../../../src-shared/run/explanation/explanation';
import { columnTexts, table } from '../../../print/print';

const PARTS = { validation: 'validation', train: 'training', test: 'test' } as const;

/** Which rows it is of: `240 of 3,000 validation rows (drawn with seed 1)`. */
export function rowsText({ part, rows, partRows, seed }: Explanation): string {
  const note = part === 'train' ? ', for none were kept apart' : '';
  if (rows === partRows) return `${rows} ${PARTS[part]} ${rows === 1 ? 'row' : 'rows'}${note}`;
  return `${rows} of ${partRows} ${PARTS[part]} rows, drawn with seed ${seed}${note}`;
}

/** What is explained: an answer by its name. */
function outputText({ scale, outputs }: Pick<Explanation, 'scale' | 'outputs'>, output: number): string {
  const name = outputs[output] ?? '';
  switch (scale) {
    case 'number':
      return name;
    case 'probability':
      return `the probability of ${name}`;
    case 'decision':
      return `the decision value of ${name}`;
    case 'membership':
      return `being in cluster ${name} (1) or not (0)`;
  }
}

/** The answer that is shown where nobody chose one: of two probabilities the second, of one row the highest. */
function defaultOutput(
  { scale, outputs }: Pick<Explanation, 'scale' | 'outputs'>,
  prediction?: Float64Array,
): number {
  if (outputs.length === 1) return 0;
  if (prediction !== undefined) return prediction.indexOf(Math.max(...prediction));
  return scale === 'probability' && outputs.length === 2 ? 1 : 0;
}

/** Columns by importance, with their spread. */
export function importanceText(found: Importance): string {
  const { metric, baseline, repeats, columns } = found;
  const means = columnTexts(columns.map(({ mean }) => mean));
  const of = metric === 'sameCluster' ? 'share of rows that leave their cluster' : `${metric}, worse by`;
  return [
    `Permutation importance on ${rowsText(found)}, step ${found.step}`,
    metric === 'sameCluster'
      ? `One column is shuffled at a time, ${repeats} times.`
      : `${metric} ${Number(baseline.toPrecision(4))}; one column is shuffled at a time, ${repeats} times.`,
    '',
    table(
      ['column', of, '± sd'],
      columns.map(({ column, sd }, i) => [column, Number(means[i]), sd]),
    ),
  ].join('\n');
}

/** One column's curve: of many outputs the one that was chosen. */
export function dependenceText(
  found: Dependence,
  method: 'dependence' | 'ale',
  chosen: number | null,
): string {
  const { grid, mean, ale } = found;
  const output = chosen ?? defaultOutput(found);
  const what = outputText(found, output);
  if (method === 'ale') {
    if (ale === null)
      return `"${grid.column}" has no order to accumulate effects along: take --method dependence.`;
    const points = ale.edges.length;
    return [
      `Accumulated local effects of "${grid.column}" on ${what}, ${rowsText(found)}, step ${found.step}`,
      '',
      table(
        [grid.column, 'effect, from the mean', 'rows up to here'],
        Array.from(ale.edges, (edge, i) => [
          valueText(found, edge),
          ale.values[output * points + i] ?? null,
          i === 0 ? null : (ale.counts[i - 1] ?? null),
        ]),
      ),
    ].join('\n');
  }
  const points = grid.values.length;
  return [
    `Partial dependence of ${what} on "${grid.column}", ${rowsText(found)}, step ${found.step}`,
    '',
    table(
      [grid.column, 'mean answer', ...(grid.kind === 'category' ? ['rows'] : [])],
      Array.from(grid.values, (value, i) => [
        valueText(found, value),
        mean[output * points + i] ?? null,
        ...(grid.kind === 'category' ? [grid.rug[i] ?? 0] : []),
      ]),
    ),
    ...(grid.central === null
      ? []
      : [
          '',
          `Nine rows of ten lie between ${grid.central.map((end) => valueText(found, end)).join(' and ')}.`,
        ]),
  ].join('\n');
}

function valueText({ grid }: Dependence, value: number): string {
  if (grid.kind === 'category') return grid.categories[value] ?? '';
  if (grid.kind === 'date') return new Date(value * 86_400_000).toISOString().slice(0, 10);
  return String(Number(value.toPrecision(6)));
}

const METHODS: Readonly<Record<Attribution['method'], string>> = {
  linear: 'Shapley values, closed form of a linear model',
  exact: 'Shapley values, exact',
  sampled: 'Shapley values, sampled',
  gradients: 'Integrated gradients',
};

function methodText({
  method,
  draws,
  backgroundRows,
}: Pick<Attribution, 'method' | 'draws' | 'backgroundRows'>): string {
  const drawn = method === 'sampled' ? ` (${draws ?? 0} pairs of orders)` : '';
  return `${METHODS[method]}${drawn}, against ${backgroundRows} training ${backgroundRows === 1 ? 'row' : 'rows'}`;
}

/** How a row's answer is made up, the largest part first. */
export function rowText(found: RowExplanation, row: number, chosen: number | null): string {
  const { attribution, columns, cells, part } = found;
  const { base, prediction, values, errors } = attribution;
  const output = chosen ?? defaultOutput(found, prediction);
  const n = columns.length;
  const parts = columns
    .map((column, c) => ({
      column,
      cell: cells[c] ?? null,
      value: values[output * n + c] ?? NaN,
      error: errors?.[output * n + c] ?? null,
    }))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const signed = (value: number): string => `${value < 0 ? '' : '+'}${Number(value.toPrecision(4))}`;
  return [
    `Row ${row}${part === null ? '' : `, a ${PARTS[part]} row`}: ${outputText(found, output)}, step ${found.step}`,
    methodText(attribution),
    '',
    table(
      ['column', 'value', 'part', ...(errors === null ? [] : ['± error'])],
      [
        [
          attribution.method === 'gradients' ? 'mean row' : 'mean answer',
          '',
          String(Number((base[output] ?? NaN).toPrecision(4))),
          ...(errors === null ? [] : [null]),
        ],
        ...parts.map(({ column, cell, value, error }) => [
          column,
          typeof cell === 'number' ? String(Number(cell.toPrecision(6))) : (cell ?? '–'),
          signed(value),
          ...(error === null ? [] : [error]),
        ]),
        [
          'this row',
          '',
          String(Number((prediction[output] ?? NaN).toPrecision(4))),
          ...(errors === null ? [] : [null]),
        ],
      ],
    ),
  ].join('\n');
}

/** Columns by the mean size of their part in many rows' answers. */
export function summaryText(found: AttributionSummary): string {
  const order = found.columns
    .map((column, c) => ({ column, size: found.meanSize[c] ?? NaN }))
    .sort((a, b) => b.size - a.size);
  return [
    `What makes up ${outputText(found, found.output)} in ${rowsText(found)}, step ${found.step}`,
    `${methodText(found)}; the mean answer is ${Number(found.base.toPrecision(4))}.`,
    '',
    table(
      ['column', 'mean size of its part'],
      order.map(({ column, size }) => [column, size]),
    ),
  ].join('\n');
}
