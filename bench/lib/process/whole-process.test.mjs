import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../folder.mjs';
import { writeTable } from '../tables.mjs';
import { timeProcess } from './whole-process.mjs';

const folder = temporaryFolder('whole-process');

/** A program that names stages at so many milliseconds after its start. */
function program(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('the time of a process goes to the stages that it names, all of it', async () => {
  const at = `Date.now()`;
  const path = program(
    'stages.cjs',
    `const fs = require('node:fs');
const marks = [['read', ${at}]];
setTimeout(() => {
  marks.push(['train', ${at}]);
  setTimeout(() => {
    const note = (told) => fs.appendFileSync(process.env.BENCH_STAGES, JSON.stringify(told) + '\\n');
    // Of two threads, the later one first; it knows its marks alone.
    note({ stages: marks.slice(1) });
    note({ stages: marks.slice(0, 1), peakMB: 77, cpuMs: 33 });
    console.log('done');
  }, 60);
}, 120);
`,
  );
  const { ms, cpuMs, stages, peakMB, output } = await timeProcess(process.execPath, [path], folder);
  expect([peakMB, cpuMs, output]).toEqual([77, 33, 'done\n']);
  expect(Object.keys(stages)).toEqual(['start', 'read', 'train']);
  expect(Object.values(stages).reduce((sum, one) => sum + one)).toBeCloseTo(ms, 3);
  expect(stages.read).toBeGreaterThanOrEqual(110);
  expect(stages.train).toBeGreaterThanOrEqual(55);
});

test('the command line tells its greatest memory and the time of the processor', async () => {
  const path = program('hooked.cjs', `const kept = Buffer.alloc(2e8, 1); while (performance.now() < 300);`);
  const hook = join(import.meta.dirname, 'stage-hook.cjs');
  const { cpuMs, peakMB } = await timeProcess(process.execPath, ['-r', hook, path], folder);
  expect(peakMB).toBeGreaterThan(200);
  expect(peakMB).toBeLessThan(600);
  expect(cpuMs).toBeGreaterThan(100);
});

test('a process that fails says with what', async () => {
  const path = program('fails.cjs', `console.error('no such column'); process.exit(3);`);
  await expect(timeProcess(process.execPath, [path], folder)).rejects.toThrow(/ended with 3: no such column/);
});

test('a table has the rows and columns that were asked for, and is the same each time', async () => {
  const { readFileSync, rmSync } = await import('node:fs');
  const path = writeTable(folder, 500, 3);
  const text = readFileSync(path, 'utf8');
  const lines = text.trimEnd().split('\n');
  expect(lines[0]).toBe('x1,x2,x3,label,y');
  expect(lines).toHaveLength(501);
  for (const line of lines.slice(1)) {
    expect(line).toMatch(/^(-?\d+\.\d{4},){3}[01],-?\d+\.\d{4}$/);
    const cells = line.split(',').map(Number);
    expect(cells[3] === 1).toBe(cells[4] > 0 || (cells[4] === 0 && cells[3] === 1));
  }
  expect(new Set(lines).size).toBeGreaterThan(490);
  rmSync(path);
  expect(readFileSync(writeTable(folder, 500, 3), 'utf8')).toBe(text);
});
