import { statSync } from 'node:fs';
import type { TableLook } from '../../../src-shared/dataset/look';
import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import type { DatasetSpec, FileDatasetSpec } from '../../../src-shared/experiment/schema';
import { previewFile } from '../preview/preview';
import { noColumn } from '../columns/column-errors';
import { resolvePath, findSettings, resolveSource, wantedColumns, type ReadLocation } from './roles';

/** Larger files are not read twice: the run itself reports what only reading them tells. */
const READ_TWICE_BYTES = 32 * 1024 * 1024;

/** Whether a data set is quick to load, so that it can be loaded just to be checked. */
export function isQuickToLoad(spec: DatasetSpec, location: ReadLocation = {}): boolean {
  if (spec.kind === 'generated') return true;
  try {
    const { source, moved } = resolveSource(spec, location);
    const files = [resolvePath(spec, location), ...(moved?.files ?? source?.files ?? [])];
    return files.reduce((sum, file) => sum + statSync(file).size, 0) <= READ_TWICE_BYTES;
  } catch {
    // Loading it says what is wrong.
    return true;
  }
}

/**
 * Checks what a first look at a file tells: it can be read, the columns are there, and the weight is
 * not a column of texts.
 * @throws BenchtopError naming file, column or field
 */
export async function checkPreview(spec: FileDatasetSpec, location: ReadLocation = {}): Promise<void> {
  const { columns, dialect } = spec;
  checkColumns(
    spec,
    await previewFile(resolvePath(spec, location), { ...resolveSource(spec, location), columns, dialect }),
  );
}

/** The same on a look that was taken. */
export function checkColumns(
  spec: FileDatasetSpec,
  { path, name: fileName, columns }: Pick<TableLook, 'path' | 'name' | 'columns'>,
): void {
  const names = columns.map(({ name }) => name);
  for (const { name, field } of wantedColumns(spec)) {
    const column = columns.find((known) => known.name === name);
    if (column === undefined) throw noColumn(names, name, fileName, path, field);
    const type = findSettings(spec, name)?.settings.type ?? column.type;
    if (field === 'dataset.weight' && (type === 'category' || type === 'date')) {
      throw fail(
        'invalid-data',
        sentence('The weight column "{name}" of {fileName} holds {value}: choose a column of numbers.', {
          name,
          fileName,
          value: type === 'date' ? sentence('dates') : sentence('words'),
        }),
        { file: path, column: name, field },
      );
    }
  }
}
