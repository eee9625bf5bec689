import { flag } from '../declare/option';

/** Keeps formulas of a data file in what is written of it. */
export const RAW = flag(
  'writes formulas as they are; without it an apostrophe marks cells that a spreadsheet would compute',
);
