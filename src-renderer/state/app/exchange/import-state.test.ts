import { describe, expect, it } from 'vitest';
import { fail } from '../../../../src-shared/errors';
import { FakeApi } from '../../../testing/fake-api';
import { Toasts } from '../../base/toasts.svelte';
import { describeTaken, ImportState } from './import-state.svelte';

const FOUND = {
  kind: 'tensorboard',
  path: '/logs',
  runs: 2,
  names: ['a', 'b'],
  metrics: 3,
  points: 9,
  bytes: 100,
};

function open() {
  const fake = new FakeApi();
  const toasts = new Toasts();
  fake.answer('importsFind', () => FOUND);
  fake.answer('datasetsCancel', () => null);
  return { fake, toasts, state: new ImportState(fake.api, toasts) };
}

describe(ImportState, () => {
  it('counts what is chosen, and takes it in when it is told to', async () => {
    const { fake, state } = open();
    fake.answer('importsChoose', () => ({ path: '/logs' }));
    fake.answer('importsTake', () => ({ runs: [], groups: [], data: 0, notices: ['torn'] }));
    expect([state.stage, await state.take()]).toEqual(['choosing', null]);
    await state.choose('folder');
    expect([state.stage, state.path, state.found]).toEqual(['found', '/logs', FOUND]);
    expect(fake.called('importsTake')).toBe(0);
    expect(await state.take()).toMatchObject({ notices: ['torn'] });
    expect(state.stage).toBe('found');
  });

  it('knows how far it is: of a folder by the bytes that were counted', async () => {
    const { fake, state } = open();
    await state.count('/logs');
    let end: () => void = () => undefined;
    fake.answer('importsTake', () => new Promise<void>((resolve) => (end = resolve)));
    const taking = state.take();
    expect([state.stage, state.share]).toEqual(['taking', null]);
    fake.push('dataset.progress', { task: 'import', bytes: 25, totalBytes: 0, rows: 0 });
    expect([state.bytes, state.share]).toEqual([25, 0.25]);
    end();
    await taking;
  });

  it('says why nothing can be taken in, and of what was cancelled that nothing was', async () => {
    const { fake, state, toasts } = open();
    fake.answer('importsFind', () => {
      throw fail('invalid-data', '/x holds no run that can be taken in.');
    });
    await state.count('/x');
    expect([state.found, state.problem]).toEqual([null, '/x holds no run that can be taken in.']);
    fake.answer('importsFind', () => FOUND);
    await state.count('/logs');
    expect(state.problem).toBe(null);
    fake.answer('importsTake', () => {
      state.cancel();
      throw fail('conflict', 'This was cancelled.');
    });
    expect(await state.take()).toBe(null);
    expect([state.problem, toasts.items.map(({ message }) => message)]).toEqual([
      null,
      ['The import was cancelled: no run was taken in.'],
    ]);
    expect(fake.called('datasetsCancel')).toBe(1);
  });
});

it('tells what became of an import', () => {
  const taken = (...hows: ('new' | 'there' | 'updated' | 'renamed')[]) => ({
    runs: hows.map((how) => ({ how, id: 'x', name: 'x', from: 'x' })),
  });
  expect(describeTaken(taken('new', 'renamed', 'there'), '/a/logs')).toBe('2 runs taken in from logs.');
  expect(describeTaken(taken('there'), '/a/logs')).toBe('All runs of logs are here already.');
  expect(describeTaken(taken('updated'), '/a/logs')).toBe('1 run of logs had new rows.');
  expect(describeTaken(taken('updated', 'new'), '/a/logs')).toBe(
    '1 run taken in from logs, 1 run had new rows.',
  );
  const page = (name: string, from = name, isNew = true) => ({ name, from, isNew });
  const withPages = (...notes: ReturnType<typeof page>[]) =>
    describeTaken({ ...taken('new'), notes }, '/a/logs').replace('1 run taken in from logs. ', '');
  expect(withPages(page('Trials'))).toBe('The page “Trials” came with them.');
  expect(withPages(page('Trials (2)', 'Trials'))).toBe(
    'The page “Trials” came with them as “Trials (2)”, for another one is called so.',
  );
  expect(withPages(page('A'), page('B'), page('C', 'C', false))).toBe('2 pages came with them: “A”, “B”.');
  expect(withPages(page('A', 'A', false))).toBe('1 run taken in from logs.');
});
