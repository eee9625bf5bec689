import { say } from '../../src-shared/language/say';
import type { MISSING, SCALINGS, TARGET_SCALINGS } from '../../src-shared/experiment/schema';

/** Choices of a select field: what is stored, and what a person reads. */
type Options<T extends string> = readonly { readonly value: T; readonly label: string }[];

export const MISSING_OPTIONS: Options<(typeof MISSING)[number]> = [
  { value: 'drop', label: say('Drop the row') },
  { value: 'mean', label: say("The column's mean") },
  { value: 'median', label: say("The column's median") },
  { value: 'mostFrequent', label: say("The column's most frequent value") },
  { value: 'constant', label: say('A constant') },
  { value: 'error', label: say('Refuse the file') },
];

export const SCALING_OPTIONS: Options<(typeof SCALINGS)[number]> = [
  { value: 'none', label: say('None') },
  { value: 'standard', label: say('Standard (mean 0)') },
  { value: 'minmax', label: say('Min–max (0 to 1)') },
  { value: 'robust', label: say('Robust (median 0, quartiles)') },
];

export const TARGET_SCALING_OPTIONS: Options<(typeof TARGET_SCALINGS)[number]> = [
  { value: 'none', label: say('None') },
  { value: 'standard', label: say('Standard (mean 0)') },
];
