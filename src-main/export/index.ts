import type { ModelFormat } from '../../src-shared/run/model-file';
import type { PortableModel } from './portable/portable-model';
import { writeKeras } from './keras/write-keras';
import { writeOnnx } from './onnx/write-onnx';
import { writeTfjs } from './tfjs/write-tfjs';
import { writeWeights } from './weights/write-weights';

export { toPortable } from './portable/to-portable';

/** Files of a model by their names in a folder, or one file alone. */
export type ModelFiles = Uint8Array | Readonly<Record<string, Uint8Array>>;

const WRITERS: Readonly<Record<ModelFormat, (model: PortableModel) => ModelFiles>> = {
  onnx: writeOnnx,
  keras: writeKeras,
  tfjs: writeTfjs,
  weights: writeWeights,
};

/**
 * A model in another program's format.
 * @throws BenchtopError `invalid-data` where the format cannot hold a model of its kind
 */
export function writeModel(model: PortableModel, format: ModelFormat): ModelFiles {
  return WRITERS[format](model);
}
