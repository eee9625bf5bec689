import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { loadCompiled } from './compiled';

let folder: string;
let file: string;
let kept: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-compiled-'));
  file = join(folder, 'part.cjs');
  kept = join(folder, 'code', 'part.bin');
  writeFileSync(
    file,
    `exports.answer = () => 42; exports.where = [__filename, require('node:path').basename(__dirname)];`,
  );
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const answer = (loaded: { exports: unknown }) => (loaded.exports as { answer: () => unknown }).answer();
/** Whether a start found its code: only one that did not writes it. */
function writesAnew(): boolean {
  const loaded = loadCompiled(file, kept);
  answer(loaded);
  const before = readKept();
  rmSync(kept, { force: true });
  loaded.keep();
  const wrote = readKept() !== null;
  if (!wrote && before !== null) writeFileSync(kept, before);
  return wrote;
}
const readKept = (): Buffer | null => {
  try {
    return readFileSync(kept);
  } catch {
    return null;
  }
};

describe(loadCompiled, () => {
  it('gives what the file exports, in its own place', () => {
    const loaded = loadCompiled(file, kept);
    expect(answer(loaded)).toBe(42);
    expect(loaded.exports).toMatchObject({ where: [file, basename(folder)] });
  });

  it('keeps the code once, and nothing else', () => {
    expect(writesAnew()).toBe(true);
    expect(writesAnew()).toBe(false);
    expect(readdirSync(join(folder, 'code'))).toEqual(['part.bin']);
    expect(answer(loadCompiled(file, kept))).toBe(42);
  });

  it('does without code that is damaged, cut off or of another file', () => {
    loadCompiled(file, kept).keep();
    const whole = readKept() ?? Buffer.alloc(0);
    const flipped = Buffer.from(whole);
    flipped[whole.length >> 1] = (flipped[whole.length >> 1] ?? 0) ^ 1;
    for (const damaged of [flipped, whole.subarray(0, 40), Buffer.alloc(whole.length), Buffer.alloc(0)]) {
      writeFileSync(kept, damaged);
      expect(writesAnew()).toBe(true);
    }
    // As long as before, which is all that V8 looks at.
    writeFileSync(file, readFileSync(file, 'utf8').replace('42', '43'));
    expect(answer(loadCompiled(file, kept))).toBe(43);
    expect(writesAnew()).toBe(true);
  });

  it('says nothing where no code can be kept', () => {
    writeFileSync(join(folder, 'code'), 'in the way');
    const loaded = loadCompiled(file, kept);
    expect(() => {
      loaded.keep();
    }).not.toThrow();
    expect(answer(loaded)).toBe(42);
  });
});
