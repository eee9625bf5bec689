import { say } from '../../../src-shared/language/say';
import { formatCount } from '../../text/format';

/** Why a value is no whole number of a range, as a sentence; null: it is one. */
export function wholeNumberProblem(
  value: number | null,
  { min, max }: { readonly min: number; readonly max: number },
): string | null {
  if (value !== null && Number.isInteger(value) && value >= min && value <= max) return null;
  return say('Give a whole number from {min} to {max}.', { min, max: formatCount(max) });
}
