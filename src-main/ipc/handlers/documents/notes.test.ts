import { describe, expect, it } from 'vitest';
import { REQUESTS } from '../../../../src-shared/ipc/map';
import type { NoteStore } from '../../../workspace';
import { noteHandlers } from './notes';

/** What the gate lets through to a handler. */
const takes = (channel: `notes.${string}` & keyof typeof REQUESTS, request: unknown): boolean =>
  REQUESTS[channel].safeParse(request).success;

describe('requests about pages', () => {
  it.each(['../x', 'a/b', '..', '', 'CON', 'x'.repeat(81), 7, null])('name no %j', (name) => {
    expect(takes('notes.read', { name })).toBe(false);
    expect(takes('notes.delete', { name })).toBe(false);
    expect(takes('notes.write', { name, text: '', stamp: null })).toBe(false);
    expect(takes('notes.rename', { name: 'x', to: name })).toBe(false);
    expect(REQUESTS['reports.save'].safeParse({ of: { kind: 'note', name } }).success).toBe(false);
  });

  it('hold text of at most a megabyte, and nothing else', () => {
    expect(takes('notes.write', { name: 'x', text: 'x'.repeat(1_000_000), stamp: null })).toBe(true);
    expect(takes('notes.write', { name: 'x', text: 'x'.repeat(1_000_001), stamp: null })).toBe(false);
    expect(takes('notes.write', { name: 'x', text: 1, stamp: null })).toBe(false);
    expect(takes('notes.write', { name: 'x', text: '', stamp: null, path: '/etc/passwd' })).toBe(false);
    expect(takes('notes.restore', { trashed: '' })).toBe(false);
  });

  it('that change a page tell all windows', async () => {
    const pushed: string[] = [];
    const notes = {
      list: () => [],
      write: (name: string, text: string) => ({ name, text, stamp: '1' }),
      delete: () => 'trashed.md',
    } as unknown as NoteStore;
    const handlers = noteHandlers(notes, { push: (name) => pushed.push(name) });
    await handlers['notes.list'](undefined);
    expect(pushed).toEqual([]);
    expect(await handlers['notes.write']({ name: 'x', text: 'y', stamp: null })).toMatchObject({ text: 'y' });
    expect(await handlers['notes.delete']({ name: 'x' })).toEqual({ trashed: 'trashed.md' });
    expect(pushed).toEqual(['notes.changed', 'notes.changed']);
  });
});
