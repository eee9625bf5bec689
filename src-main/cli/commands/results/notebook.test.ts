import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { forkedExperiment } from '../../../../src-shared/experiment/fork';
import type { RunRecord } from '../../../../src-shared/run/record/record';
import { xnorExperiment } from '../../../testing/data';
import { Programs, type Program } from '../../../testing/run-harness';
import type { Services } from '../../services/services';
import { runCommand } from '../../testing/arguments';
import { lineage } from './lineage';
import { notes } from './notes';
import { report } from './report';

const programs = new Programs('notebook-cli');
let program: Program;
let services: Services;
let first: RunRecord;
let fork: RunRecord;

beforeAll(async () => {
  program = programs.start('workspace');
  services = { ...program, close: () => program.close() };
  const started = await program.runs.start(xnorExperiment({ name: 'first' }), null);
  first = (await program.runs.whenOver(started.record.id)).record;
  const forked = await program.runs.fork(first.id, null, forkedExperiment(first, first.steps), null);
  fork = (await program.runs.whenOver(forked.record.id)).record;
  program.workspace.notes.write('Moons', `# Moons\n\n![](benchtop:run/${first.id})\n`, null);
}, 60_000);
afterAll(async () => {
  await programs.closeAll();
  programs.remove();
});
afterEach(() => {
  vi.restoreAllMocks();
});

type Asked = typeof notes | typeof lineage | typeof report;

async function printed(command: Asked, ...words: string[]): Promise<string> {
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  await runCommand(command as typeof notes, words, services);
  return lines.join('');
}

describe('notes', () => {
  it('lists the pages, and prints one', async () => {
    expect(await printed(notes)).toMatch(/^page +changed +bytes\n.*\nMoons +\d{4}-/);
    expect(JSON.parse(await printed(notes, '--json'))).toMatchObject([{ name: 'Moons' }]);
    expect(await printed(notes, 'Moons')).toBe(`# Moons\n\n![](benchtop:run/${first.id})\n`);
    await expect(printed(notes, 'Nowhere')).rejects.toThrow('no page "Nowhere"');
  });

  it('become an HTML file by report', async () => {
    const to = join(programs.folder, 'moons.html');
    await printed(report, '--notes', 'Moons', '--to', to);
    expect(readFileSync(to, 'utf8')).toContain('<h1><bdi>Moons</bdi></h1>');
    const other = join(programs.folder, 'other.html');
    await expect(printed(report, first.id, '--notes', 'Moons', '--to', other)).rejects.toThrow('not both');
    await expect(printed(report, '--to', other)).rejects.toThrow('--notes');
    expect(existsSync(other)).toBe(false);
  });
});

describe('lineage', () => {
  it('is a tree of data, runs and forks', async () => {
    const lines = (await printed(lineage)).split('\n');
    expect(lines[0]).toMatch(/^XNOR table {2}sha256 [0-9a-f]{12}$/);
    expect(lines[1]).toMatch(new RegExp(`^└─ ${first.id} {2}first {2}finished, `));
    expect(lines[2]).toMatch(new RegExp(`^   └─ ${fork.id} {2}.+ {2}fork, finished, `));
  });

  it('is of one run what it came from and what came from it', async () => {
    const { items } = JSON.parse(await printed(lineage, fork.id, '--json')) as {
      items: readonly { key: string; parent: string | null }[];
    };
    expect(items.map(({ key, parent }) => [key, parent])).toEqual([
      [items[0]?.key, null],
      [first.id, items[0]?.key],
      [fork.id, first.id],
    ]);
  });
});
