import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { at } from '../../src-shared/present';
import { xnorExperiment } from '../testing/data';
import type { KeptTable } from '../worker/protocol/tables';
import type { TrainJob } from '../worker/protocol/training';
import { KeptTables } from './kept-tables';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function table(id: string, bytes: number, columns: readonly string[] = ['a'], path = '/a.csv'): KeptTable {
  return {
    id,
    bytes,
    reading: path,
    wanted: columns,
    stamp: { path, device: 1, inode: 1, bytes: 1, modifiedMs: 1, changedMs: 1 },
    sha256: path,
    readAt: 0,
    facts: new SharedArrayBuffer(1),
    values: [],
  };
}

function job(runId: string, path: string | null = '/a.csv'): TrainJob {
  const dataset = { kind: 'file' as const, path: path ?? '', features: ['a'], target: 'y' };
  const experiment = xnorExperiment(path === null ? {} : { dataset });
  return { runId, experiment, readFrom: null } as unknown as TrainJob;
}

const read = (kept: KeptTable | null) => ({ kept, used: null, stale: [], hasRead: true });

function setUp({ isOn = true, mostBytes = 100 } = {}): { tables: KeptTables; told: string[] } {
  const told: string[] = [];
  const thread = { postMessage: ({ type }: { type: string }) => told.push(type) };
  return { tables: new KeptTables({ isOn, mostBytes, idleMs: 1000, threads: () => [{ thread }] }), told };
}

const ids = (tables: KeptTables): string[] => tables.give(job('look'))?.known.map(({ id }) => id) ?? [];

describe(KeptTables, () => {
  it('gives what runs have read to those after them', () => {
    const { tables } = setUp();
    expect(tables.give(job('1'))).toEqual({ known: [], mostBytes: 100 });
    tables.took('1', read(table('x', 10)));
    expect(tables.give(job('2'))?.known).toEqual([table('x', 10)]);
    expect(tables.give(job('3', null))).toBeNull();
  });

  it('holds no more than it may: what was not used for longest goes, and every thread is told', () => {
    const { tables, told } = setUp();
    for (const id of ['x', 'y']) tables.took('1', read(table(id, 40, [id])));
    tables.took('2', { kept: null, used: 'x', stale: [], hasRead: false });
    expect(told).toEqual([]);
    tables.took('3', read(table('z', 40, ['z'])));
    expect(ids(tables)).toEqual(['x', 'z']);
    expect(told).toEqual(['forget-tables']);
  });

  it('lets go of a table whose file was changed, and of one that another one has all of', () => {
    const { tables, told } = setUp();
    tables.took('1', read(table('x', 10)));
    tables.took('2', read(table('other', 10, ['a'], '/b.csv')));
    tables.took('3', { kept: table('new', 10, ['a', 'b']), used: null, stale: ['other'], hasRead: true });
    expect(ids(tables)).toEqual(['new']);
    expect(told).toHaveLength(1);
  });

  it('lets go of all after a while without a run, not while one trains', () => {
    const { tables, told } = setUp();
    tables.took('1', read(table('x', 10)));
    tables.rest();
    vi.advanceTimersByTime(999);
    expect(ids(tables)).toEqual(['x']);
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual([]);
    tables.rest();
    vi.advanceTimersByTime(1000);
    expect(told).toEqual(['forget-tables']);
    expect(ids(tables)).toEqual([]);
  });

  it('has a run wait while another one reads its file for the first time', () => {
    const { tables } = setUp();
    expect(tables.mayStart(job('1'))).toBe(true);
    tables.give(job('1'));
    expect(tables.mayStart(job('2'))).toBe(false);
    expect([job('3', '/b.csv'), job('4', null)].map((other) => tables.mayStart(other))).toEqual([true, true]);
    tables.took('1', read(null));
    expect(tables.mayStart(job('2'))).toBe(true);
    // What was not kept the first time is not waited for again.
    tables.give(job('2'));
    expect(tables.mayStart(job('5'))).toBe(true);
  });

  it('has a run wait for the second one, where the first was handed its data', () => {
    const { tables } = setUp();
    tables.give(job('1'));
    tables.took('1', { ...read(null), hasRead: false });
    tables.give(job('2'));
    expect(tables.mayStart(job('3'))).toBe(false);
  });

  it('has nobody wait for a run that is gone', () => {
    const { tables } = setUp();
    tables.give(job('1'));
    tables.left('1');
    expect(tables.mayStart(job('2'))).toBe(true);
  });

  it('keeps nothing where it is off, or is turned off', () => {
    const { tables, told } = setUp({ isOn: false });
    expect(tables.give(job('1'))).toBeNull();
    tables.turn(true);
    tables.give(job('1'));
    tables.took('1', read(table('x', 10)));
    expect(at(ids(tables), 0)).toBe('x');
    tables.turn(false);
    expect([tables.give(job('2')), told]).toEqual([null, ['forget-tables']]);
  });
});
