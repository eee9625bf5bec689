import type { PortableModel } from '../portable/portable-model';
import { addAnswers, addUnanswered } from './answers';
import { addColumns, inputName } from './columns';
import { OnnxGraph } from './graph';
import { addDistances, addFourier, addLayers, addScaling } from './layers';
import { ProtobufMessage } from './protobuf';

/** ir_version and operator sets that onnxruntime has known since 1.12. */
const IR_VERSION = 8;
const OPERATORS = 17;
const ML_OPERATORS = 2;

/**
 * A model as an ONNX file that takes raw columns and gives what Benchtop answers: missing cells, categories,
 * dates, scaling and the target's units are within. It computes in float64; numbers come and go as float32.
 */
export function writeOnnx(model: PortableModel): Uint8Array {
  const graph = new OnnxGraph();
  const inputs = addColumns(graph, model.columns);
  const unanswered = addUnanswered(graph, inputs);
  const scaled = addScaling(graph, inputs, model.scaler);
  const mapped = model.fourier === null ? scaled : addFourier(graph, scaled, model.fourier);
  const values =
    model.centers === null
      ? addLayers(graph, mapped, model.layers)
      : addDistances(graph, mapped, model.centers);
  addAnswers(graph, model, values, unanswered);
  const facts = {
    'benchtop.kind': model.kind,
    'benchtop.run': model.run.id,
    'benchtop.step': String(model.run.step),
    'benchtop.target': model.target ?? '',
    'benchtop.classes': JSON.stringify(model.classes),
    'benchtop.columns': JSON.stringify(
      model.columns.map((column) => ({
        input: inputName(column, model.columns),
        column: column.name,
        type: column.type,
      })),
    ),
  };
  const message = new ProtobufMessage()
    .int(1, IR_VERSION)
    .text(2, 'Benchtop')
    .text(6, `${model.run.name}: raw columns in, answers out`)
    .message(7, graph.toMessage(model.kind))
    .message(8, new ProtobufMessage().text(1, '').int(2, OPERATORS))
    .message(8, new ProtobufMessage().text(1, 'ai.onnx.ml').int(2, ML_OPERATORS));
  for (const [key, value] of Object.entries(facts)) {
    message.message(14, new ProtobufMessage().text(1, key).text(2, value));
  }
  return message.toBytes();
}
