import { at } from '../../../../src-shared/present';
import { surfaceAt } from '../../../values/surface';
import { targetNumber } from '../../../charts/network/marked-points';
import type { RunOf } from '../../contract/run-of';

/** A row of a truth table. */
export interface TruthRow {
  readonly inputs: readonly number[];
  readonly target: number | null;
  readonly output: number;
  /** Whether output and target are on the same side of one half; null without a 0/1 target. */
  readonly isRight: boolean | null;
}

/** The outputs for a table of two binary inputs; empty for any other data. */
export function truthTable({ frame, sample }: Pick<RunOf<'network'>, 'frame' | 'sample'>): TruthRow[] {
  if (frame === null || frame.surface === null || sample === null) return [];
  if (sample.features.length !== 2 || sample.count > 16) return [];
  if (![...sample.values].every((value) => value === 0 || value === 1)) return [];
  const { surface } = frame;
  return Array.from({ length: sample.count }, (_, row) => {
    const inputs = [at(sample.values, 2 * row), at(sample.values, 2 * row + 1)];
    const output = surfaceAt(surface, at(inputs, 0), at(inputs, 1));
    const target = targetNumber(sample, row);
    const isBinary = target === 0 || target === 1;
    return { inputs, target, output, isRight: isBinary ? output >= 0.5 === (target === 1) : null };
  });
}
