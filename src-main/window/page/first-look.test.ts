import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFirstLook } from './first-look';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-look-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe(readFirstLook, () => {
  const look = (text: string) => {
    writeFileSync(join(folder, 'settings.json'), text);
    return readFirstLook(folder);
  };

  it('is the theme and the place that were kept', () => {
    const window = { width: 1000, height: 700, x: 20, y: null, maximized: true };
    expect(look(`\uFEFF${JSON.stringify({ theme: 'dark', language: 'de', window, speed: 5 })}`)).toEqual({
      theme: 'dark',
      language: 'de',
      window,
    });
  });

  it('is the usual one where nothing, or nothing usable, is kept', () => {
    const usual = { theme: 'system', language: 'system', window: null };
    expect(readFirstLook(folder)).toEqual(usual);
    for (const text of [
      '',
      'null',
      '[]',
      '{"theme":1,"language":"fr","window":3}',
      '{"theme":"da',
      '{"window":{"width":"9"}}',
    ])
      expect(look(text)).toEqual(usual);
    expect(look('{"window":{"width":1000,"height":700,"x":"a","y":1.5}}').window).toEqual({
      width: 1000,
      height: 700,
      x: null,
      y: null,
      maximized: false,
    });
  });
});
