import type { PortableModel } from '../portable/portable-model';
import type { OnnxGraph } from './graph';

/** Label of a row without an answer, where labels are whole numbers. */
const NO_NUMBER = -(2n ** 63n);

/** What a row without an answer is told by: its value is true there, [N, 1]. */
export function addUnanswered(graph: OnnxGraph, inputs: string): string {
  // NaN and infinities times 0 are NaN.
  const zeros = graph.node('Mul', [inputs, graph.double(0)]);
  return graph.node('IsNaN', [graph.node('ReduceSum', [zeros, graph.integers([1], [1])], { keepdims: 1 })]);
}

/**
 * The outputs of the graph: `value` (numbers, decision values), `probabilities` in the order of the classes,
 * `label`, and of k-means `cluster`, `label` and `distances`.
 * @param values the last layer's outputs or the distances to the centres, [N, units]
 * @param unanswered [N, 1]: rows that have none
 */
export function addAnswers(graph: OnnxGraph, model: PortableModel, values: string, unanswered: string): void {
  const { answer, classes, platt } = model;
  const known = (value: string): string =>
    graph.cast(graph.node('Where', [unanswered, graph.double(NaN), value]), 'float');
  const units = model.layers.at(-1)?.units ?? model.centers?.length ?? 1;
  const addProbabilities = (value: string): void => {
    const about = `of the classes ${classes.map(String).join(', ')}, in this order`;
    graph.output('probabilities', known(value), 'float', ['N', classes.length], about);
  };
  switch (answer.kind) {
    case 'numbers':
      graph.output('value', known(values), 'float', ['N', units], 'predictions, in the units of the target');
      return;
    case 'clusters': {
      const nearest = graph.node('ArgMin', [values], { axis: 1, keepdims: 0 });
      const none = graph.node('Where', [toRow(graph, unanswered), graph.integers([-1], [1]), nearest]);
      graph.output('cluster', none, 'int64', ['N'], 'number of the nearest centre, from 0; -1: no answer');
      graph.output('label', addLabel(graph, answer.names, nearest, unanswered), 'string', ['N'], 'its name');
      graph.output('distances', known(values), 'float', ['N', units], 'to all centres, in scaled units');
      return;
    }
    case 'threshold': {
      const than = answer.inclusive ? 'GreaterOrEqual' : 'Greater';
      const isSecond = graph.node(than, [toRow(graph, values), graph.double(answer.threshold)]);
      addClass(graph, model, graph.cast(isSecond, 'int64'), unanswered);
      graph.output('value', known(values), 'float', ['N', 1], 'the output, or decision value');
      if (answer.isProbability) addProbabilities(ofTwo(graph, values));
      break;
    }
    case 'largest': {
      const largest = graph.node('ArgMax', [values], { axis: 1, keepdims: 0 });
      addClass(graph, model, largest, unanswered);
      if (answer.isProbability) addProbabilities(values);
      else graph.output('value', known(values), 'float', ['N', units], 'decision values of the classes');
      break;
    }
  }
  if (platt === null) return;
  const shape = [1, platt.a.length];
  const exponent = graph.node('Add', [
    graph.node('Mul', [values, graph.doubles(platt.a, shape)]),
    graph.doubles(platt.b, shape),
  ]);
  const own = graph.node('Sigmoid', [graph.node('Neg', [exponent])]);
  if (platt.a.length === 1) addProbabilities(ofTwo(graph, own));
  else {
    const sum = graph.node('ReduceSum', [own, graph.integers([1], [1])], { keepdims: 1 });
    const equal = graph.node('Where', [
      graph.node('Greater', [sum, graph.double(0)]),
      graph.node('Div', [own, sum]),
      graph.double(1 / platt.a.length),
    ]);
    addProbabilities(equal);
  }
}

/** [N, 1] as [N]. */
function toRow(graph: OnnxGraph, value: string): string {
  return graph.node('Squeeze', [value, graph.integers([1], [1])]);
}

/** Probabilities of both classes, of that of the second. */
function ofTwo(graph: OnnxGraph, second: string): string {
  return graph.node('Concat', [graph.node('Sub', [graph.double(1), second]), second], { axis: 1 });
}

function addClass(graph: OnnxGraph, { classes }: PortableModel, place: string, unanswered: string): void {
  if (classes.length === 0) return;
  const areWhole = classes.every((name) => typeof name === 'number' && Number.isSafeInteger(name));
  const label = addLabel(
    graph,
    areWhole ? (classes as readonly number[]) : classes.map(String),
    place,
    unanswered,
  );
  graph.output('label', label, areWhole ? 'int64' : 'string', ['N'], 'the predicted class');
}

/** Names by their places, and what stands for none behind the last one. */
function addLabel(
  graph: OnnxGraph,
  names: readonly string[] | readonly number[],
  place: string,
  unanswered: string,
): string {
  const length = names.length + 1;
  const texts = names.filter((name) => typeof name === 'string');
  const table =
    texts.length === names.length
      ? graph.texts([...texts, ''], [length])
      : graph.integers([...(names as readonly number[]), NO_NUMBER], [length]);
  const none = graph.integers([names.length], [1]);
  const known = graph.node('Where', [toRow(graph, unanswered), none, place]);
  return graph.node('Gather', [table, known], { axis: 0 });
}
