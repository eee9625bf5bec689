import { expect, it } from 'vitest';
import { fail } from '../../../src-shared/errors';
import { FakeApi } from '../../testing/fake-api';
import { GroupPlace } from './group-place.svelte';

it('a group is trained here unless a person says otherwise', () => {
  const place = new GroupPlace(new FakeApi().api);
  expect([place.kind, place.script, place.cluster, place.problem]).toEqual(['here', null, null, null]);
  place.kind = 'slurm';
  expect([place.script, place.cluster, place.problem]).toEqual(['slurm', null, null]);
});

it('a cluster has an address and a command before anything is started on it', () => {
  const place = new GroupPlace(new FakeApi().api);
  place.kind = 'ray';
  expect(place.problem).toContain('ray://HOST:8265');
  place.address = ' ray://head:8265 ';
  expect(place.problem).toBe(null);
  expect(place.cluster).toEqual({ address: 'ray://head:8265', command: 'benchtop' });
  place.command = ' ';
  expect(place.problem).toContain('command on the nodes');
});

it('what a cluster answers stands there until its address is another one', async () => {
  const fake = new FakeApi();
  const place = new GroupPlace(fake.api);
  place.kind = 'ray';
  await place.test();
  expect(fake.calls).toEqual([]);

  place.address = 'ray://head:8265';
  fake.answer('groupsTestCluster', () => ({ version: '2.60.0', nodes: 1, cpus: 16 }));
  await place.test();
  expect(fake.calls).toEqual([{ method: 'groupsTestCluster', request: { address: 'ray://head:8265' } }]);
  expect(place.answer).toEqual({
    isGood: true,
    text: 'Ray 2.60.0 answers, with 1 node and 16 processors.',
  });
  place.address = 'ray://head:8266';
  expect(place.answer).toBe(null);
  fake.answer('groupsTestCluster', () => {
    throw fail('conflict', 'head:8266 refuses the connection.');
  });
  await place.test();
  expect(place.answer).toEqual({ isGood: false, text: 'head:8266 refuses the connection.' });

  // An answer about an address that was changed meanwhile says nothing of the new one.
  fake.answer('groupsTestCluster', () => ({ version: '2.60.0', nodes: 1, cpus: 16 }));
  const asking = place.test();
  place.address = 'ray://other';
  await asking;
  expect([place.answer, place.isTesting]).toEqual([null, false]);
});

it('the folder that was written is named until another place is chosen', () => {
  const place = new GroupPlace(new FakeApi().api);
  place.kind = 'shell';
  const job = { path: '/job', trials: 2, start: 'sh job.sh' };
  place.noteWritten(job);
  expect(place.written).toEqual(job);
  place.kind = 'here';
  expect(place.written).toBe(null);
});
