import { say } from '../../../../src-shared/language/say';
import type { SourcePart, TableSources } from '../../../../src-shared/dataset/format';
import { fileSourceSchema } from '../../../../src-shared/experiment/schema';

export const SOURCE_LABELS: Readonly<Record<TableSources['key'], string>> = {
  sheet: say('Sheet'),
  table: say('Table or view'),
  array: say('Array'),
  entry: say('File in the archive'),
};

/** Options for a part of a file; what a query reads in place of one is an option too. */
export function partOptions(
  parts: readonly SourcePart[],
  chosen: string | null,
): readonly { readonly value: string; readonly label: string }[] {
  const options = parts.map(({ name, isHidden, about }) => {
    const facts = [isHidden ? 'hidden' : '', about].filter((fact) => fact !== '');
    return { value: name, label: facts.length === 0 ? name : `${name} (${facts.join(', ')})` };
  });
  return chosen === null ? [{ value: '', label: say('The query') }, ...options] : options;
}

/** Whether a text is a range of cells as a data set takes it. */
export function isCellRange(text: string): boolean {
  return fileSourceSchema.safeParse({ range: text }).success;
}
