import { expect, it } from 'vitest';
import { runNames, type NamedRun } from './run-names';

const run = (
  id: string,
  params: NamedRun['params'] = {},
  { name = 'XNOR', seed = 1, createdAt = '2026-03-04T10:21:05' }: Partial<NamedRun> = {},
): NamedRun => ({ id, name, seed, params, createdAt });

function namesOf(...runs: readonly NamedRun[]): string[] {
  return runs.map(runNames(runs, (each) => each));
}

it('a name that no other run has stays as it is', () => {
  const rate = 'model.optimizer.learningRate';
  expect(namesOf(run('a', { [rate]: 0.1 }), run('b', { [rate]: 0.2 }, { name: 'moons' }))).toEqual([
    'XNOR',
    'moons',
  ]);
});

it('runs of one name are told apart by the setting that differs, in plain words', () => {
  expect(namesOf(run('a', {}, { seed: 2 }), run('b', {}, { seed: 9 }))).toEqual([
    'XNOR, seed 2',
    'XNOR, seed 9',
  ]);
  const rate = 'model.optimizer.learningRate';
  expect(namesOf(run('a', { [rate]: 0.03 }), run('b', { [rate]: 1 }))).toEqual([
    'XNOR, learning rate 0.03',
    'XNOR, learning rate 1',
  ]);
  expect(namesOf(run('a', { 'model.C': 10 }), run('b', { 'model.C': 1 }))).toEqual([
    'XNOR, C 10',
    'XNOR, C 1',
  ]);
  const layers = { 'model.layers': '8-1', 'model.layers.0.units': 8 };
  expect(namesOf(run('a', layers), run('b', { 'model.layers': '2-1', 'model.layers.0.units': 2 }))).toEqual([
    'XNOR, 8-1',
    'XNOR, 2-1',
  ]);
  expect(
    namesOf(run('a', { 'model.kind': 'network', 'model.loss': 'hinge' }), run('b', { 'model.kind': 'svm' })),
  ).toEqual(['XNOR, Network', 'XNOR, SVM']);
});

it('a further setting is named only where it tells more of them apart', () => {
  const [rate, steps] = ['model.optimizer.learningRate', 'training.steps'];
  const runs = [
    run('a', { [rate]: 0.1, [steps]: 10 }, { seed: 1 }),
    run('b', { [rate]: 0.1, [steps]: 10 }, { seed: 2 }),
    run('c', { [rate]: 0.2, [steps]: 20 }, { seed: 1 }),
  ];
  expect(namesOf(...runs)).toEqual([
    'XNOR, learning rate 0.1, seed 1',
    'XNOR, learning rate 0.1, seed 2',
    'XNOR, learning rate 0.2, seed 1',
  ]);
});

it('how often a run is written down is no difference; equal ones are told apart by their time', () => {
  const later = (createdAt: string) => ({ createdAt });
  expect(
    namesOf(
      run('a', { 'training.logEvery': 1 }),
      run('b', { 'training.logEvery': 9 }, later('2026-03-04T11:00:00')),
    ),
  ).toEqual(['XNOR, 2026-03-04 10:21', 'XNOR, 2026-03-04 11:00']);
  expect(namesOf(run('a'), run('b', {}, later('2026-03-04T10:21:40')))).toEqual([
    'XNOR, 2026-03-04 10:21:05',
    'XNOR, 2026-03-04 10:21:40',
  ]);
});

it('texts too long for a name, and hundreds of runs of one name, are left alone', () => {
  const long = (letter: string) =>
    run(letter, { 'dataset.features': letter.repeat(40) }, { createdAt: letter });
  expect(namesOf(long('a'), long('b'))[0]).not.toContain('aaaa');
  const many = Array.from({ length: 501 }, (_, seed) => run(String(seed), {}, { seed }));
  expect(new Set(namesOf(...many))).toEqual(new Set(['XNOR']));
});
