import { describe, expect, it } from 'vitest';
import { fail } from '../../../src-shared/errors';
import { FakeApi } from '../../testing/fake-api';
import { keptSteps, RunScrub } from './run-scrub.svelte';

interface PicturesRequest {
  readonly steps: number[];
}

function setUp(steps: readonly number[], damaged: readonly number[] = []) {
  const fake = new FakeApi();
  const requests: number[][] = [];
  fake.answer('runsPictures', ({ steps: requested }: PicturesRequest) => {
    requests.push(requested);
    if (requested.some((step) => damaged.includes(step))) throw fail('corrupt', 'damaged');
    return requested.map((step) => ({ kind: 'network', step }));
  });
  return { requests, scrub: new RunScrub(fake.api, 'run-aaaa', () => steps) };
}

const arrived = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe(RunScrub, () => {
  const steps = Array.from({ length: 100 }, (_, i) => 10 * (i + 1));

  it('loads what is nearest first, and then the rest ahead', async () => {
    const { requests, scrub } = setUp(steps);
    expect(scrub.at(500)).toBeNull();
    scrub.aim(500);
    await arrived();
    expect(requests[0]).toEqual([500, 490, 510, 480, 520, 470, 530, 460]);
    expect(new Set(requests.flat())).toEqual(new Set(steps));
    expect(requests.flat()).toHaveLength(100);
    expect(scrub.at(1000)?.step).toBe(1000);
    expect(scrub.at(997)?.step).toBe(1000);
  });

  it('loads a step again whose model has changed', async () => {
    const { requests, scrub } = setUp([1, 2, 3]);
    scrub.aim(3);
    await arrived();
    scrub.forget(3);
    scrub.aim(3);
    await arrived();
    expect(requests).toEqual([[3, 2, 1], [3]]);
  });

  it('turns to where one has gone meanwhile', async () => {
    const { requests, scrub } = setUp(steps);
    scrub.aim(20);
    scrub.aim(900);
    await arrived();
    expect(requests[1]).toContain(900);
  });

  it('shows the others where one is damaged, and asks for that one no more', async () => {
    const { requests, scrub } = setUp([1, 2, 3], [2]);
    scrub.aim(1);
    await arrived();
    scrub.aim(2);
    await arrived();
    expect(scrub.at(1)?.step).toBe(1);
    expect(scrub.at(3)?.step).toBe(3);
    expect(requests).toHaveLength(4);
  });

  it('keeps as many as fit, those around where one is', async () => {
    const many = Array.from({ length: 1000 }, (_, i) => i + 1);
    const { scrub } = setUp(many);
    scrub.aim(1);
    await arrived();
    expect(scrub.at(310)?.step).toBe(310);
    scrub.aim(1000);
    await arrived();
    expect(scrub.at(1000)?.step).toBe(1000);
    expect(scrub.at(1)?.step).toBeGreaterThan(600);
  });
});

describe('keptSteps', () => {
  it('joins moments and checkpoints', () => {
    expect(keptSteps([1, 5, 9], [{ step: 5 }, { step: 12 }, { step: 7 }])).toEqual([1, 5, 7, 9, 12]);
  });
});
