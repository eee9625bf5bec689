import { say } from '../../language/say';
import { networkTask, type LossName, type NetworkSpec } from './schema';

/**
 * What the parts of a network make impossible between them, each at the field to change. The form
 * and the check before a run both ask here; the schema does not, so that every stored file opens.
 * @param classes of the target, where they are known
 */
export function networkProblems(
  model: NetworkSpec,
  classes: number | null = null,
): { readonly field: string; readonly message: string }[] {
  const problems: { field: string; message: string }[] = [];
  const lastIndex = model.layers.length - 1;
  const last = model.layers[lastIndex];
  if (last === undefined) return problems;
  const report = (field: string, message: string): void => {
    problems.push({ field, message });
  };
  model.layers.slice(0, -1).forEach(({ activation }, l) => {
    if (activation === 'softmax')
      report(
        `model.layers.${l}.activation`,
        say('Softmax belongs in the last layer: choose another activation for layer {layer}.', {
          layer: l + 1,
        }),
      );
  });
  const outputProblem = activationProblem(model.loss, last.activation);
  if (outputProblem !== null) report(`model.layers.${lastIndex}.activation`, outputProblem);
  else if (last.activation === 'softmax' && model.loss !== 'categoricalCrossentropy')
    report('model.loss', say('A softmax output needs categorical cross-entropy as its loss.'));
  const units = unitsProblem(model, last.units, classes);
  if (units !== null) report(`model.layers.${lastIndex}.units`, units);
  if (last.dropout > 0)
    report(
      `model.layers.${lastIndex}.dropout`,
      say('The last layer gives the output, of which nothing may be left out: set its dropout to 0.'),
    );
  return problems;
}

/** What the loss needs of the last activation. */
function activationProblem(loss: LossName, activation: string): string | null {
  switch (loss) {
    case 'binaryCrossentropy':
      return activation === 'sigmoid' ? null : say('Binary cross-entropy needs a sigmoid in the last layer.');
    case 'categoricalCrossentropy':
      return activation === 'softmax'
        ? null
        : say('Categorical cross-entropy needs a softmax in the last layer.');
    case 'hinge':
      return activation === 'linear' || activation === 'tanh'
        ? null
        : say('The hinge loss needs a linear or tanh output, which can be below 0, not {activation}.', {
            activation,
          });
    default:
      return null;
  }
}

function unitsProblem(model: NetworkSpec, units: number, classes: number | null): string | null {
  if (networkTask(model).kind !== 'classes') {
    return units === 1
      ? null
      : say('The last layer must have 1 unit for one target column, not {units}.', { units });
  }
  if (classes !== null && classes >= 2 && classes !== units) {
    return say('The target has {classes} classes, so a softmax layer needs {classes2} units, not {units}.', {
      classes,
      classes2: classes,
      units,
    });
  }
  return units >= 2 ? null : say('A softmax layer needs a unit for each class, at least 2.');
}
