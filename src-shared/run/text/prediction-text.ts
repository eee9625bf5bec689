import { say } from '../../language/say';
import type { PredictionRow, Cell, OutsideCell } from '../points/query-points';

type Remarks = Pick<PredictionRow, 'problem' | 'filled' | 'outside'>;

/** What is to be said of a point beside its answer, e.g. `Height above 78.2`; empty where nothing is. */
export function describeRemark(
  { problem, filled, outside }: Remarks,
  number: (value: number) => string = String,
): string {
  if (problem !== null) return say('no answer: {problem}', { problem });
  const parts = [
    ...outside.map((cell) => `${cell.column} ${describeSide(cell, number)}`),
    ...(filled.length === 0
      ? []
      : [say('{filled} missing, filled as in training', { filled: filled.join(', ') })]),
  ];
  return parts.join('; ');
}

/** `above 78.2`, `below 2024-01-31`: the limit is an end of the range of the run’s data. */
function describeSide(
  { side, limit }: Pick<OutsideCell, 'side' | 'limit'>,
  number: (value: number) => string = String,
): string {
  return `${side} ${typeof limit === 'number' ? number(limit) : limit}`;
}

/** A cell as text; empty where it is missing. */
export function cellText(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? '' : String(cell);
}
