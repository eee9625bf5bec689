import type {
  AttributionSummary,
  Dependence,
  RowExplanation,
} from '../../../../../src-shared/run/explanation/explanation';

/** Documents of `explain --json`: by the names of answers and columns instead of flattened arrays. */

export function dependenceDocument({ mean, ice, iceRows, ale, grid, ...head }: Dependence): unknown {
  const { outputs } = head;
  const points = grid.values.length;
  const { rug, categories, values, ...column } = grid;
  return {
    ...head,
    ...column,
    values: grid.kind === 'category' ? categories : values,
    ...(grid.kind === 'category' ? { rowsOfValue: rug } : {}),
    mean: byName(outputs, (u) => mean.slice(u * points, (u + 1) * points)),
    ice: byName(outputs, (u) =>
      iceRows.map((row, line) => {
        const at = (u * iceRows.length + line) * points;
        return { row, answers: ice.slice(at, at + points) };
      }),
    ),
    ale:
      ale === null
        ? null
        : {
            edges: ale.edges,
            counts: ale.counts,
            effects: byName(outputs, (u) =>
              ale.values.slice(u * ale.edges.length, (u + 1) * ale.edges.length),
            ),
          },
  };
}

export function rowDocument({ attribution, columns, cells, ...head }: RowExplanation): unknown {
  const { method, draws, backgroundRows, base, prediction, values, errors } = attribution;
  const n = columns.length;
  return {
    ...head,
    method,
    draws,
    backgroundRows,
    answers: byName(head.outputs, (u) => ({
      base: base[u],
      prediction: prediction[u],
      columns: columns.map((column, c) => ({
        column,
        value: cells[c],
        part: values[u * n + c],
        ...(errors === null ? {} : { error: errors[u * n + c] }),
      })),
    })),
  };
}

export function summaryDocument({
  places: _,
  values,
  rowNumbers,
  output,
  ...found
}: AttributionSummary): unknown {
  const n = found.columns.length;
  const { columns, meanSize, ...head } = found;
  return {
    ...head,
    output: head.outputs[output],
    columns: columns.map((column, c) => ({ column, meanSize: meanSize[c] })),
    parts: Array.from(rowNumbers, (row, r) => ({ row, parts: values.slice(r * n, (r + 1) * n) })),
  };
}

function byName<T>(names: readonly string[], make: (place: number) => T): Record<string, T> {
  return Object.fromEntries(names.map((name, place) => [name, make(place)] as const));
}
