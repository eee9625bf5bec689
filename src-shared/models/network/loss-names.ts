import { say } from '../../language/say';
import type { LossName } from './schema';

/** Losses as people call them, within a sentence. */
export const LOSS_NAMES: Readonly<Record<LossName, string>> = {
  meanSquaredError: say('mean squared error'),
  meanAbsoluteError: say('mean absolute error'),
  huber: say('Huber loss'),
  binaryCrossentropy: say('binary cross-entropy'),
  categoricalCrossentropy: say('categorical cross-entropy'),
  hinge: say('hinge loss'),
};
