import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { at } from '../../../src-shared/present';
import { nameClusters } from './cluster-names-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-names-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const put = (text: string): void => {
  writeFileSync(join(folder, 'predictions.csv'), text);
};
const text = (): string => readFileSync(join(folder, 'predictions.csv'), 'utf8');

describe('nameClusters', () => {
  it('replaces the names and nothing else, however often', async () => {
    const rows = (a: string, b: string): string =>
      `row,x,"a,b",cluster,clusterName,distance,secondCluster,secondDistance\n1,0.1,"two\nlines, ""q""",1,${b},0.5,0,2\n2,-1e-7,z,0,${a},0.25,1,3\n`;
    put(rows('A', 'B'));
    expect(await nameClusters(folder, ['S, small', 'L'])).toBe(true);
    expect(text()).toBe(rows('"S, small"', 'L'));
    await nameClusters(folder, ['=1+1', 'B']);
    expect(text()).toBe(rows("'=1+1", 'B'));
    await nameClusters(folder, ['A', 'B']);
    expect(text()).toBe(rows('A', 'B'));
    expect(readdirSync(folder)).toEqual(['predictions.csv']);
  });

  it('adds the names to a file from before there were any', async () => {
    put('row,cluster,x,cluster,distance\n1,9,0,1,2.5\n2,9,0,0,1\n');
    await nameClusters(folder, ['S', 'L']);
    expect(text()).toBe('row,cluster,x,cluster,clusterName,distance\n1,9,0,1,L,2.5\n2,9,0,0,S,1\n');
  });

  it('goes through files of many pieces', async () => {
    const line = (i: number, name: string): string => `${i},"${'ä'.repeat(i % 50)}",${i % 3},${name},1\n`;
    const all = (names: readonly string[]): string =>
      `row,word,cluster,clusterName,distance\n${Array.from({ length: 20_000 }, (_, i) => line(i, at(names, i % 3))).join('')}`;
    put(all(['A', 'B', 'C']));
    await nameClusters(folder, ['S', 'M', 'L']);
    expect(text()).toBe(all(['S', 'M', 'L']));
  });

  it('says where there is nothing to name', async () => {
    expect(await nameClusters(folder, ['S'])).toBe(false);
    put('row,x,output\n1,2,3\n');
    await expect(nameClusters(folder, ['S'])).rejects.toMatchObject({ info: { kind: 'corrupt' } });
    expect(text()).toBe('row,x,output\n1,2,3\n');
    expect(readdirSync(folder)).toEqual(['predictions.csv']);
  });
});
