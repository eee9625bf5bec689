import { describe, expect, it } from 'vitest';
import { ProtobufFields } from '../../testing/models/protobuf-fields';
import { common, kmeans, network } from '../../testing/models/small-models';
import { toPortable } from '../portable/to-portable';
import { ProtobufMessage } from './protobuf';
import { writeOnnx } from './write-onnx';

describe('a protocol buffers message', () => {
  it('has the bytes of the examples of its specification', () => {
    // https://protobuf.dev/programming-guides/encoding/
    expect([...new ProtobufMessage().int(1, 150).toBytes()]).toEqual([0x08, 0x96, 0x01]);
    expect([...new ProtobufMessage().text(2, 'testing').toBytes()]).toEqual([
      0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67,
    ]);
    const inner = new ProtobufMessage().int(1, 150);
    expect([...new ProtobufMessage().message(3, inner).toBytes()]).toEqual([0x1a, 0x03, 0x08, 0x96, 0x01]);
    expect([...new ProtobufMessage().ints(6, [3, 270, 86942]).toBytes()]).toEqual([
      0x32, 0x06, 0x03, 0x8e, 0x02, 0x9e, 0xa7, 0x05,
    ]);
    expect([...new ProtobufMessage().int(1, -2).toBytes()]).toEqual([
      0x08, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01,
    ]);
  });
});

const facts = { features: common.featureNames, encoders: [] };
const run = { id: 'run', name: 'small' };

/** The parts of a file that its answers come of. */
function read(bytes: Uint8Array): {
  inputs: string[];
  outputs: string[];
  operators: string[];
  doubles: number[][];
  facts: Record<string, string>;
} {
  const model = new ProtobufFields(bytes);
  const [graph] = model.messages(7);
  const constants = graph!.messages(5).filter((tensor) => tensor.numbers(2)[0] === 11);
  return {
    inputs: graph!.messages(11).flatMap((value) => value.texts(1)),
    outputs: graph!.messages(12).flatMap((value) => value.texts(1)),
    operators: graph!.messages(1).flatMap((node) => node.texts(4)),
    doubles: constants.map((tensor) => [...new Float64Array(tensor.bytes(9)[0]!.slice().buffer)]),
    facts: Object.fromEntries(model.messages(14).map((entry) => [entry.texts(1)[0], entry.texts(2)[0]])),
  };
}

describe('an ONNX file', () => {
  it('of a network has its columns, its scaling, its weights and its threshold', () => {
    const file = read(writeOnnx(toPortable(network, facts, run)));
    expect(file.inputs).toEqual(['a', 'b']);
    expect(file.outputs).toEqual(['label', 'value', 'probabilities']);
    const order = ['Sub', 'Div', 'Gemm', 'Sigmoid', 'GreaterOrEqual', 'Gather'];
    expect(file.operators.filter((operator) => order.includes(operator)).slice(0, 6)).toEqual(order);
    for (const expected of [[10, -5], [2, 4], [1, 2], [0.5]]) expect(file.doubles).toContainEqual(expected);
    expect(file.facts).toMatchObject({ 'benchtop.run': 'run', 'benchtop.step': '7', 'benchtop.target': 'y' });
  });

  it('of k-means has the centres, and names of the clusters', () => {
    const file = read(writeOnnx(toPortable({ ...kmeans, clusterNames: ['near', 'far'] }, facts, run)));
    expect(file.outputs).toEqual(['cluster', 'label', 'distances']);
    expect(file.doubles).toContainEqual([0, 0, 3, 4]);
    expect(file.operators).toContain('ArgMin');
  });

  it('takes columns that are called as an output by another name', () => {
    const named = { features: ['value', 'value_input'], encoders: [] };
    const file = read(writeOnnx(toPortable(network, named, run)));
    expect(file.inputs).toEqual(['value_input_', 'value_input']);
  });
});
