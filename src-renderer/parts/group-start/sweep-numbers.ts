import { say } from '../../../src-shared/language/say';
import { MAX_TRIALS } from '../../../src-shared/group/group';

/** Settings of a sweep that are numbers, as their fields know them. */
export const TRIALS = {
  label: say('Trials'),
  help: say('Settings that are drawn and trained.'),
  integer: true,
  min: 1,
  max: MAX_TRIALS,
  default: 27,
} as const;
export const MINUTES = {
  label: say('Time limit'),
  help: say('After it no trial is started, and those under way end with a checkpoint.'),
  unit: say('min'),
  integer: false,
  min: 0.1,
  max: 100000,
  default: 10,
} as const;
/** One trial of so many goes on, to so many times the steps. */
export const FACTOR = 3;
