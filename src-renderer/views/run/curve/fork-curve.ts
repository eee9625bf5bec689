import { say } from '../../../../src-shared/language/say';
import { at as elementAt } from '../../../../src-shared/present';
import type { LossSeries } from '../../../charts/loss/loss-curves';
import { nearestIndex } from '../../../values/nearest';

/**
 * The curves of a fork: what its parent had logged up to the step where they part, in pale, and the
 * fork's own from that point on, so that it branches off there.
 * @param step null: no fork
 */
export function branched(series: readonly LossSeries[], step: number | null): LossSeries[] {
  if (step === null) return [...series];
  return series.flatMap((line) => {
    const at = lastUpTo(line.x, step);
    if (at < 0) return [line];
    const { x, y } = line;
    const parent: LossSeries = {
      ...line,
      id: `${line.id} before`,
      label: say('{line}, before the fork', { line: line.label }),
      pale: true,
      x: Array.prototype.slice.call(x, 0, at + 1) as number[],
      y: Array.prototype.slice.call(y, 0, at + 1) as number[],
    };
    const own: LossSeries = {
      ...line,
      x: Array.prototype.slice.call(x, at) as number[],
      y: Array.prototype.slice.call(y, at) as number[],
    };
    return own.x.length > 1 ? [parent, own] : [parent];
  });
}

/** Place of the last value that is not above `limit`; -1 where all are. */
function lastUpTo(x: ArrayLike<number>, limit: number): number {
  if (x.length === 0 || elementAt(x, 0) > limit) return -1;
  let at = nearestIndex(x, limit);
  while (at > 0 && elementAt(x, at) > limit) at--;
  while (at + 1 < x.length && elementAt(x, at + 1) <= limit) at++;
  return at;
}
