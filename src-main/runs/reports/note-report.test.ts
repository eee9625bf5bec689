import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figure } from '../../../src-shared/report/html/numbers';
import { decodeNumber } from '../../../src-shared/run/record/stored-number';
import type { RunRecord } from '../../../src-shared/run/record/record';
import { xnorExperiment } from '../../testing/data';
import { Programs, type Program } from '../../testing/run-harness';

const programs = new Programs('note-report');
let program: Program;
let first: RunRecord;
let second: RunRecord;

beforeAll(async () => {
  program = programs.start('workspace');
  const train = async (seed: number): Promise<RunRecord> => {
    const experiment = xnorExperiment({ name: `<i>seed ${seed}</i>`, seed });
    const { record } = await program.runs.start(experiment, null);
    return (await program.runs.whenOver(record.id)).record;
  };
  first = await train(1);
  second = await train(2);
}, 60_000);
afterAll(async () => {
  await programs.closeAll();
  programs.remove();
});

const make = async (text: string): Promise<string> => {
  const { notes } = program.workspace;
  notes.write('Page', text, notes.has('Page') ? notes.read('Page').stamp : null);
  return program.runs.reports.make({ kind: 'note', name: 'Page' }, 'html');
};

describe('a page of the notebook as HTML', () => {
  it('has a run’s figures, its curve as a drawing, and a comparison', async () => {
    const document = await make(
      `# Two seeds\n\n![](benchtop:run/${first.id})\n\n![How it fell](benchtop:run/${first.id}/loss)\n\n![](benchtop:compare/${first.id},${second.id})`,
    );
    const { loss } = first.summary;
    expect(loss).toBeDefined();
    if (loss !== undefined) expect(document).toContain(figure(decodeNumber(loss)));
    expect(document).toMatch(/<svg[^>]*aria-label="Loss over steps"/);
    expect(document).toContain('How it fell');
    expect(document).toContain('Results, last values');
    expect(document).toContain('&lt;i&gt;seed 2&lt;/i&gt;');
    expect(document).not.toContain('<i>');
  });

  it('says what is gone, what is written wrong, and what was not logged', async () => {
    const document = await make(
      `![](benchtop:run/20200101-000000-000-aaaaaa)\n![](benchtop:nothing)\n![](benchtop:group/20200101-bbbb)\n![](benchtop:run/${first.id}/valLoss2)`,
    );
    expect(document).toContain('There is no run 20200101-000000-000-aaaaaa any more.');
    expect(document).toContain('“benchtop:nothing” names nothing that can be embedded.');
    expect(document).toContain('There is no group 20200101-bbbb any more.');
    expect(document).toContain('Nothing was logged of “valLoss2”');
  });

  it('is refused in other formats, and where there is no page', async () => {
    const { reports } = program.runs;
    await expect(reports.make({ kind: 'note', name: 'Page' }, 'latex')).rejects.toThrow('as HTML');
    await expect(reports.make({ kind: 'note', name: 'Nowhere' }, 'html')).rejects.toThrow(
      'no page "Nowhere"',
    );
  });
});
