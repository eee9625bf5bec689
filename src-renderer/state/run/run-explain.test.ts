import { describe, expect, it } from 'vitest';
import { fail } from '../../../src-shared/errors';
import { FakeApi, settled } from '../../testing/fake-api';
import { RunAttribution } from '../predict/run-attribution.svelte';
import { RunExplain } from './run-explain.svelte';

const ID = 'run-aaaa';
const importance = { step: 40, metric: 'accuracy', columns: [{ column: 'age' }, { column: 'shoe' }] };

function explaining(): { fake: FakeApi; explain: RunExplain } {
  const fake = new FakeApi();
  fake.answer('datasetsCancel', () => null);
  fake.answer('runsExplainColumns', ({ metric }: { metric: string | null }) => ({
    ...importance,
    metric: metric ?? 'accuracy',
  }));
  fake.answer('runsExplainColumn', ({ column }: { column: string }) => ({ grid: { column } }));
  return { fake, explain: new RunExplain(fake.api, ID) };
}

describe(RunExplain, () => {
  it('asks once for a step, and shows the curve of the most important column', async () => {
    const { fake, explain } = explaining();
    explain.ask(40);
    explain.ask(40);
    expect(explain.busy).toBe(true);
    await settled();
    expect(fake.called('runsExplainColumns')).toBe(1);
    expect([explain.chosen, explain.curve?.grid.column]).toEqual(['age', 'age']);
    await explain.choose('shoe');
    expect(explain.curve?.grid.column).toBe('shoe');
  });

  it('keeps the chosen column when another step or metric is asked about', async () => {
    const { fake, explain } = explaining();
    await explain.again(40);
    await explain.choose('shoe');
    explain.metric = 'logLoss';
    await settled();
    expect(fake.calls.filter(({ method }) => method === 'runsExplainColumns')[1]?.request).toMatchObject({
      step: 40,
      metric: 'logLoss',
    });
    expect([explain.metric, explain.chosen]).toEqual(['logLoss', 'shoe']);
  });

  it('is cancelled, and may be asked again', async () => {
    const { fake, explain } = explaining();
    fake.answer('runsExplainColumns', () => new Promise(() => undefined));
    explain.ask(40);
    explain.cancel();
    await settled();
    expect(explain.busy).toBe(false);
    expect(fake.called('datasetsCancel')).toBe(1);
    explain.ask(40);
    expect(fake.called('runsExplainColumns')).toBe(2);
  });

  it('says why it was not answered, and leaves the curve', async () => {
    const { fake, explain } = explaining();
    await explain.again(40);
    fake.answer('runsExplainColumns', () => {
      throw fail('invalid-data', 'The data changed.');
    });
    await explain.again(50);
    expect(explain.error?.message).toBe('The data changed.');
    expect(explain.importance?.step).toBe(40);
  });
});

describe(RunAttribution, () => {
  it('follows a slider: one question at a time, and of what changed meanwhile the newest', async () => {
    const fake = new FakeApi();
    const open: ((value: unknown) => void)[] = [];
    fake.answer('runsExplainPoint', () => new Promise((resolve) => open.push(resolve)));
    const attribution = new RunAttribution(fake.api, ID);
    attribution.follow(null, ['1']);
    expect(fake.called('runsExplainPoint')).toBe(0);
    attribution.isOpen = true;
    for (const cell of ['1', '2', '3']) attribution.follow(null, [cell]);
    expect(fake.called('runsExplainPoint')).toBe(1);
    open[0]?.({ cells: [1] });
    await settled();
    expect(attribution.isStale).toBe(true);
    expect(fake.calls.map(({ request }) => (request as { cells: string[] }).cells)).toEqual([['1'], ['3']]);
    open[1]?.({ cells: [3] });
    await settled();
    expect([attribution.isStale, attribution.value?.cells]).toEqual([false, [3]]);
  });
});
