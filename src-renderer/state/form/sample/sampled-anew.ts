import type { Experiment, ModelSpec } from '../../../../src-shared/experiment/schema';
import { modelDefinition } from '../../../../src-shared/models';

type Sampled = Pick<Experiment, 'dataset' | 'seed' | 'model'>;

/** Whether training would see other rows, or read the target in another way, after a change. */
export function isSampledAnew(before: Sampled, after: Sampled): boolean {
  return (
    after.dataset !== before.dataset ||
    !Object.is(after.seed, before.seed) ||
    targetUse(after.model) !== targetUse(before.model)
  );
}

/** Settings of a model that decide how its target is read, as a key. */
function targetUse(model: ModelSpec): string {
  return `${model.kind} ${modelDefinition(model.kind).task(model).kind}`;
}
