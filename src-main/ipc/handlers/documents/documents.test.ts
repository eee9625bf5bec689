import { describe, expect, it } from 'vitest';
import { ask, bench } from '../../../testing/handler-bench';

describe('a report', () => {
  const of = { kind: 'runs', ids: ['run-id-1', 'run-id-2'] };

  it('is written where the person says, and can be shown there', async () => {
    const { handlers, chosen, calls, shown } = bench();
    chosen.path = '/kept/report.html';
    expect(await ask(handlers, 'reports.save', { of })).toEqual({ path: '/kept/report.html' });
    expect(calls).toEqual([
      ['chooseSaveFile', 'report.html', 'html'],
      ['report', of, 'html', null],
      ['saveFile', '/kept/report.html', [...new TextEncoder().encode('<!doctype html>')]],
    ]);
    await ask(handlers, 'datasets.show-file', { path: '/kept/report.html' });
    expect(shown).toEqual(['/kept/report.html']);
    chosen.path = null;
    expect(await ask(handlers, 'reports.save', { of: { kind: 'group', id: 'group-id-1' } })).toBeNull();
    // Nothing is made that nobody wants.
    expect(calls.slice(3)).toEqual([['chooseSaveFile', 'report.html', 'html']]);
  });

  it('is put on the clipboard as words or tables, and only of runs that can be', async () => {
    const { handlers, calls } = bench();
    expect(await ask(handlers, 'reports.copy', { of, format: 'latex' })).toBeNull();
    expect(calls).toEqual([
      ['report', of, 'latex', null],
      ['copyToClipboard', '<!doctype html>'],
    ]);
    for (const bad of [
      { of: { kind: 'runs', ids: [] } },
      { of: { kind: 'runs', ids: ['../x'] } },
      { format: 'html' },
    ])
      expect(await ask(handlers, 'reports.copy', { of, format: 'csv', ...bad })).toBe('usage');
    expect(calls).toHaveLength(2);
  });
});

describe('a report that is previewed', () => {
  const of = { kind: 'runs', ids: ['run-id-1'] };

  it('is saved as it was shown; another one is made anew', async () => {
    const { handlers, chosen, calls } = bench();
    chosen.path = '/kept/report.html';
    const shown = await ask(handlers, 'reports.preview', { of, theme: 'dark' });
    expect(shown).toEqual({ pictures: [Uint8Array.of(1)], isWhole: true, bytes: 15 });
    await ask(handlers, 'reports.save', { of });
    expect(calls.map(([name]) => name)).toEqual(['report', 'pictureReport', 'chooseSaveFile', 'saveFile']);
    // It is let go of then.
    await ask(handlers, 'reports.save', { of });
    expect(calls.slice(4).map(([name]) => name)).toEqual(['chooseSaveFile', 'report', 'saveFile']);
  });
});

describe('a chart to be saved', () => {
  it('is written where the person says, under a name that is no path', async () => {
    const { handlers, chosen, calls } = bench();
    const request = { name: 'loss by step', format: 'svg', bytes: Uint8Array.of(60, 115) };
    chosen.path = '/kept/loss.svg';
    expect(await ask(handlers, 'figures.save', request)).toEqual({ path: '/kept/loss.svg' });
    const dialog = ['chooseSaveFile', 'loss by step.svg', 'svg'];
    expect(calls).toEqual([dialog, ['saveFile', '/kept/loss.svg', [60, 115]]]);
    chosen.path = null;
    expect(await ask(handlers, 'figures.save', request)).toBeNull();
    expect(calls.slice(2)).toEqual([dialog]);
    for (const bad of [{ name: '../loss' }, { name: '' }, { format: 'exe' }, { bytes: 'text' }])
      expect(await ask(handlers, 'figures.save', { ...request, ...bad })).toBe('usage');
    expect(calls).toHaveLength(3);
  });

  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0L1 1"/></svg>';
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1);

  it('becomes a PDF of its size where the person says, and nothing for a cancelled dialog', async () => {
    const { handlers, chosen, calls } = bench();
    const request = { name: 'loss', format: 'pdf', svg, widthMm: 85, heightMm: 60 };
    chosen.path = '/kept/loss.pdf';
    expect(await ask(handlers, 'figures.save', request)).toEqual({ path: '/kept/loss.pdf' });
    const dialog = ['chooseSaveFile', 'loss.pdf', 'pdf'];
    const written = [...new TextEncoder().encode('%PDF')];
    expect(calls).toEqual([dialog, ['printFigure', svg, 85, 60], ['saveFile', '/kept/loss.pdf', written]]);
    chosen.path = null;
    expect(await ask(handlers, 'figures.save', request)).toBeNull();
    expect(calls.slice(3)).toEqual([dialog]);
    for (const bad of [
      { svg: '<svg><script>1</script></svg>' },
      { widthMm: 1 },
      { heightMm: 5000 },
      { widthMm: NaN },
      { bytes: png },
      { format: 'svg' },
    ])
      expect([bad, await ask(handlers, 'figures.save', { ...request, ...bad })]).toEqual([bad, 'usage']);
    expect(calls).toHaveLength(4);
  });

  it('is put on the clipboard as a picture or as text, and nothing else is', async () => {
    const { handlers, calls } = bench();
    expect(await ask(handlers, 'figures.copy', { format: 'png', bytes: png })).toBeNull();
    expect(await ask(handlers, 'figures.copy', { format: 'svg', svg })).toBeNull();
    expect(await ask(handlers, 'figures.copy', { format: 'csv', text: 'x,y\n1,2\n' })).toBeNull();
    expect(calls).toEqual([
      ['copyToClipboard', [...png]],
      ['copyToClipboard', svg],
      ['copyToClipboard', 'x,y\n1,2\n'],
    ]);
    for (const bad of [
      { format: 'png', bytes: Uint8Array.of(1, 2, 3) },
      { format: 'svg', svg: 'any text' },
      { format: 'text', text: 'any text' },
    ])
      expect([bad, await ask(handlers, 'figures.copy', bad)]).toEqual([bad, 'usage']);
    expect(calls).toHaveLength(3);
  });
});
