import type { RunRecord } from '../../../src-shared/run/record/record';

/** A folder's name for each run: its own name where that can be one, with its id where it is not the only one. */
export function folderNames(records: readonly Pick<RunRecord, 'id' | 'name'>[]): string[] {
  const names = records.map(({ name }) =>
    name
      .replace(/[^\p{L}\p{N} ._-]+/gu, '_')
      .replace(/^[ .]+|[ .]+$/g, '')
      .slice(0, 80),
  );
  return records.map(({ id }, index) => {
    const name = names[index] ?? '';
    const isAlone = names.filter((other) => other.toLowerCase() === name.toLowerCase()).length === 1;
    return name === '' ? id : isAlone ? name : `${name} ${id}`;
  });
}
