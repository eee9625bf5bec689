import { describe, expect, it } from 'vitest';
import { fail, type ErrorInfo } from '../../../src-shared/errors';
import { newExperiment } from './proposed/form-guess';
import { FormSaves } from './form-saves.svelte';
import { FakeApi } from '../../testing/fake-api';

describe(FormSaves, () => {
  function setUp() {
    const fake = new FakeApi();
    const refused: ErrorInfo[] = [];
    const form = { document: newExperiment() };
    const saves = new FormSaves(
      fake.api,
      () => form.document,
      (error) => refused.push(error),
    );
    fake.answer('experimentsSave', ({ id }: { id: string | null }) => ({ id: id ?? 'saved-0001' }));
    return { fake, form, refused, saves };
  }
  const requests = (fake: FakeApi): unknown[] =>
    fake.calls.map(({ request }) => (request as { id: string | null }).id);

  it('has all to lose of what is kept nowhere, and nothing of what a run has', () => {
    const { form, saves } = setUp();
    expect([saves.unkept, saves.isStored, saves.dirty]).toEqual([true, false, true]);
    saves.keep({ ...form.document });
    expect([saves.unkept, saves.isStored, saves.dirty]).toEqual([false, false, true]);
    form.document = { ...form.document, seed: 7 };
    expect(saves.unkept).toBe(true);
  });

  it('saves under the id it has, or as another one', async () => {
    const { fake, form, saves } = setUp();
    saves.opened(form.document, 'saved-0007', true);
    expect([saves.unkept, saves.isStored, saves.dirty]).toEqual([false, true, false]);
    await saves.save();
    expect(saves.id).toBe('saved-0007');
    await saves.save('new');
    expect(saves.id).toBe('saved-0001');
    expect(requests(fake)).toEqual(['saved-0007', null]);
  });

  it('tells of a refusal, and what is on the form is kept no more than before', async () => {
    const { fake, refused, saves } = setUp();
    fake.answer('experimentsSave', () => {
      throw fail('disk-full', 'The disk is full.');
    });
    expect(await saves.save()).toBeNull();
    expect(refused.map(({ message }) => message)).toEqual(['The disk is full.']);
    expect([saves.id, saves.unkept, saves.isStored]).toEqual([null, true, false]);
  });
});
