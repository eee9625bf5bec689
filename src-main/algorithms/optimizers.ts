import type { OptimizerSpec } from '../../src-shared/experiment/schema';

/** Names of the slots an optimizer keeps beside each variable. */
export const SLOTS: Readonly<Record<OptimizerSpec['kind'], readonly string[]>> = {
  sgd: [],
  momentum: ['momentum'],
  rmsprop: ['rms'],
  adam: ['m', 'v'],
};

/**
 * Updates one variable in place. Formulas as in Keras and TensorFlow: Adam (Kingma and Ba 2015,
 * the paper's rearranged form with epsilon outside the bias correction), RMSprop (Hinton), heavy
 * ball momentum.
 * @param step 1 for the first update
 */
export function updateVariable(
  optimizer: OptimizerSpec,
  variable: Float64Array,
  gradient: Float64Array,
  slots: readonly Float64Array[],
  step: number,
): void {
  const rate = optimizer.learningRate;
  switch (optimizer.kind) {
    case 'sgd':
      for (let i = 0; i < variable.length; i++) variable[i]! -= rate * gradient[i]!;
      return;
    case 'momentum': {
      const velocity = slots[0]!;
      for (let i = 0; i < variable.length; i++) {
        velocity[i] = optimizer.momentum * velocity[i]! + gradient[i]!;
        variable[i]! -= rate * velocity[i]!;
      }
      return;
    }
    case 'rmsprop': {
      const meanSquare = slots[0]!;
      for (let i = 0; i < variable.length; i++) {
        meanSquare[i] = optimizer.rho * meanSquare[i]! + (1 - optimizer.rho) * gradient[i]! ** 2;
        variable[i]! -= (rate * gradient[i]!) / Math.sqrt(meanSquare[i]! + optimizer.epsilon);
      }
      return;
    }
    case 'adam': {
      const { beta1, beta2, epsilon } = optimizer;
      const m = slots[0]!;
      const v = slots[1]!;
      const corrected = (rate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
      for (let i = 0; i < variable.length; i++) {
        const g = gradient[i]!;
        m[i] = beta1 * m[i]! + (1 - beta1) * g;
        v[i] = beta2 * v[i]! + (1 - beta2) * g * g;
        variable[i]! -= (corrected * m[i]!) / (Math.sqrt(v[i]!) + epsilon);
      }
    }
  }
}
