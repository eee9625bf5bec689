import { afterAll, describe, expect, it } from 'vitest';
import { DataFolder, readRows } from '../../../testing/files/data-folder';
import { encodeText } from '../cell-text';
import { inspectFile } from '../../profile/inspect';
import { numberReader } from './number-reader';
import type { NumberFormat } from './numbers';

const folder = new DataFolder();
afterAll(() => {
  folder.remove();
});

const POINT: NumberFormat = { decimal: '.', thousands: '' };
const COMMA: NumberFormat = { decimal: ',', thousands: '' };
const US: NumberFormat = { decimal: '.', thousands: ',' };

function read(text: string, format = POINT, encoding: 'utf-8' | 'windows-1252' = 'utf-8'): number {
  const bytes = Buffer.from(encodeText(text, encoding));
  return numberReader(format, encoding)(bytes, 0, bytes.length);
}

it.each([
  // Fortran, as gfortran and ifort write doubles; the values by hand.
  ['1.0D+02', 100, POINT],
  ['2.5D-01', 0.25, POINT],
  ['0.1000000000000000D+01', 1, POINT],
  ['-1.d0', -1, POINT],
  ['.5d3', 500, POINT],
  ['3D+02', 300, POINT],
  ['1,5D-02', 0.015, COMMA],
  // Minus, dashes and hyphens in front of a number and in its exponent.
  ['\u22121.5', -1.5, POINT],
  ['\u20137', -7, POINT],
  ['\u2011.25', -0.25, POINT],
  ['\uff0d3', -3, POINT],
  ['2e\u22123', 0.002, POINT],
  ['\u22121.5D\u221201', -0.15, POINT],
  ['\u22121,234.5', -1234.5, US],
  // Blanks that do not break between groups of three, in any format.
  ['1\u00a0234', 1234, POINT],
  ['12\u202f345\u202f678', 12_345_678, POINT],
  ['\u22121\u00a0234,5', -1234.5, COMMA],
  ['1\u00a0234.25', 1234.25, US],
  ['12\u2009345', 12_345, POINT],
])('reads %j as %d', (text, value, format) => {
  expect(read(text, format)).toBe(value);
});

it('reads dash and no-break blank of Windows-1252', () => {
  expect(read('\u20131.5', POINT, 'windows-1252')).toBe(-1.5);
  expect(read('1\u00a0234', POINT, 'windows-1252')).toBe(1234);
});

it.each([
  '1D2',
  '12D',
  'D2',
  '\u2212',
  '\u2013',
  '1\u20132',
  '5\u2212',
  '1\u00a023',
  '1\u00a02345',
  '1234\u00a0567',
  '1\u00a0234\u202f567',
  '\u2014 5',
])('takes %j for no number', (text) => {
  expect(read(text)).toBe(Infinity);
});

describe('files', () => {
  it('of Fortran and of typeset numbers are numbers in reports and runs', async () => {
    const fortran = 'x y\n1.0D+02 2.5D-01\n2.0D+02 3.5D-01\n3.0D+02 \u22124.5\n';
    const report = await inspectFile(folder.file(fortran));
    expect(report.columns.map(({ type, bad }) => [type, bad])).toEqual([
      ['number', 0],
      ['number', 0],
    ]);
    expect(readRows(await folder.load(fortran, { features: ['x', 'y'] }))).toEqual([
      [100, 0.25],
      [200, 0.35],
      [300, -4.5],
    ]);
    const typeset = 'a,b\n1,\u22121.5\n2,\u20132\n3,3\n4,1\u00a0234\n';
    expect(readRows(await folder.load(typeset)).map(([, b]) => b)).toEqual([-1.5, -2, 3, 1234]);
  });

  it('keep codes such as 1D2 as words', async () => {
    const report = await inspectFile(folder.file('a,b\n1,1D2\n2,2D3\n3,1D2\n4,2D3\n'));
    expect(report.columns[1]?.type).toBe('category');
  });
});
