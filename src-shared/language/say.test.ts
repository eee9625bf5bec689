import { afterEach, describe, expect, it } from 'vitest';
import { chooseLanguage } from './languages';
import { say, sayCount, sayNumber } from './say';

afterEach(() => {
  globalThis.benchtopWords = undefined;
});

function speak(texts: Record<string, string>): void {
  globalThis.benchtopWords = { locale: 'de', texts };
}

describe(say, () => {
  it('says a sentence as it is written where there is no other', () => {
    expect(say('{rows} of {file} read', { rows: 3, file: 'a.csv' })).toBe('3 of a.csv read');
    speak({ 'Other sentence': 'Anderer Satz' });
    expect(say('Fully read')).toBe('Fully read');
  });

  it('says it in the language, with the values where that has them', () => {
    speak({ '{rows} of {file} read': 'Aus {file} gelesen: {rows}' });
    expect(say('{rows} of {file} read', { rows: '1.000', file: '{rows}' })).toBe('Aus {rows} gelesen: 1.000');
    expect(say('{rows} of {file} read', { rows: null, file: undefined })).toBe('Aus  gelesen: ');
  });

  it('does not show what is for translators', () => {
    expect(say('Run {@verb}')).toBe('Run');
    speak({ 'Run {@verb}': 'Starten' });
    expect(say('Run {@verb}')).toBe('Starten');
    expect(say('Run {@noun}')).toBe('Run');
  });

  it('bends a quantity where German does', () => {
    speak({ 'after {steps}': 'nach {steps+n}' });
    const after = (steps: string): string => say('after {steps}', { steps });
    expect(after('10 Schritte')).toBe('nach 10 Schritten');
    expect(after('3 Zeilen')).toBe('nach 3 Zeilen');
    expect(after('1 Schritt')).toBe('nach 1 Schritt');
  });
});

it('writes numbers as the language does', () => {
  expect(sayNumber(12345.5)).toBe('12,345.5');
  speak({});
  expect(sayNumber(12345.5)).toBe('12.345,5');
});

it('says a word for one and another for many', () => {
  expect([0, 1, 2].map((count) => sayCount(count, 'row', 'rows'))).toEqual(['rows', 'row', 'rows']);
  speak({ 'row|rows': 'Zeile|Zeilen' });
  expect([0, 1, 2].map((count) => sayCount(count, 'row', 'rows'))).toEqual(['Zeilen', 'Zeile', 'Zeilen']);
});

describe(chooseLanguage, () => {
  it('follows the system, and a region of the same language', () => {
    expect(chooseLanguage('system', 'de-AT')).toEqual({ language: 'de', locale: 'de-AT' });
    expect(chooseLanguage('system', 'en-GB')).toEqual({ language: 'en', locale: 'en-GB' });
    expect(chooseLanguage('de', 'de-CH')).toEqual({ language: 'de', locale: 'de-CH' });
  });

  it('is English where the system speaks none of ours, and what was chosen before all', () => {
    expect(chooseLanguage('system', 'fr-FR')).toEqual({ language: 'en', locale: 'en' });
    expect(chooseLanguage('de', 'en-US')).toEqual({ language: 'de', locale: 'de' });
    expect(chooseLanguage('en', 'de-DE')).toEqual({ language: 'en', locale: 'en' });
  });
});
