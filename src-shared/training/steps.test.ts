import { expect, it } from 'vitest';
import { FIELDS } from '../experiment/fields';
import { trainingSchema } from '../experiment/schema';
import { inSteps, plannedSteps, stepsPerEpoch } from './steps';

it('counts the updates of an epoch, the last batch shorter', () => {
  expect(stepsPerEpoch({ batchSize: null }, 100)).toBe(1);
  expect(stepsPerEpoch({ batchSize: 100 }, 100)).toBe(1);
  expect(stepsPerEpoch({ batchSize: 99 }, 100)).toBe(2);
  expect(stepsPerEpoch({ batchSize: 32 }, 120)).toBe(4);
  expect(stepsPerEpoch({ batchSize: 1 }, 7)).toBe(7);
});

it('trains the steps of an old document, and the epochs of a new one', () => {
  const old = trainingSchema.parse({ steps: 70, batchSize: 10 });
  expect(old.epochs).toBeNull();
  expect(inSteps(old, 1000)).toBe(old);
  const training = trainingSchema.parse({ steps: 70, epochs: 3, batchSize: 32 });
  expect(inSteps(training, 100)).toEqual({ ...training, steps: 12, epochs: null });
  expect(plannedSteps(trainingSchema.parse({ epochs: 1e6, batchSize: 1 }), 1e6)).toBe(
    FIELDS['training.steps'].max,
  );
});
