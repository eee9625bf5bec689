import { say } from '../language/say';
import type { NumberField } from './number-field';

/** Seed of an experiment, and of what may have one of its own: its split, its sample. */
export const SEED_FIELDS = {
  seed: {
    label: say('Seed'),
    help: say('The same seed, settings and engine give the same numbers.'),
    integer: true,
    min: 0,
    max: 4294967295,
    default: 1,
  },
} as const satisfies Record<string, NumberField>;
