import { describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../src-shared/experiment/schema';
import { ask, bench, CSV, documentOn, ID, ON_RAY } from '../../testing/handler-bench';

const plan = { kind: 'repeat', n: 2, sameData: true };
const on = { address: 'ray://head:8265', command: 'benchtop' };

describe('groups', () => {
  it('are trained here or on the cluster that is named, on data that was handed out', async () => {
    const { handlers, calls, grants } = bench();
    const start = { name: 'g', experiment: documentOn(CSV), plan };
    for (const [channel, request] of [
      ['groups.start', { ...start, on }],
      ['groups.emit', { ...start, script: 'slurm' }],
    ] as const)
      expect(await ask(handlers, channel, request)).toBe('not-allowed');
    grants.grant(CSV);
    const given = { ...start, experiment: parseExperiment(documentOn(CSV)), again: null, task: null };
    expect(await ask(handlers, 'groups.start', start)).toBe('started');
    expect(await ask(handlers, 'groups.start', { ...start, on })).toBe('started there');
    expect(calls).toEqual([
      ['start-group', { ...given, criterion: null }],
      ['start-on-ray', { ...given, criterion: null }, on],
    ]);
  });

  it('are written for other machines where the dialog says, which may be shown then', async () => {
    const { handlers, calls, chosen, grants, shown } = bench();
    const request = {
      name: 'g',
      experiment: {
        schemaVersion: 1,
        name: 'x',
        dataset: { kind: 'generated', generator: 'xnor' },
        model: { kind: 'network', layers: [{ units: 1, activation: 'sigmoid' }] },
        training: { steps: 10 },
      },
      plan,
      script: 'shell',
    };
    expect(await ask(handlers, 'groups.emit', request)).toEqual({ path: CSV, trials: 2, start: 'sh job.sh' });
    expect(calls.map(([name]) => name)).toEqual(['chooseSaveFile', 'emit']);
    expect(calls[0]).toEqual(['chooseSaveFile', 'benchtop-job', 'folder']);
    expect(calls[1]?.slice(2)).toEqual(['shell', CSV]);
    expect(grants.require(CSV)).toBe(CSV);
    await ask(handlers, 'datasets.show-file', { path: CSV });
    expect(shown).toEqual([CSV]);
    chosen.path = null;
    expect(await ask(handlers, 'groups.emit', request)).toBe(null);
    expect(calls).toHaveLength(3);
  });

  it('of a cluster are stopped and resumed there, the others here', async () => {
    const { handlers, calls } = bench();
    expect(await ask(handlers, 'groups.stop', { id: ON_RAY })).toBe('stopped there');
    expect(await ask(handlers, 'groups.resume', { id: ON_RAY })).toBe('resumed there');
    // Nothing is asked of it that no person allowed.
    expect(calls.map(([name]) => name)).toEqual(['stop-on-ray', 'require-consent', 'resume-on-ray']);
    expect(await ask(handlers, 'groups.stop', { id: ID })).toBe('stopped');
    expect(await ask(handlers, 'groups.resume', { id: ID })).toBe('resumed');
  });

  it.each([
    ['no address', { address: ' ', command: 'benchtop' }],
    ['no command', { address: 'ray://head', command: '' }],
    ['more than a place', { ...on, token: 'x' }],
  ])('are refused with %s, before a cluster is asked', async (_, wrong) => {
    const { handlers, calls, grants } = bench();
    grants.grant(CSV);
    const start = { name: 'g', experiment: documentOn(CSV), plan, on: wrong };
    expect(await ask(handlers, 'groups.start', start)).toBe('usage');
    expect(calls).toEqual([]);
  });

  it('ask a cluster by its address alone', async () => {
    const { handlers, calls } = bench();
    expect(await ask(handlers, 'groups.test-cluster', { address: ' ray://head:8265 ' })).toEqual({
      version: '2.60.0',
      nodes: 1,
      cpus: 2,
    });
    expect(calls).toEqual([['test-cluster', 'ray://head:8265']]);
    expect(await ask(handlers, 'groups.test-cluster', { address: '' })).toBe('usage');
  });
});
