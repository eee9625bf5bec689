import { beforeEach, describe, expect, it } from 'vitest';
import { fail } from '../../src-shared/errors';
import type { Group } from '../../src-shared/group/group';
import { sayIn } from '../../src-shared/language/say';
import { sentence } from '../../src-shared/language/sentence';
import type { RunEvent } from '../../src-shared/run/live/events';
import type { RunRecord, StoredRun } from '../../src-shared/run/record/record';
import type { RunStatus } from '../../src-shared/run/record/status';
import { TrainingSigns, type EndNotice } from './training-signs';

let isWatched: boolean;
let shown: (readonly [number | null, string])[];
let awake: boolean[];
let told: EndNotice[];
let signs: TrainingSigns;

beforeEach(() => {
  isWatched = false;
  shown = [];
  awake = [];
  told = [];
  signs = new TrainingSigns({
    showProgress: (share, mode) => shown.push([share, mode]),
    keepAwake: (on) => awake.push(on),
    notify: (notice) => told.push(notice),
    isWatched: () => isWatched,
  });
});

function change(id: string, status: RunStatus | null, more: Partial<RunRecord> = {}): void {
  const record = { name: 'cars', status, elapsedMs: 25_000, error: null, ...more } as RunRecord;
  const run = status === null ? null : ({ record } as StoredRun);
  signs.takeRun({ name: 'run.changed', payload: { runId: id, run } });
}

function progress(id: string, step: number, totalSteps = 100): void {
  const event = { type: 'progress', step, totalSteps } as RunEvent;
  signs.takeRun({ name: 'run.events', payload: { runId: id, events: [event] } });
}

describe('the taskbar', () => {
  it('shows the share of all live runs, and nothing once they have ended', () => {
    change('a', 'running');
    change('b', 'queued');
    progress('a', 50);
    progress('a', 50);
    change('b', 'running');
    progress('b', 30);
    change('a', 'finished');
    change('b', 'stopped');
    expect(shown).toEqual([
      [0, 'normal'],
      [0.25, 'normal'],
      [0.4, 'normal'],
      [0.3, 'normal'],
      [null, 'normal'],
    ]);
  });

  it('says so when all is paused', () => {
    change('a', 'running');
    progress('a', 20);
    change('a', 'paused');
    change('a', 'running');
    expect(shown.map(([, mode]) => mode)).toEqual(['normal', 'normal', 'paused', 'normal']);
  });

  it('takes a run that is deleted away', () => {
    change('a', 'running');
    change('a', null);
    expect(shown.at(-1)).toEqual([null, 'normal']);
    expect(told).toEqual([]);
  });
});

it('keeps the computer awake while something trains, not while it waits or is paused', () => {
  change('a', 'queued');
  expect(awake).toEqual([]);
  change('a', 'running');
  change('b', 'running');
  change('a', 'paused');
  expect(awake).toEqual([true]);
  change('b', 'failed');
  expect(awake).toEqual([true, false]);
  change('a', 'running');
  change('a', 'finished');
  expect(awake).toEqual([true, false, true, false]);
});

describe('a notification', () => {
  it('tells of a long run that finished or failed unseen', () => {
    change('a', 'running');
    change('a', 'finished');
    change('b', 'running');
    change('b', 'failed', { error: { kind: 'internal', message: 'The loss is not a number.' } });
    expect(told).toEqual([
      { title: 'Training finished', body: 'cars' },
      { title: 'Training failed', body: 'cars · The loss is not a number.' },
    ]);
  });

  it('says in the person’s language what went wrong', () => {
    const words: Record<string, string> = { 'The loss became {loss}': 'Der Verlust wurde {loss}' };
    signs = new TrainingSigns(
      {
        showProgress: () => 0,
        keepAwake: () => 0,
        notify: (notice) => told.push(notice),
        isWatched: () => false,
      },
      (text, values) => sayIn({ locale: 'de', texts: words }, text, values),
    );
    change('a', 'running');
    change('a', 'failed', {
      error: fail('diverged', sentence('The loss became {loss}', { loss: 'NaN' })).info,
    });
    expect(told).toEqual([{ title: 'Training failed', body: 'cars · Der Verlust wurde NaN' }]);
  });

  it('is not sent of a short one, one that was stopped, one that was seen, or one that ended elsewhere', () => {
    change('a', 'running');
    change('a', 'finished', { elapsedMs: 19_000 });
    change('b', 'running');
    change('b', 'stopped');
    isWatched = true;
    change('c', 'running');
    change('c', 'finished');
    isWatched = false;
    change('d', 'finished');
    expect(told).toEqual([]);
  });

  it('tells of a group once, not of each of its runs', () => {
    const group = { name: 'seeds', status: 'running', trials: [[], []], error: null, elapsedMs: 40_000 };
    signs.takeGroup('group-abcd', group as unknown as Group);
    for (const id of ['group-abcd-0001', 'group-abcd-0002']) {
      change(id, 'running');
      change(id, 'finished');
    }
    signs.takeGroup('group-abcd', { ...group, status: 'finished' } as unknown as Group);
    signs.takeGroup('group-abcd', { ...group, status: 'finished' } as unknown as Group);
    expect(told).toEqual([{ title: 'All runs finished', body: 'seeds · 2 runs' }]);
  });
});
