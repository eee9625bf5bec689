import type { KnownColumn, KnownTable } from '../../src-shared/experiment/proposal/types';

/** A file of these columns, as a proposal knows it: 200 rows, of which the first two hold 1 and 2 everywhere. */
export function knownTable(
  columns: readonly KnownColumn[],
  rows = 200,
  preview?: KnownTable['preview'],
): KnownTable {
  return {
    path: '/data/penguins.csv',
    format: 'csv',
    dialect: { header: 1 },
    rows,
    columns,
    preview: preview ?? [columns.map(() => '1'), columns.map(() => '2')],
  };
}

/** A column of many different numbers between 0.5 and 9.5. */
export function numbers(name: string, changes: Partial<KnownColumn> = {}): KnownColumn {
  return {
    name,
    type: 'number',
    missing: 0,
    min: 0.5,
    max: 9.5,
    distinct: 150,
    distinctAtLeast: false,
    ...changes,
  };
}

/** A column of so many different words. */
export function categories(name: string, distinct: number, changes: Partial<KnownColumn> = {}): KnownColumn {
  return { name, type: 'category', missing: 0, distinct, distinctAtLeast: false, ...changes };
}

/** A column of whole numbers without a gap, from 0 where no other beginning is named. */
export function codes(name: string, distinct: number, min = 0, max = min + distinct - 1): KnownColumn {
  return numbers(name, { distinct, min, max });
}
