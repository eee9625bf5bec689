import { describe, expect, it } from 'vitest';
import { fail } from '../../../src-shared/errors';
import { present } from '../../../src-shared/present';
import type { PointFileCheck } from '../../../src-shared/run/points/point-file';
import { FakeApi, settled } from '../../testing/fake-api';
import { FileDrops } from '../app/file-drops';
import { RunPointFile } from './run-point-file.svelte';

const ID = '20260101-000000-000-abcdef';
const PATH = '/data/new.csv';

function fileCheck(matches: Record<string, string | null>): PointFileCheck {
  const isMatched = matches['c'] !== undefined;
  return {
    path: PATH,
    name: 'new.csv',
    stamp: 's1',
    header: 1,
    columns: ['h', 'colour'],
    matched: [],
    absent: isMatched ? [] : ['c'],
    extra: [],
    answers: ['output'],
    rows: isMatched ? { total: 250, usable: 240, doubtful: 0, outside: 3 } : null,
    notes: [],
  };
}

function bench(): { fake: FakeApi; file: RunPointFile } {
  const fake = new FakeApi();
  fake.answer('runsChoosePoints', () => ({ path: PATH }));
  fake.answer('runsCheckPoints', ({ file }: { file: { matches: Record<string, string | null> } }) =>
    fileCheck(file.matches),
  );
  fake.answer('runsPredictFile', ({ step }: { step: number | null }) => ({
    step: step ?? 100,
    columns: ['output'],
    rows: { total: 250, usable: 240, doubtful: 0, outside: 3 },
    labels: null,
    numbers: { column: 'output', min: 0, mean: 1, max: 2 },
  }));
  fake.answer('runsPredictedRows', ({ from, count }: { from: number; count: number }) => ({
    from,
    rows: Array.from({ length: Math.min(count, 250 - from) }, (_, i) => ({ line: from + i + 2 })),
  }));
  fake.answer('datasetsCancel', () => null);
  return { fake, file: new RunPointFile(fake.api, ID) };
}
const requests = (fake: FakeApi, method: string): unknown[] =>
  fake.calls.filter((call) => call.method === method).map(({ request }) => request);

describe(RunPointFile, () => {
  it('matches first, by hand where it must, and runs only then', async () => {
    const { fake, file } = bench();
    await file.choose();
    expect([file.path, file.check?.absent, file.canRun]).toEqual([PATH, ['c'], false]);
    await file.run();
    expect(fake.called('runsPredictFile')).toBe(0);
    await file.match('c', 'colour');
    expect([file.check?.absent, file.canRun]).toEqual([[], true]);
    await file.run();
    expect(requests(fake, 'runsPredictFile')).toEqual([
      {
        id: ID,
        step: null,
        file: { path: PATH, header: null, matches: { c: 'colour' }, stamp: 's1' },
        task: `points-${ID}`,
      },
    ]);
    expect(file.result?.numbers?.mean).toBe(1);
    // Another match, another header: the old answers are of another table.
    await file.match('c', undefined);
    expect([file.result, file.pages, file.canRun]).toEqual([null, null, false]);
    await file.match('c', null);
    await file.setHeader(0);
    expect(requests(fake, 'runsCheckPoints').pop()).toMatchObject({ file: { header: 0, matches: {} } });
  });

  it('fetches the rows in sight in blocks, once', async () => {
    const { fake, file } = bench();
    await file.take(PATH);
    await file.match('c', 'colour');
    await file.run();
    const pages = present(file.pages);
    expect([pages.total, pages.row(0)]).toEqual([250, null]);
    pages.request(90, 120);
    await settled();
    await settled();
    expect([pages.row(99)?.line, pages.row(119)?.line, pages.row(210)]).toEqual([101, 121, null]);
    pages.request(95, 115);
    await settled();
    expect(requests(fake, 'runsPredictedRows').map((request) => (request as { from: number }).from)).toEqual([
      0, 100,
    ]);
    pages.request(240, 260);
    await settled();
    expect(pages.row(249)?.line).toBe(251);
  });

  it('forgets answers of another model, and keeps the columns', async () => {
    const { file } = bench();
    await file.take(PATH);
    await file.match('c', 'colour');
    await file.run();
    file.use(50);
    expect([file.result, file.check?.absent]).toEqual([null, []]);
    await file.run();
    expect((file.result as { step: number } | null)?.step).toBe(50);
  });

  it('shows progress of its own task, and is silent where it was cancelled', async () => {
    const { fake, file } = bench();
    await file.take(PATH);
    await file.match('c', 'colour');
    let refuse: () => void = () => undefined;
    fake.answer('runsPredictFile', () => {
      return new Promise((_, reject: (error: unknown) => void) => {
        refuse = () => {
          reject(fail('conflict', 'Reading the file was cancelled.'));
        };
      });
    });
    const running = file.run();
    fake.push('dataset.progress', { task: 'profile', bytes: 1, totalBytes: 2, rows: 3 });
    expect(file.progress).toBeNull();
    fake.push('dataset.progress', { task: `points-${ID}`, bytes: 1, totalBytes: 2, rows: 3 });
    expect([file.work, file.progress?.rows, file.canRun]).toEqual(['predicting', 3, false]);
    file.cancel();
    refuse();
    await running;
    expect([file.work, file.error, file.canRun]).toEqual([null, null, true]);
    // The same refusal that nobody asked for is told.
    fake.answer('runsPredictFile', () => {
      throw fail('conflict', 'new.csv was changed since its columns were matched: match them again.');
    });
    await file.run();
    expect(file.error?.message).toMatch(/was changed/);
  });

  it('takes pasted rows as a file, and lets an older answer pass once another file is there', async () => {
    const { fake, file } = bench();
    fake.answer('runsPastePoints', () => ({ path: '/tmp/pasted rows.csv' }));
    await file.paste('h\tc\n1\tred');
    expect(requests(fake, 'runsPastePoints')).toEqual([{ text: 'h\tc\n1\tred\n' }]);
    expect(file.path).toBe('/tmp/pasted rows.csv');
    const first = file.take('/a.csv');
    const second = file.take('/b.csv');
    await Promise.all([first, second]);
    expect([file.path, file.work]).toEqual(['/b.csv', null]);
    file.close();
    expect([file.path, file.check, file.canRun]).toEqual([null, null, false]);
  });
});

describe(FileDrops, () => {
  it('gives a path to who claimed the drop it came from, once', () => {
    const drops = new FileDrops();
    const taken: string[] = [];
    const drop = new Event('drop');
    drops.claim(drop, (path) => taken.push(path));
    drops.passed(drop);
    expect(drops.take('/a')).toBe(true);
    expect([drops.take('/b'), taken]).toEqual([false, ['/a']]);
    // The claimed one was refused by main; the next drop is somewhere else.
    drops.claim(drop, (path) => taken.push(path));
    drops.passed(drop);
    drops.passed(new Event('drop'));
    expect([drops.take('/c'), taken]).toEqual([false, ['/a']]);
  });
});
