import { TRACKER_FORMATS, type TrackerFormat } from '../../../../src-shared/run/model-file';
import { findRun } from '../../inputs/find-run';
import type { Services } from '../../services/services';

export function isTrackerFormat(format: string): format is TrackerFormat {
  return (TRACKER_FORMATS as readonly string[]).includes(format);
}

/** Writes runs into a folder that another program reads. */
export async function exportToTracker(
  operands: readonly string[],
  format: TrackerFormat,
  to: string,
  services: Services,
): Promise<void> {
  const ids = [...new Set(operands.map((operand) => findRun(operand, services).record.id))];
  await services.runs.trackers.export(ids, format, to);
}
