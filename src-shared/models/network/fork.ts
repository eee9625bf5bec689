import { say } from '../../language/say';
import { TRAINING_FIELDS } from '../../training/fields';
import { plannedSteps } from '../../training/steps';
import { stepsOfFork, type ForkRules } from '../contract/fork';
import { networkTask, type NetworkSpec } from './schema';

/** A fork of a network keeps its layers and what the loss reads the target as. */
export const networkFork: ForkRules<NetworkSpec> = {
  changeable: [
    /^model\.layers\.\d+\.dropout$/,
    /^model\.(loss|huberDelta)$/,
    /^model\.(optimizer|schedule|regularizer)(\.|$)/,
  ],
  reasons: [
    [/^model\.layers(\.|$)/, say("the checkpoint's weights belong to these layers")],
    [/^model\.(initializer|biasInitializer)$/, say("the weights are the checkpoint's, none are drawn")],
  ],
  problems(before, after) {
    if (networkTask(before).kind === networkTask(after).kind) return [];
    const message = say(
      'The loss {loss} reads the target in another way than {loss2}: start a new run instead.',
      { loss: after.loss, loss2: before.loss },
    );
    return [{ field: 'model.loss', message }];
  },
  end({ training }, trainRows) {
    if (training.epochs === null)
      return { field: 'training.steps', step: training.steps, unit: say('steps') };
    if (trainRows === null) return null;
    return { field: 'training.epochs', step: plannedSteps(training, trainRows), unit: say('steps') };
  },
  begin({ model, training }, step, rateChanges) {
    const steps = stepsOfFork(training.steps, step, TRAINING_FIELDS['training.steps'].max);
    const change = [...rateChanges].reverse().find((made) => made.step <= step);
    // A schedule has more to it than one rate; the checkpoint knows where it stands.
    const isPlain = model.schedule.kind === 'constant' && model.schedule.warmupSteps === 0;
    const optimizer =
      change === undefined || !isPlain
        ? model.optimizer
        : { ...model.optimizer, learningRate: change.learningRate };
    return { model: { ...model, optimizer }, training: { ...training, steps } };
  },
};
