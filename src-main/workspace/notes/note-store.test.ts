import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { useFolders } from '../../testing/files/scratch';
import { NoteStore } from './note-store';

const newFolder = useFolders();
let folder: string;
beforeEach(() => {
  folder = newFolder();
});

const open = (readOnly: string | null = null): NoteStore => new NoteStore({ folder, readOnly });
const path = (name: string): string => join(folder, 'notes', name);

describe(NoteStore, () => {
  it('keeps a page as the text that it is, and lists what was changed last first', () => {
    const store = open();
    expect(store.list()).toEqual([]);
    const { stamp } = store.write('Moons', '# Moons\n\nγ = 2\n', null);
    store.write('Later', 'x', null);
    utimesSync(path('Moons.md'), new Date('2026-01-01'), new Date('2026-01-01'));
    expect(readFileSync(path('Moons.md'), 'utf8')).toBe('# Moons\n\nγ = 2\n');
    expect(store.list().map(({ name, bytes }) => [name, bytes])).toEqual([
      ['Later', 1],
      ['Moons', 16],
    ]);
    expect(open().read('Moons')).toMatchObject({ text: '# Moons\n\nγ = 2\n' });
    expect(open().read('Moons').stamp).not.toBe(stamp);
  });

  it('writes over nothing that somebody else wrote meanwhile', () => {
    const [one, other] = [open(), open()];
    const first = one.write('Page', 'first', null);
    const mine = other.read('Page');
    const second = one.write('Page', 'second', first.stamp);
    expect(() => other.write('Page', 'mine', mine.stamp)).toThrow('changed meanwhile');
    expect(() => other.write('Page', 'mine', null)).toThrow('already');
    expect(other.read('Page')).toEqual(second);
    writeFileSync(path('Page.md'), 'by an editor');
    expect(() => one.write('Page', 'third', second.stamp)).toThrow('changed meanwhile');
    one.delete('Page');
    expect(() => other.write('Page', 'mine', second.stamp)).toThrow('deleted or renamed');
  });

  it('renames, and refuses a name that is taken, in another case too', () => {
    const store = open();
    store.write('One', '1', null);
    store.write('Two', '2', null);
    expect(() => store.rename('One', 'two')).toThrow('"Two" already');
    expect(() => store.write('one', 'x', null)).toThrow('"One" already');
    expect(store.rename('One', 'ONE')).toMatchObject({ name: 'ONE', text: '1' });
    expect(store.rename('ONE', 'Three').text).toBe('1');
    expect(() => store.rename('One', 'Four')).toThrow('no page "One"');
  });

  it('brings a deleted page back, unless another has its name by then', () => {
    const store = open();
    store.write('Page', 'first', null);
    const trashed = store.delete('Page');
    expect(store.list()).toEqual([]);
    expect(store.restore(trashed).text).toBe('first');
    const again = store.delete('Page');
    store.write('Page', 'second', null);
    const second = store.delete('Page');
    expect(second).not.toBe(again);
    store.write('Page', 'third', null);
    expect(() => store.restore(again)).toThrow('already');
    expect(readdirSync(path('trash'))).toHaveLength(2);
    expect(() => store.restore('20260101T000000000-Nowhere.md')).toThrow('no page "Nowhere"');
  });

  it.each(['../run', 'a/b', '', 'CON', '.hidden'])('lets no name %j out of its folder', (name) => {
    const store = open();
    expect(() => store.write(name, 'x', null)).toThrow();
    expect(() => store.restore(`20260101T000000000-${name}.md`)).toThrow();
    expect(store.has(name)).toBe(false);
    expect(existsSync(join(folder, 'notes'))).toBe(false);
  });

  it('leaves what is no text or too large as it is, and passes over what is no page', () => {
    mkdirSync(path('a folder.md'), { recursive: true });
    writeFileSync(path('bytes.md'), Buffer.of(0xff, 0xfe, 0x80));
    writeFileSync(path('large.md'), 'x'.repeat(1_000_001));
    writeFileSync(path('marked.md'), '\ufeffwords');
    writeFileSync(path('picture.png'), 'x');
    const store = open();
    expect(
      store
        .list()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['bytes', 'large', 'marked']);
    expect(() => store.read('bytes')).toThrow('not text in UTF-8');
    expect(() => store.read('large')).toThrow('1 MB');
    expect(() => store.write('new', 'x'.repeat(1_000_001), null)).toThrow('1 MB');
    expect(store.read('marked').text).toBe('words');
    expect(() => store.read('gone')).toThrow('no page "gone"');
  });

  it('removes what a crash left half-written, and shows the page of before', () => {
    open().write('Page', 'whole', null);
    // A process that is over, in the middle of a write.
    const script = `
      const { writeFileSync } = require('node:fs');
      writeFileSync(process.argv[1], 'ha');
      process.kill(process.pid, 'SIGKILL');`;
    const aside = path('.Page.md.benchtop-0123456789ab');
    spawnSync(process.execPath, ['-e', script, aside]);
    const old = new Date(Date.now() - 120_000);
    utimesSync(aside, old, old);
    expect(open().list()).toHaveLength(1);
    expect(open().read('Page').text).toBe('whole');
    expect(existsSync(aside)).toBe(false);
  });

  it.skipIf(process.getuid?.() === 0)('keeps the page where the folder cannot be written', () => {
    const store = open();
    const { stamp } = store.write('Page', 'whole', null);
    chmodSync(path(''), 0o500);
    expect(() => store.write('Page', 'more', stamp)).toThrow('could not be written');
    chmodSync(path(''), 0o700);
    expect(store.read('Page').text).toBe('whole');
  });

  it('only looks where nothing may be saved', () => {
    open().write('Page', 'x', null);
    const store = open('It is read-only.');
    expect(store.read('Page').text).toBe('x');
    expect(() => store.delete('Page')).toThrow('read-only');
  });
});
