import type { ModelFormat } from '../../src-shared/run/model-file';
import type { PortableModel } from './portable/portable-model';
import type { ScriptRun } from './python/write-python';
import { writeKeras } from './keras/write-keras';
import { writeOnnx } from './onnx/write-onnx';
import { writePython } from './python/write-python';
import { writeTfjs } from './tfjs/write-tfjs';
import { writeWeights } from './weights/write-weights';

export type { ScriptData, ScriptRun } from './python/write-python';
export { toPortable } from './portable/to-portable';

/** Files of a model by their names in a folder, or one file alone. */
export type ModelFiles = Uint8Array | Readonly<Record<string, Uint8Array>>;

const WRITERS: Readonly<Record<Exclude<ModelFormat, 'python'>, (model: PortableModel) => ModelFiles>> = {
  onnx: writeOnnx,
  keras: writeKeras,
  tfjs: writeTfjs,
  weights: writeWeights,
};

/**
 * A model in another program's format.
 * @param run of a Python script: what it proves
 * @throws BenchtopError `invalid-data` where the format cannot hold a model of its kind
 */
export function writeModel(model: PortableModel, format: ModelFormat, run: ScriptRun | null): ModelFiles {
  if (format !== 'python') return WRITERS[format](model);
  if (run === null) throw new Error('a script needs what it proves');
  return writePython(model, run);
}
