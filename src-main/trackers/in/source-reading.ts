import { fail } from '../../../src-shared/errors';

/** How a source is read: by whom it is ended, and who is told how far it is. */
export interface SourceReading {
  readonly signal?: AbortSignal;
  /** @param count of bytes that were read since the last time */
  readonly onBytes?: (count: number) => void;
}

/** @throws BenchtopError `conflict` once nobody wants it any more */
export function requireWanted({ signal }: SourceReading): void {
  if (signal?.aborted === true) throw fail('conflict', 'This was cancelled.');
}

/** What a source holds. */
export interface CountedRuns {
  readonly names: readonly string[];
  readonly metrics: number;
  readonly points: number;
}

/** A time as ids of runs begin with. @param at ISO 8601, in UTC */
export function timeInId(at: string): string {
  return at
    .replace(/[-:]/g, '')
    .replace('T', '-')
    .replace(/\.(\d{3})Z/, '-$1');
}
