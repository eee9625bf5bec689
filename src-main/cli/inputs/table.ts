import { fail } from '../../../src-shared/errors';
import type { TableParams } from '../../runs/data/dataset-service';
import { keepTable, MAX_PASTED_BYTES } from '../../workspace/kept-table';
import { readDialect, type ReadingValues } from '../options/reading';
import { chosenFile, type ChosenFile, type SourceValues } from '../options/source';
import type { Services } from '../services/services';

/** The file that is named, and how it is to be read. */
export async function findTable(
  names: readonly string[],
  options: ReadingValues & SourceValues,
  services: Services,
): Promise<TableParams> {
  return {
    ...(await findFile(names, options, services)),
    columns: options.columns,
    dialect: readDialect(options),
  };
}

/** The file that is named; `-` is what comes on standard input, kept in the workspace. */
export async function findFile(
  names: readonly string[],
  options: SourceValues,
  { workspace }: Pick<Services, 'workspace'>,
): Promise<ChosenFile> {
  if (!names.includes('-')) return chosenFile(names, options);
  const path = await keepTable(workspace.copies.path, await standardInput());
  return chosenFile(
    names.map((name) => (name === '-' ? path : name)),
    options,
  );
}

async function standardInput(): Promise<Buffer> {
  if (process.stdin.isTTY) {
    throw fail(
      'usage',
      '"-" reads a table from standard input: pipe one in, such as "cat a.csv | benchtop inspect -".',
    );
  }
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MAX_PASTED_BYTES) {
      throw fail('usage', 'More than 256 MB come on standard input: write them to a file and name it.');
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}
