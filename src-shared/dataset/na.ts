/** Cells that mean "no value" unless the dialect says otherwise. */
export const NA_TOKENS = [
  '',
  'NA',
  'N/A',
  'n/a',
  'na',
  'null',
  'NULL',
  'Null',
  'NaN',
  'nan',
  '?',
  '.',
  '-',
  '#N/A',
] as const;
