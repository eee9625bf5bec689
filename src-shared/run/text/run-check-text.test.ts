import { expect, it } from 'vitest';
import { describeRunCheck } from './run-check-text';
import type { RunCheck } from '../record/run-check';

function checked(then: number, now: number): RunCheck {
  const relative = Math.abs(then - now) / Math.abs(then);
  const apart = { step: 1200, metric: 'loss', values: [then, now], relative } as const;
  return {
    with: 'a',
    at: '2026-11-29T20:00:00.000Z',
    outcome: relative <= 1e-5 ? 'close' : 'differs',
    steps: 30,
    first: { ...apart, values: [then, now] },
    largest: { ...apart, values: [then, now] },
    notes: [],
  };
}

it('shows digits enough to tell the values apart', () => {
  expect(describeRunCheck(checked(0.286213, 0.25))).toContain('(training loss 0.286213, then 0.25)');
  expect(describeRunCheck(checked(0.28621312, 0.28621338))).toContain('0.2862131, then 0.2862134)');
  const next = 0.3 + 2 ** -54;
  expect(describeRunCheck(checked(0.3, next))).toContain('0.3, then 0.30000000000000004)');
});
