import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { handedFiles, namedFiles, OpenedFiles } from './opened-files';

describe('files that the system opens', () => {
  it('are named behind the program, options apart', () => {
    const here = resolve('/data');
    expect(namedFiles(['/opt/benchtop', 'cars.csv', '--flag', '/tmp/a b.xlsx'], here, null)).toEqual([
      resolve('/data/cars.csv'),
      resolve('/tmp/a b.xlsx'),
    ]);
    expect(namedFiles(['/opt/benchtop'], here, null)).toEqual([]);
    // Where it is not packaged, what a debugger loads stands before the app.
    const debugged = ['/bin/electron', '-r', '/x/loader.js', '--inspect=0', '/work/app', 'cars.csv', ''];
    expect(namedFiles(debugged, here, '/work/app')).toEqual([resolve('/data/cars.csv')]);
    expect(namedFiles(['/bin/electron', '.'], '/work/app', '/work/app')).toEqual([]);
    expect(namedFiles(['/bin/electron', 'cars.csv'], here, '/work/app')).toEqual([]);
  });

  it('are handed over by another start, whatever else it says', () => {
    expect(handedFiles({ files: ['/a.csv', 5, '', '/b.csv'] })).toEqual(['/a.csv', '/b.csv']);
    for (const data of [null, undefined, 'x', [], {}, { files: '/a.csv' }])
      expect(handedFiles(data)).toEqual([]);
  });

  it('wait until they are taken, in their order', () => {
    const opened = new OpenedFiles();
    opened.add(['/early.csv']);
    let told = 0;
    opened.onAdd(() => {
      told += 1;
    });
    opened.add([]);
    opened.add(['/a.csv', '/b.csv']);
    expect(told).toBe(1);
    expect([opened.take(), opened.take(), opened.take()]).toEqual([
      ['/early.csv'],
      ['/a.csv', '/b.csv'],
      null,
    ]);
  });
});
