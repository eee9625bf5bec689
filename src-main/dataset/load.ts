import type { DatasetSpec } from '../../src-shared/experiment/schema';
import { loadWhole, type LoadedDataset, type LoadOptions } from './prepare/load';
import { isStreamed } from './stream/find-files';
import { loadStreamed } from './stream/load-streamed';

/**
 * Loads a data set as an experiment asks: held as a whole, or streamed where it is more than memory holds.
 * @throws BenchtopError naming file, line, column or field
 */
export function loadDataset(spec: DatasetSpec, options: LoadOptions): Promise<LoadedDataset> {
  return spec.kind === 'file' && isStreamed(spec, options)
    ? loadStreamed(spec, options)
    : loadWhole(spec, options);
}
