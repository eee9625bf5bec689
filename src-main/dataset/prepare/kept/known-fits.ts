import type { Encoder } from '../../../../src-shared/run/record/dataset-facts';
import type { InputFits } from '../layout/fitted-inputs';

/** What was fitted of the features of a table: all that its layout needs to be made once more. */
export interface KnownFit extends Omit<InputFits, 'addNumbers' | 'addCodes'> {
  readonly encoders: readonly Encoder[];
}

/** Fits that stay known in this thread: of a few megabytes each. */
const KEPT_FITS = 4;
/** In the order of their last use. */
const fits = new Map<string, KnownFit>();

/** The fit of a key; null where it is not known. */
export function knownFit(key: string): KnownFit | null {
  const fit = fits.get(key);
  if (fit === undefined) return null;
  fits.delete(key);
  fits.set(key, fit);
  return { ...fit, sampled: fit.sampled.slice() };
}

/** Keeps a fit; the one that was not used for longest goes. @param key equal for equal tables, rows and choices only */
export function keepFit(key: string, { encoders, offset, scale, ranges, sampled, digests }: KnownFit): void {
  fits.delete(key);
  fits.set(key, { encoders, offset, scale, ranges, sampled: sampled.slice(), digests });
  for (const oldest of fits.keys()) {
    if (fits.size <= KEPT_FITS) return;
    fits.delete(oldest);
  }
}
