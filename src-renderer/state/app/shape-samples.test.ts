import { expect, it } from 'vitest';
import { fail } from '../../../src-shared/errors';
import type { PointSample } from '../../../src-shared/run/live/frames';
import { newExperiment } from '../form/proposed/form-guess';
import { FakeApi } from '../../testing/fake-api';
import { ShapeSamples } from './shape-samples.svelte';

const item = (id: string): Parameters<ShapeSamples['load']>[0][number] => ({
  id,
  bundled: true,
  published: false,
  description: '',
  experiment: newExperiment(),
  updatedAt: null,
});

it('asks for each once, and again only for what could not be had', async () => {
  const fake = new FakeApi();
  let answers = 0;
  fake.answer('datasetsSample', () => {
    answers += 1;
    if (answers === 2) throw fail('worker-crashed', 'The worker ended.');
    return { count: answers } as PointSample;
  });
  const shapes = new ShapeSamples(fake.api);
  expect(shapes.of('a')).toBeNull();
  await Promise.all([shapes.load([item('a'), item('b')]), shapes.load([item('a')])]);
  expect(answers).toBe(2);
  expect(shapes.of('a')).toMatchObject({ count: 1 });
  expect(shapes.of('b')).toBeNull();
  await shapes.load([item('a'), item('b')]);
  expect(answers).toBe(3);
  expect(shapes.of('b')).toMatchObject({ count: 3 });
});
