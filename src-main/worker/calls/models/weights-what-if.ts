import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import type { NetworkSpec } from '../../../../src-shared/experiment/schema';
import { networkFrame } from '../../../algorithms/network/picture';
import { measureState } from '../../../algorithms/network/measure-state';
import { editWeights } from '../../../algorithms/network/state/weight-edits';
import type { MadeWeightEdit } from '../../../../src-shared/models/network/weight-edit';
import { drive } from '../../../dataset';
import type { Checkpoint } from '../../../files/checkpoint';
import type { ModelCalls, WeightsRequest } from '../../protocol/models';
import { modelContext } from '../../stored/model-context';
import { readState } from '../../stored/states';
import { answerRows, requestedRows } from '../points/query-points';
import type { CallContext } from '../call-context';
import { MAX_KEPT, readRunData } from './evaluate-run';

/** A network's state with the edits made, and its model. */
interface Edited {
  readonly checkpoint: Checkpoint;
  readonly model: NetworkSpec;
  readonly made: readonly MadeWeightEdit[];
}

/**
 * What a network of a run would be with some weights set by hand: drawn, and asked about a point. The run stays.
 * @throws BenchtopError `invalid-data` for another kind of model, or where it has no such weight
 */
export async function weightsWhatIf({
  cells,
  ...request
}: ModelCalls['weights-what-if']['params']): Promise<ModelCalls['weights-what-if']['answer']> {
  const { checkpoint, model, made } = await readEdited(request);
  const rows = cells === null ? null : requestedRows({ kind: 'rows', rows: [{ cells }] }, checkpoint);
  return {
    made,
    frame: networkFrame({ ...modelContext(checkpoint), model }, { units: true }),
    point: rows === null ? null : answerRows(checkpoint, rows),
  };
}

/**
 * The metrics of such a network on all rows of the run, as training logs them; null where there are so many that
 * a person who drags a weight would wait for them.
 * @throws BenchtopError as {@link weightsWhatIf}, or where the data is gone or has changed
 */
export async function measureWeights(
  { readFrom, ...request }: ModelCalls['measure-weights']['params'],
  call: CallContext,
): Promise<ModelCalls['measure-weights']['answer']> {
  const { dataset } = request;
  const values = (dataset.trainRows + dataset.validationRows) * dataset.features.length;
  if (dataset.stream !== undefined || values > MAX_KEPT) return null;
  const { checkpoint, model } = await readEdited(request);
  const { data } = await readRunData(checkpoint, { readFrom }, call);
  const { state } = checkpoint;
  const work = measureState({ ...modelContext(checkpoint), model, state }, data);
  return drive(work, call.signal, 'What if');
}

async function readEdited({ runFolder, state, experiment, dataset, edits }: WeightsRequest): Promise<Edited> {
  const { model } = experiment;
  if (model.kind !== 'network')
    throw fail('invalid-data', sentence('Only the weights of a network can be set by hand.'));
  const kept = await readState(runFolder, state, { experiment, dataset });
  const edited = editWeights(model, kept.state, edits, dataset.targetScaler);
  return { checkpoint: { ...kept, state: edited.state }, model, made: edited.made };
}
