import { describe, expect, it } from 'vitest';
import { present } from '../../../src-shared/present';
import type { ChartTokens } from '../stage/theme';
import { figureSvg, tableCsv, tableJson, type Figure } from './figure';
import { SvgContext } from './svg-context';
import { figureName } from '../../text/figure-heading';

const measure = (_: string, text: string): number => 6 * text.length;
const tokens = { surface: '#ffffff', text: '#111111', text2: '#444444', fontUi: 'Inter' } as ChartTokens;

/** Elements that are opened and not closed, or closed in another order. */
function unclosed(svg: string): string[] {
  const open: string[] = [];
  for (const [, end, name, empty] of svg.matchAll(/<(\/?)([a-zA-Z]+)[^>]*?(\/?)>/g)) {
    if (empty === '/') continue;
    if (end !== '/') open.push(present(name));
    else if (open.pop() !== name) return [`</${name}>`];
  }
  return open;
}

describe(SvgContext, () => {
  it('writes strokes, clips and texts with what was set, and closes what it opened', () => {
    const context = new SvgContext(measure);
    context.save();
    context.translate(10, 20);
    context.beginPath();
    context.rect(0, 0, 5, 6);
    context.clip();
    context.strokeStyle = '#ff0000';
    context.setLineDash([4, 2]);
    context.globalAlpha = 0.5;
    context.beginPath();
    context.moveTo(1, 2);
    context.lineTo(3.14159, 4);
    context.stroke();
    context.restore();
    context.font = '600 12px Inter';
    context.textAlign = 'right';
    context.fillText('a < b & "c"', 1, 2);
    const svg = context.svg(100, 50);
    expect(svg).toContain('<clipPath id="clip0"><path d="M0 0h5v6h-5Z"/></clipPath>');
    expect(svg).toContain('<g transform="translate(10 20)"><g clip-path="url(#clip0)">');
    expect(svg).toContain(
      '<path d="M1 2L3.14 4" fill="none" stroke="#ff0000" stroke-width="1" stroke-linecap="butt" stroke-linejoin="miter" stroke-dasharray="4 2" opacity="0.5"/></g></g>',
    );
    expect(svg).toContain(
      'font-size="12" font-weight="600" text-anchor="end" fill="#000000">a &lt; b &amp; &quot;c&quot;</text>',
    );
    expect(unclosed(svg)).toEqual([]);
  });

  it('passes over what is not a number, writes a mark once and pixels as PNG', () => {
    const context = new SvgContext(measure);
    context.beginPath();
    context.moveTo(0, 0);
    context.lineTo(NaN, 3);
    context.lineTo(5, 5);
    context.stroke();
    const mark = {};
    const paint = (on: SvgContext): void => {
      on.fillStyle = 'rgba(1, 2, 3, 0.5)';
      on.fillRect(-1, -1, 2, 2);
    };
    for (const x of [10, 20, NaN]) context.stamp(mark, paint, x, 4);
    const gradient = context.createLinearGradient(0, 10, 0, 0);
    gradient.addColorStop(0.5, '#aabbcc');
    context.fillStyle = gradient;
    context.fillRect(0, 0, 4, 10);
    context.drawImage({ toDataURL: () => 'data:image/png;base64,AA==' }, 1, 2, 30, 40);
    const svg = context.svg(50, 50);
    expect(svg).toContain('<path d="M0 0L5 5"');
    expect(svg.match(/<rect x="-1" y="-1"/g)).toHaveLength(1);
    expect(svg).toContain(
      '<g id="mark0"><rect x="-1" y="-1" width="2" height="2" fill="rgb(1, 2, 3)" fill-opacity="0.5"/></g>',
    );
    expect(svg).toContain('<use href="#mark0" x="10" y="4"/><use href="#mark0" x="20" y="4"/><rect');
    expect(svg).toContain(
      '<linearGradient id="gradient0" gradientUnits="userSpaceOnUse" x1="0" y1="10" x2="0" y2="0"><stop offset="0.5" stop-color="#aabbcc"/></linearGradient>',
    );
    expect(svg).toContain('height="10" fill="url(#gradient0)"/>');
    expect(svg).toContain('<image x="1" y="2" width="30" height="40" preserveAspectRatio="none" href="data:');
    expect(svg).not.toContain('NaN');
    expect(unclosed(svg)).toEqual([]);
  });
});

describe(figureSvg, () => {
  it('has title, legend, chart and caption, in room of their own', () => {
    let room = 0;
    const figure: Figure = {
      name: 'loss',
      title: 'Loss',
      caption: 'Four runs of two moons, each of them with 400 steps, drawn by step.',
      legend: [
        { label: 'first', colour: '#0066b3', dashed: false },
        { label: 'second', colour: '#b30000', dashed: true },
      ],
      draw: ({ context, height }) => {
        room = height;
        context.fillText('the chart', 0, 0);
      },
      table: () => ({ columns: [], rows: [] }),
    };
    const svg = figureSvg(figure, { width: 300, height: 200 }, tokens, measure);
    for (const text of ['Loss', 'first', 'second', 'the chart']) expect(svg).toContain(`>${text}</text>`);
    // The caption takes two lines of 45 letters.
    expect(svg).toContain('>Four runs of two moons, each of them with 400</text>');
    expect(svg).toContain('>steps, drawn by step.</text>');
    expect(svg).toContain('stroke-dasharray="5 3"');
    expect(room).toBe(200 - (14 + 24 + 22) - (2 * 18 + 14));
  });
});

it('names files by letters, digits, blanks and dashes', () => {
  expect(figureName('A − B: loss/step (1.5)')).toBe('A - B- loss-step -1-5');
  expect(figureName('«»')).toBe('figure');
  expect(figureName('x'.repeat(200))).toHaveLength(80);
});

describe('tables', () => {
  const table = {
    columns: ['run', 'x'],
    rows: [
      ['a, "b"', 0.1],
      ['c', null],
      ['d', NaN],
    ] as const,
  };
  it('are CSV with quotes where they are needed', () => {
    expect(tableCsv(table)).toBe('run,x\n"a, ""b""",0.1\nc,\nd,NaN\n');
  });
  it('are JSON objects', () => {
    expect(JSON.parse(tableJson(table))).toEqual([
      { run: 'a, "b"', x: 0.1 },
      { run: 'c', x: null },
      { run: 'd', x: 'NaN' },
    ]);
  });
});
