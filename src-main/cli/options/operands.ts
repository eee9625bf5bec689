import { bundledNames } from '../../workspace/bundled';
import type { Operand } from '../declare/command';
import { BUNDLED } from '../services/bundled';

/** A finished or running run. */
export const RUN: Operand = {
  name: 'RUN',
  about: 'a run’s id, the beginning of one, or last',
  missing: () => 'Name a run by its id, the beginning of it, or "last".',
  completion: 'runs',
};

/** What to train. */
export const EXPERIMENT: Operand = {
  name: 'EXPERIMENT',
  about: 'an experiment’s file, its name in the window, or a bundled one',
  missing: () => `Name an experiment: a file, or one of ${bundledNames(BUNDLED).join(', ')}.`,
  completion: 'experiments',
};

/** Tables of data that are read as one. */
export const DATA_FILES: Operand = {
  name: 'FILE',
  about: 'a data file, or several of one shape that are read as one; - for standard input',
  missing: () => 'Name a data file.',
  isRepeated: true,
  completion: 'files',
};
