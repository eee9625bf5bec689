import { modelDefinition } from '../models';
import { measuringAll, type MeasuredTable, type Measuring } from '../training/measuring';
import { AUTO } from '../training/schema';
import type { Experiment } from './schema';

/**
 * When a run of an experiment measures its model and on which rows: as `training.logEvery` says, on all rows;
 * `auto` as its kind of model finds it for the table. Equal experiments on equal tables come to the same.
 */
export function planMeasuring(
  experiment: Pick<Experiment, 'model' | 'training'>,
  table: MeasuredTable,
): Measuring {
  const { model, training } = experiment;
  if (training.logEvery !== AUTO) return measuringAll(training.logEvery);
  return modelDefinition(model.kind).measuring(experiment, table);
}
