import { getPath } from '../../fields/change';
import { MODELS } from '../../models';
import type { RunRow } from '../library/row';
import { decodeNumber, type StoredNumber } from '../record/stored-number';
import type { RunRecord } from '../record/record';

/**
 * How far a finished run is from its optimum: "not converged: the duality gap is 12.3 % of the
 * objective"; null where it has converged, where nothing tells, or while it is on its way.
 */
export function unconvergedText({ status, experiment, summary, external }: RunRecord): string | null {
  if (status !== 'finished' || external !== undefined) return null;
  return MODELS[experiment.model.kind].notConverged(
    (path) => getPath(experiment, path),
    (name) => decoded(summary[name]),
  );
}

/** {@link unconvergedText} of a row of the runs table. */
export function unconvergedTextOfRow({ status, kind, params, metrics }: RunRow): string | null {
  if (status !== 'finished' || kind === 'external') return null;
  return MODELS[kind].notConverged(
    (path) => params[path],
    (name) => decoded(metrics[name]?.[0]),
  );
}

function decoded(value: StoredNumber | null | undefined): number | null {
  return value === undefined || value === null ? null : decodeNumber(value);
}
