import { predictionTable } from '../../algorithms/models/answers';
import { shortPredictions, writePredictions } from '../../files/run-files/predictions-file';
import type { TrainJob } from '../protocol/training';
import { modelContext } from '../stored/model-context';
import type { PreparedRun } from './prepare-run';
import { streamedNotices } from './streamed-run';

/**
 * Writes what a run's model says of the rows it was trained on and validated with; of streamed rows, nothing.
 * @returns sentences about the file for the run's Log
 */
export function writeRunPredictions(
  { experiment, runFolder }: TrainJob,
  { trainer, loaded }: PreparedRun,
): readonly string[] {
  if (loaded.stream !== undefined) return streamedNotices(loaded);
  const context = modelContext({ state: trainer.state(), experiment, dataset: loaded.facts });
  const table = predictionTable(context, loaded.data, loaded.rowNumbers, loaded.rawRows);
  writePredictions(runFolder, table);
  const short = loaded.rawRows === null ? [shortPredictions(loaded.data)] : [];
  // The names of generated columns are the program's own: nobody looks for them.
  const notes = experiment.dataset.kind === 'file' ? (table.notes ?? []) : [];
  return [...short, ...notes].map((note) => `predictions.csv: ${note}`);
}
