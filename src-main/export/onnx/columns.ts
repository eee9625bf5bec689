import type { PortableColumn } from '../portable/portable-model';
import { dateParts } from './dates';
import type { OnnxGraph } from './graph';

/** Names of outputs: a column that is called so gives way. */
const OUTPUTS = ['label', 'probabilities', 'value', 'cluster', 'distances'];

/** Name of the input for a column. */
export function inputName({ name }: PortableColumn, columns: readonly PortableColumn[]): string {
  if (!OUTPUTS.includes(name)) return name;
  let free = `${name}_input`;
  while (columns.some((column) => column.name === free)) free += '_';
  return free;
}

/**
 * The raw columns as inputs of the graph, each [N, 1], and what becomes of them.
 * @returns the model's inputs as float64 [N, inputs], not yet scaled; NaN in rows that have no answer
 */
export function addColumns(graph: OnnxGraph, columns: readonly PortableColumn[]): string {
  const parts = columns.map((column) => {
    const name = inputName(column, columns);
    if (column.type === 'category') return encodeCategory(graph, column, name);
    return encodeNumber(graph, column, name);
  });
  return parts.length === 1 ? parts[0]! : graph.node('Concat', parts, { axis: 1 });
}

function encodeNumber(
  graph: OnnxGraph,
  { type, encoding, fill, parts }: PortableColumn,
  name: string,
): string {
  const isDate = type === 'date';
  const what = isDate ? 'days since 1970-01-01 UTC' : 'a number';
  const filled =
    fill === null ? '; NaN is missing: the row has no answer' : `; NaN is missing: ${fill} stands in`;
  // float32 holds a date of today to three minutes only.
  const input = graph.input(name, isDate ? 'double' : 'float', ['N', 1], what + filled);
  let value = isDate ? input : graph.cast(input, 'double');
  if (typeof fill === 'number') {
    value = graph.node('Where', [graph.node('IsNaN', [value]), graph.double(fill), value]);
  }
  return encoding === 'dateParts' ? dateParts(graph, value, parts) : value;
}

function encodeCategory(
  graph: OnnxGraph,
  { encoding, categories, fill }: PortableColumn,
  name: string,
): string {
  const filled = fill === null ? '' : `; "" is missing: "${fill}" stands in`;
  const input = graph.input(name, 'string', ['N', 1], `a category${filled}; another word has no answer`);
  const codes = categories.map((word, code) => [word, code] as const);
  const fillCode = typeof fill === 'string' ? categories.indexOf(fill) : -1;
  if (fillCode >= 0 && !categories.includes('')) codes.push(['', fillCode]);
  const code = graph.node(
    'LabelEncoder',
    [input],
    {
      keys_strings: codes.map(([word]) => word),
      values_int64s: codes.map(([, value]) => value),
      default_int64: -1,
    },
    { domain: 'ai.onnx.ml' },
  );
  const unknown = graph.node('Equal', [code, graph.integers([-1], [1])]);
  const values =
    encoding === 'ordinal'
      ? code
      : graph.node('Equal', [code, graph.integers([...categories.keys()], [1, categories.length])]);
  return graph.node('Where', [unknown, graph.double(NaN), graph.cast(values, 'double')]);
}
