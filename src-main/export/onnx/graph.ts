import { ProtobufMessage } from './protobuf';

/** Element types of ONNX' tensors that we use, by TensorProto.DataType. */
const ELEMENT = { float: 1, int64: 7, string: 8, bool: 9, double: 11 } as const;
type Element = keyof typeof ELEMENT;

/** Attribute of a node: an integer, integers, texts, or one text. */
type Attribute = number | readonly number[] | readonly string[];

/** Builds a graph of ONNX node by node; values are known by their names. */
export class OnnxGraph {
  readonly #nodes: ProtobufMessage[] = [];
  readonly #constants: ProtobufMessage[] = [];
  readonly #inputs: ProtobufMessage[] = [];
  readonly #outputs: ProtobufMessage[] = [];
  #count = 0;

  /** A value that the caller gives. @param shape a text for an axis of any length */
  input(name: string, element: Element, shape: readonly (number | string)[], about: string): string {
    this.#inputs.push(valueInfo(name, element, shape, about));
    return name;
  }

  /** Makes a value an output of a name. */
  output(
    name: string,
    value: string,
    element: Element,
    shape: readonly (number | string)[],
    about: string,
  ): void {
    this.node('Identity', [value], {}, { output: name });
    this.#outputs.push(valueInfo(name, element, shape, about));
  }

  /** Numbers that the graph holds as float64. @param shape empty for a number alone */
  doubles(values: readonly number[], shape: readonly number[]): string {
    return this.#constant('double', shape, (tensor) =>
      tensor.bytes(9, new Uint8Array(Float64Array.from(values).buffer)),
    );
  }

  /** A float64 number. */
  double(value: number): string {
    return this.doubles([value], []);
  }

  integers(values: readonly (number | bigint)[], shape: readonly number[]): string {
    const data = BigInt64Array.from(values, (value) => BigInt(value));
    return this.#constant('int64', shape, (tensor) => tensor.bytes(9, new Uint8Array(data.buffer)));
  }

  texts(values: readonly string[], shape: readonly number[]): string {
    return this.#constant('string', shape, (tensor) => {
      for (const value of values) tensor.text(6, value);
    });
  }

  /**
   * A node with one result.
   * @param options `domain` of the operator; `output`: the result's name where it has to have one
   * @returns the result's name
   */
  node(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    { domain = '', output = this.#next(operator) }: { domain?: string; output?: string } = {},
  ): string {
    const node = new ProtobufMessage();
    for (const name of inputs) node.text(1, name);
    node.text(2, output).text(3, output).text(4, operator);
    for (const [name, value] of Object.entries(attributes)) node.message(5, toAttribute(name, value));
    if (domain !== '') node.text(7, domain);
    this.#nodes.push(node);
    return output;
  }

  /** The value with another element type. */
  cast(value: string, element: Element): string {
    return this.node('Cast', [value], { to: ELEMENT[element] });
  }

  toMessage(name: string): ProtobufMessage {
    const graph = new ProtobufMessage();
    for (const node of this.#nodes) graph.message(1, node);
    graph.text(2, name);
    for (const constant of this.#constants) graph.message(5, constant);
    for (const input of this.#inputs) graph.message(11, input);
    for (const output of this.#outputs) graph.message(12, output);
    return graph;
  }

  #constant(element: Element, shape: readonly number[], fill: (tensor: ProtobufMessage) => void): string {
    const name = this.#next('constant');
    const tensor = new ProtobufMessage();
    if (shape.length > 0) tensor.ints(1, shape);
    tensor.int(2, ELEMENT[element]);
    fill(tensor);
    this.#constants.push(tensor.text(8, name));
    return name;
  }

  /** No column is called so: names within begin with what no column's name begins with. */
  #next(what: string): string {
    return `benchtop/${what}_${this.#count++}`;
  }
}

function toAttribute(name: string, value: Attribute): ProtobufMessage {
  const attribute = new ProtobufMessage().text(1, name);
  if (typeof value === 'number') return attribute.int(3, value).int(20, 2);
  if (value.every((item) => typeof item === 'number')) return attribute.ints(8, value).int(20, 7);
  for (const text of value) attribute.text(9, text);
  return attribute.int(20, 8);
}

function valueInfo(
  name: string,
  element: Element,
  shape: readonly (number | string)[],
  about: string,
): ProtobufMessage {
  const dimensions = new ProtobufMessage();
  for (const length of shape) {
    const dimension = new ProtobufMessage();
    dimensions.message(1, typeof length === 'number' ? dimension.int(1, length) : dimension.text(2, length));
  }
  const tensor = new ProtobufMessage().int(1, ELEMENT[element]).message(2, dimensions);
  return new ProtobufMessage()
    .text(1, name)
    .message(2, new ProtobufMessage().message(1, tensor))
    .text(3, about);
}
