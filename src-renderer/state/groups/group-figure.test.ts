import { expect, it } from 'vitest';
import type { CountedRun } from '../../../src-shared/group/summary';
import { newExperiment } from '../form/proposed/form-guess';
import { groupFigure } from './group-figure';

const group = {
  experiment: newExperiment(),
  plan: { kind: 'repeat', n: 3, sameData: true },
} as const;
const run = (loss: number, status: CountedRun['status'] = 'finished'): CountedRun => ({
  status,
  summary: { loss },
  error: null,
});

it('a group is told by mean and standard deviation of its metric over what finished', () => {
  expect(groupFigure(group, [run(1), run(2), run(3), run(90, 'running')])).toEqual({
    metric: 'loss',
    mean: 2,
    n: 3,
    text: '2 ± 1',
  });
  expect(groupFigure(group, [run(0.5)])?.text).toBe('0.500');
  expect(groupFigure(group, [run(1, 'failed')])).toBeNull();
});
