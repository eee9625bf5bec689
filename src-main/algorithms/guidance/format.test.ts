import { afterEach, describe, expect, it } from 'vitest';
import { inEnglish, saySentence, sentence } from '../../../src-shared/language/sentence';
import { sayFinding, sayOffer } from '../../../src-shared/run/live/guidance';
import { listed, statistic } from './format';
import { finding, offer } from './offers';

afterEach(() => {
  globalThis.benchtopWords = undefined;
});

const written = (value: number): string => inEnglish(sentence('{value}', { value: statistic(value) }));

describe('numbers of a sentence', () => {
  it.each([
    [1234, '1,234'],
    [1e6, '1.00e+6'],
    [0.012345, '0.0123'],
    [1234.56, '1,230'],
    [1.234e-7, '1.23e-7'],
    [0, '0'],
    [NaN, 'NaN'],
  ])('%s', (value, text) => {
    expect(written(value)).toBe(text);
  });

  it('have the comma of German', () => {
    globalThis.benchtopWords = { locale: 'de', texts: {} };
    expect(saySentence(sentence('{value}', { value: statistic(1.2345) }))).toBe('1,23');
  });
});

it.each([
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
  [['a', 'b', 'c', 'd', 'e'], 'a, b, c and 2 more'],
])('names %s are %s', (names, text) => {
  expect(inEnglish(sentence('{names}', { names: listed(names) }))).toBe(text);
});

it('findings and offers are kept in English and said in the person’s language', () => {
  const offered = offer(
    'copy',
    sentence('Edited copy without {names}', { names: listed(['a', 'b']) }),
    0,
    [],
  );
  const said = sentence('{count} pass', { count: 1 });
  const found = finding('notConverged', said, 3, offered);
  expect([found.message, offered.label]).toEqual(['1 pass', 'Edited copy without a and b']);
  globalThis.benchtopWords = {
    locale: 'de',
    texts: {
      '{count} pass': '{count} Durchlauf',
      'Edited copy without {names}': 'Kopie ohne {names}',
      '{names} and {last}': '{names} und {last}',
    },
  };
  expect(sayFinding(found)).toBe('1 Durchlauf');
  expect(sayOffer(offered)).toBe('Kopie ohne a und b');
  // As runs of before have them.
  expect(sayFinding({ message: 'Old.' })).toBe('Old.');
});
