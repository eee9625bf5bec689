import { describe, expect, it } from 'vitest';
import type { ChartTokens } from '../stage/theme';
import { figureSvg, type Figure } from './figure';
import { paperScale, paperSize, pixelsAlong } from './paper';
import { withResolution } from './png-resolution';

const tokens = { surface: '#ffffff', text: '#111111', text2: '#444444', fontUi: 'Inter' } as ChartTokens;
const figure: Figure = {
  name: 'loss',
  title: 'Loss',
  caption: '',
  legend: [],
  draw: ({ context, width }) => {
    context.font = '11px Inter';
    context.fillText('axis', width / 2, 10);
  },
  table: () => ({ columns: [], rows: [] }),
};

describe('a figure on paper', () => {
  it('has its sides in mm and its letters in points', () => {
    const paper = { widthMm: 85, heightMm: 60, fontPt: 7 };
    const size = paperSize(paper);
    const svg = figureSvg(figure, size, tokens, (_, text) => 6 * text.length, paper);
    expect(svg).toMatch(/^<svg [^>]*width="85mm" height="60mm" viewBox="0 0 [\d.]+ [\d.]+">/);
    const units = Number(/viewBox="0 0 ([\d.]+)/.exec(svg)![1]);
    const letters = Number(/font-size="(\d+)"[^>]*>axis</.exec(svg)![1]);
    // Points to a mm, times mm to a unit, times units of a letter.
    expect((72 / 25.4) * (85 / units) * letters).toBeCloseTo(7, 3);
    expect(size.height / size.width).toBeCloseTo(60 / 85, 10);
  });

  it('is as in the window at 8.25 points, where a pixel is a pixel', () => {
    expect(paperScale({ fontPt: 8.25 })).toBeCloseTo(1, 10);
    expect(paperSize({ widthMm: 25.4, heightMm: 50.8, fontPt: 8.25 })).toEqual({
      width: expect.closeTo(96, 8) as number,
      height: expect.closeTo(192, 8) as number,
    });
  });

  it('has as many pixels as its resolution says', () => {
    expect([pixelsAlong(25.4, 300), pixelsAlong(85, 600)]).toEqual([300, 2008]);
  });
});

it('a PNG says its resolution after its header, with a checksum', () => {
  const png = Uint8Array.from({ length: 60 }, (_, i) => i);
  const written = withResolution(png, 300);
  expect(written.length).toBe(60 + 21);
  expect([...written.subarray(0, 33)]).toEqual([...png.subarray(0, 33)]);
  expect([...written.subarray(54)]).toEqual([...png.subarray(33)]);
  // 300 dpi are 11,811 pixels to a metre; the sum is the one that zlib has for this chunk.
  expect([...written.subarray(33, 54)]).toEqual([
    ...[0, 0, 0, 9, 0x70, 0x48, 0x59, 0x73, 0, 0, 0x2e, 0x23, 0, 0, 0x2e, 0x23, 1],
    ...[0x78, 0xa5, 0x3f, 0x76],
  ]);
});
