import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  datasetSchema,
  modelSchema,
  type DatasetSpec,
  type ModelSpec,
} from '../../../src-shared/experiment/schema';
import { loadDataset, type LoadedDataset } from '../../dataset';

export const kmeans = modelSchema.parse({ kind: 'kmeans', nClusters: 2 });
export const svm = modelSchema.parse({ kind: 'svm', tol: 0 });

/** A folder of data files, gone after the tests. */
export class DataFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'benchtop-data-'));
  #files = 0;

  file(content: string): string {
    const path = join(this.path, `file${this.#files++}.csv`);
    writeFileSync(path, content);
    return path;
  }

  spec(path: string, change: Record<string, unknown> = {}): DatasetSpec {
    return datasetSchema.parse({ kind: 'file', path, features: ['a', 'b'], ...change });
  }

  load(
    content: string,
    change: Record<string, unknown> = {},
    model: ModelSpec = kmeans,
    seed = 1,
  ): Promise<LoadedDataset> {
    return loadDataset(this.spec(this.file(content), change), { seed, model });
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export const count = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** The rows of a data set's inputs. */
export function readRows({ data }: LoadedDataset): number[][] {
  const { width, features } = data;
  return count(data.rows).map((row) => [...features.subarray(row * width, (row + 1) * width)]);
}
