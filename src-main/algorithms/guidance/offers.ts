import type { ErrorInfo } from '../../../src-shared/errors';
import { inEnglish, sentence, type Sentence } from '../../../src-shared/language/sentence';
import type { Finding, Offer } from '../../../src-shared/run/live/guidance';

/** A finding in English, and what another language says it from. */
export function finding(
  kind: Finding['kind'],
  said: Sentence,
  step: number | null,
  offered: Offer | null,
): Finding {
  return { kind, message: inEnglish(said), said, step, offer: offered };
}

/** A run that ended because its numbers are none any more, where its error says all there is. */
export function notFinite({ message, said }: Pick<ErrorInfo, 'message' | 'said'>, step: number): Finding {
  return said === undefined
    ? { kind: 'notFinite', message, step, offer: null }
    : finding('notFinite', said, step, null);
}

/** An offer in English, and what another language says it from. @param step of the finding, or that a fork begins at */
export function offer(kind: Offer['kind'], said: Sentence, step: number, changes: Offer['changes']): Offer {
  return { kind, label: inEnglish(said), said, step, changes };
}

/** The experiment anew with its columns scaled to mean 0 and standard deviation 1. @param step of the finding */
export function scaledCopy(step: number): Offer {
  return offer('copy', sentence('Edited copy with standard scaling'), step, [
    { path: 'dataset.scaling', value: 'standard' },
  ]);
}

/** The experiment anew with other initial weights. @param seed of the run */
export function otherSeed(seed: number, step: number): Offer {
  return offer(
    'copy',
    sentence('Edited copy with seed {seed}: other initial weights', { seed: seed + 1 }),
    step,
    [{ path: 'seed', value: seed + 1 }],
  );
}
