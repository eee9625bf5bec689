import { MODEL_KINDS, MODELS, type ModelKind } from '../../models';

/**
 * The kind of model that is proposed for a data set where nobody has chosen one.
 * @param target column to predict; null: there is none
 */
export function proposeKind(target: string | null): ModelKind {
  const data = target === null ? 'noTarget' : 'target';
  const kind = MODEL_KINDS.find((name) => MODELS[name].proposal.proposedFor === data);
  if (kind === undefined) throw new Error(`No kind of model is proposed for ${data}`);
  return kind;
}
