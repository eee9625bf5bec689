import type { OptimizerSpec } from '../../../../src-shared/experiment/schema';
import { pow } from '../../../../src-shared/portable-math/pow';
import { square } from '../../../../src-shared/portable-math/square';

/** Slots of each optimizer, arrays that it keeps beside every variable, by their names in checkpoints. */
export const SLOTS: Readonly<Record<OptimizerSpec['kind'], readonly string[]>> = {
  sgd: [],
  momentum: ['momentum'],
  nesterov: ['momentum'],
  rmsprop: ['rms'],
  adagrad: ['accumulator'],
  adam: ['m', 'v'],
  adamw: ['m', 'v'],
};

/**
 * Value of every number of an optimizer's slots before the first update: 0; for Adagrad
 * `initialAccumulatorValue`, whose default is 0.1 as in Keras.
 */
export function firstSlotValue(optimizer: OptimizerSpec): number {
  return optimizer.kind === 'adagrad' ? optimizer.initialAccumulatorValue : 0;
}

/**
 * Updates one variable in place. Formulas as in Keras, but for the two with momentum: Adam (Kingma and Ba 2015,
 * the paper's rearranged form with epsilon outside the bias correction), AdamW (Loshchilov and
 * Hutter 2019: the decay apart from the gradient), RMSprop (Hinton), Adagrad (Duchi, Hazan and
 * Singer 2011). Momentum (Polyak's heavy ball, 1964) and Nesterov's (1983) are TensorFlow's
 * `ApplyMomentum`: v = momentum v + g; w -= rate v, or rate (g + momentum v). Keras has
 * v = momentum v - rate g; w += v, which is the same at a constant rate; where a schedule or a person
 * changes the rate, it goes on with the old rate in v, and here the new rate holds for all of v at once.
 * @param step 1 for the first update
 * @param rate the learning rate of this update
 * @param effective {@link effectiveRate} of this update: who updates many variables works it out once
 */
export function updateVariable(
  optimizer: OptimizerSpec,
  variable: Float64Array,
  gradient: Float64Array,
  slots: readonly Float64Array[],
  step: number,
  rate: number,
  effective = effectiveRate(optimizer, rate, step),
): void {
  switch (optimizer.kind) {
    case 'sgd':
      for (let i = 0; i < variable.length; i++) variable[i] -= rate * gradient[i];
      return;
    case 'momentum': {
      const velocity = slots[0];
      for (let i = 0; i < variable.length; i++) {
        velocity[i] = optimizer.momentum * velocity[i] + gradient[i];
        variable[i] -= rate * velocity[i];
      }
      return;
    }
    case 'nesterov': {
      const velocity = slots[0];
      for (let i = 0; i < variable.length; i++) {
        velocity[i] = optimizer.momentum * velocity[i] + gradient[i];
        variable[i] -= rate * (gradient[i] + optimizer.momentum * velocity[i]);
      }
      return;
    }
    case 'rmsprop': {
      const meanSquare = slots[0];
      for (let i = 0; i < variable.length; i++) {
        meanSquare[i] = optimizer.rho * meanSquare[i] + (1 - optimizer.rho) * square(gradient[i]);
        variable[i] -= (rate * gradient[i]) / Math.sqrt(meanSquare[i] + optimizer.epsilon);
      }
      return;
    }
    case 'adagrad': {
      const sum = slots[0];
      for (let i = 0; i < variable.length; i++) {
        sum[i] += gradient[i] * gradient[i];
        variable[i] -= (rate * gradient[i]) / (Math.sqrt(sum[i]) + optimizer.epsilon);
      }
      return;
    }
    case 'adamw': {
      const decay = rate * optimizer.weightDecay;
      for (let i = 0; i < variable.length; i++) variable[i] -= decay * variable[i];
      adam(optimizer, variable, gradient, slots, effective);
      return;
    }
    case 'adam':
      adam(optimizer, variable, gradient, slots, effective);
  }
}

function adam(
  { beta1, beta2, epsilon }: Extract<OptimizerSpec, { kind: 'adam' | 'adamw' }>,
  variable: Float64Array,
  gradient: Float64Array,
  slots: readonly Float64Array[],
  corrected: number,
): void {
  const m = slots[0];
  const v = slots[1];
  for (let i = 0; i < variable.length; i++) {
    const g = gradient[i];
    m[i] = beta1 * m[i] + (1 - beta1) * g;
    v[i] = beta2 * v[i] + (1 - beta2) * g * g;
    variable[i] -= (corrected * m[i]) / (Math.sqrt(v[i]) + epsilon);
  }
}

/**
 * What an update is multiplied with: Adam's rate with its bias corrections, else the rate itself.
 * @param step 1 for the first update
 */
export function effectiveRate(optimizer: OptimizerSpec, rate: number, step: number): number {
  if (optimizer.kind !== 'adam' && optimizer.kind !== 'adamw') return rate;
  return correctedRate(rate, optimizer.beta1, optimizer.beta2, step);
}

/** Adam's learning rate with both bias corrections in it. */
function correctedRate(rate: number, beta1: number, beta2: number, step: number): number {
  return (rate * Math.sqrt(1 - pow(beta2, step))) / (1 - pow(beta1, step));
}
