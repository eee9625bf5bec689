import { expect, it, vi } from 'vitest';
import { xnorExperiment } from '../testing/data';
import { NO_MACHINE, openIn, useWorkspace } from '../testing/files/workspaces';

/** Called once, right after a document was read and before anything else is done. */
const hook = vi.hoisted(() => ({ afterRead: null as (() => void) | null }));
vi.mock('./storage/json-store', async (load) => {
  const actual = await load<typeof import('./storage/json-store')>();
  const readDocument: typeof actual.readDocument = (path, options) => {
    const found = actual.readDocument(path, options);
    const act = hook.afterRead;
    hook.afterRead = null;
    act?.();
    return found;
  };
  return { ...actual, readDocument };
});

const here = useWorkspace('changed-while-read');

it('a record that another process changes while it is read is read again before it is changed', () => {
  const other = here.open();
  const { record } = other.runs.create(xnorExperiment(), { environment: NO_MACHINE });
  const add = (tag: string) => (old: typeof record) => ({ ...old, tags: [...old.tags, tag] });
  const reading = openIn(other.folder);
  hook.afterRead = () => {
    other.runs.update(record.id, add('theirs'));
  };
  expect(reading.runs.get(record.id).record.tags).toEqual([]);
  reading.runs.update(record.id, add('ours'));
  expect(openIn(other.folder).runs.get(record.id).record.tags).toEqual(['theirs', 'ours']);
});
