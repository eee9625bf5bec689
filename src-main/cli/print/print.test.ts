import { afterEach, describe, expect, it, vi } from 'vitest';
import { columnTexts, printable, printJson, printLine } from './print';

afterEach(() => {
  vi.restoreAllMocks();
});

/** What is written to stdout meanwhile. */
function written(action: () => void): string {
  let text = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((part) => {
    text += String(part);
    return true;
  });
  action();
  return text;
}

describe('what is printed of a name', () => {
  const NAME = '\u001b]0;title\u0007a\u009b2Jb\u202ec\r';

  it('steers no terminal', () => {
    expect(
      written(() => {
        printLine(`x\ty\n${NAME}`);
      }),
    ).toBe('x\ty\n�]0;title�a�2Jb�c�\n');
    expect(printable('a\nb')).toBe('a�b');
  });

  it('is the same in JSON, by its escapes', () => {
    const text = written(() => {
      printJson({ name: NAME });
    });
    expect(text).toMatch(/^[\n\x20-\x7e]*$/);
    expect(JSON.parse(text)).toEqual({ name: NAME });
  });
});

describe('numbers of one column', () => {
  it.each([
    ['as few digits as anywhere', [0.123456, 12.3456, 0.9], ['0.1235', '12.35', '0.9']],
    ['far from zero', [9999996.289206462, 10000003.017529543], ['9999996.289', '10000003.02']],
    ['near one another', [-0.99995123, -0.99998456], ['-0.99995123', '-0.99998456']],
    ['all the same', [1234567.25, 1234567.25], ['1235000', '1235000']],
    ['not all finite', [NaN, 1e6 + 0.5, 1e6 + 1.25], ['NaN', '1000000.5', '1000001.25']],
    ['a single one', [2.718281828], ['2.718']],
    ['none', [], []],
  ])('%s', (_, values, texts) => {
    expect(columnTexts(values)).toEqual(texts);
  });
});
