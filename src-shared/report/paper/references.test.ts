import { describe, expect, it } from 'vitest';
import { bibtexEntry } from './bibtex';
import { REFERENCES } from './references';

describe('sources', () => {
  it.each(Object.entries(REFERENCES))('%s is whole BibTeX', (key, reference) => {
    const fields: Readonly<Record<string, string>> = reference.fields;
    const text = bibtexEntry(key, reference);
    expect(text.match(/\{/g)).toHaveLength(text.match(/\}/g)?.length ?? 0);
    for (const field of ['author', 'title', 'year']) expect(fields[field]).not.toBe(undefined);
    expect(reference.short.endsWith(`, ${fields['year'] ?? ''}`)).toBe(true);
    // The first author's family name is the one that a text names.
    const family = (fields['author'] ?? '').split(',')[0]?.replace(/[{}\\'"]/g, '');
    expect(reference.short.startsWith(family ?? '?')).toBe(true);
    expect(key).toContain(fields['year'] ?? '?');
    if (reference.type === 'article') expect(fields['journal']).not.toBe(undefined);
    else if (reference.type !== 'misc') expect(fields['booktitle']).not.toBe(undefined);
    if (fields['pages'] !== undefined) expect(fields['pages']).toMatch(/^\d+--\d+$/);
    if (fields['doi'] !== undefined) expect(fields['doi']).toMatch(/^10\.\d{4,}\/\S+$/);
  });
});
