import { describe, expect, it } from 'vitest';
import type { FileStatus } from '../../../src-shared/dataset/named';
import { fail } from '../../../src-shared/errors';
import { experimentSchema } from '../../../src-shared/experiment/schema';
import type { RunRecord } from '../../../src-shared/run/record/record';
import { FakeApi, fakeRun, settled } from '../../testing/fake-api';
import { RunDataFile } from './run-data-file.svelte';
import { Toasts } from '../base/toasts.svelte';

const ID = 'run-00000001';
const SHA = 'ab'.repeat(32);
const MISSING: FileStatus = { state: 'missing', foundAt: null, how: null, sha256: null };

function bench() {
  const fake = new FakeApi();
  const toasts = new Toasts();
  fake.answer('runsDataStatus', () => MISSING);
  fake.answer('datasetsCancel', () => null);
  const experiment = experimentSchema.parse({
    schemaVersion: 1,
    name: 'a',
    dataset: { kind: 'file', path: '/d/a.csv', features: ['x'] },
    model: { kind: 'kmeans' },
  });
  const { record } = fakeRun(ID, 'finished', {}, experiment);
  // Of the facts only the hash matters here.
  const read = { ...record, dataset: { sha256: SHA } } as unknown as RunRecord;
  return { fake, toasts, data: new RunDataFile(fake.api, ID, { toasts }), record: read };
}

describe('the data file of a run', () => {
  it('is asked for as a task, which leaving cancels', async () => {
    const { fake, data } = bench();
    await data.check();
    expect(data.status).toEqual(MISSING);
    data.leave();
    await settled();
    const [request, cancelled] = fake.calls;
    expect(request?.request).toMatchObject({ id: ID });
    expect(cancelled).toEqual({
      method: 'datasetsCancel',
      request: { task: (request?.request as { task: string }).task },
    });
  });

  it('keeps what was known where it cannot be found out', async () => {
    const { fake, data, toasts } = bench();
    await data.check();
    fake.answer('runsDataStatus', () => {
      throw fail('file-unreadable', 'no');
    });
    await data.check();
    expect(data.status).toEqual(MISSING);
    expect(toasts.items).toEqual([]);
  });

  it('is located: the same data is looked at again, other data is refused', async () => {
    const { fake, data, record, toasts } = bench();
    fake.answer('datasetsLocate', () => null);
    await data.locate(record);
    expect(fake.called('runsDataStatus')).toBe(0);
    fake.answer('datasetsLocate', () => ({ path: '/e/b.csv', sha256: 'cd'.repeat(32), isSame: false }));
    await data.locate(record);
    expect(toasts.items.map(({ message }) => message)).toEqual([
      'b.csv holds other data than this run was made on: choose another file.',
    ]);
    expect(fake.called('runsDataStatus')).toBe(0);
    fake.answer('datasetsLocate', () => ({ path: '/e/c.csv', sha256: SHA, isSame: true }));
    fake.answer('runsDataStatus', () => ({ ...MISSING, foundAt: '/e/c.csv', how: 'known' }));
    await data.locate(record);
    expect(data.status?.foundAt).toBe('/e/c.csv');
    expect(fake.calls[0]?.request).toMatchObject({ path: '/d/a.csv', sha256: SHA });
    expect(data.isLocating).toBe(false);
  });
});
