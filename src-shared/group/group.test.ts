import { describe, expect, it } from 'vitest';
import { groupIdOfRun, trialRunId } from './group';

describe(groupIdOfRun, () => {
  it('is the group of a trial, whatever its place', () => {
    const group = '20261124-101500-123-a1b2c3';
    for (const index of [0, 199, 9998, 12345]) expect(groupIdOfRun(trialRunId(group, index))).toBe(group);
  });

  it('is null for a single run, also where its id ends in digits', () => {
    expect(groupIdOfRun('20261124-101500-123-a1b2c3')).toBeNull();
    expect(groupIdOfRun('20261124-101500-123-123456')).toBeNull();
  });
});
