import { say } from '../../src-shared/language/say';
import type { Repair, RepairMethod } from '../../src-shared/run/explanation/repair';
import { formatCount, formatNumber } from './format';

/** How probabilities are repaired, by its name. */
export function repairName(method: RepairMethod): string {
  return method === 'platt' ? say('Platt’s scaling') : say('Isotonic regression');
}

/** What a kept repair does, and on which rows that was measured. */
export function repairText({ method, rows, before, after }: Repair): string {
  return say(
    'Repaired by {method}, fitted to {rows} validation rows; calibration error {before} before, {after} on rows that the fit had not seen.',
    {
      method: method === 'platt' ? say('Platt’s scaling') : say('isotonic regression'),
      rows: formatCount(rows),
      before: formatNumber(before.ece, 3),
      after: formatNumber(after.ece, 3),
    },
  );
}
