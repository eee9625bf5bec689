import { describe, expect, it } from 'vitest';
import { pages } from 'virtual:guide';
import { findSections, toSections } from './search';

const sections = toSections(pages);
const first = (query: string): string | undefined => {
  const [found] = findSections(sections, query);
  return found && `${found.place.page}#${found.place.anchor}`;
};

describe('the search of the guide', () => {
  it('finds a setting by its name, also by the beginning of each word', () => {
    expect(first('learning rate')).toBe('networks#learning-rate');
    expect(first('lear ra')).toBe('networks#learning-rate');
    expect(first('EARLY stop')).toBe('training#early-stopping');
    expect(first('svm calibration')).toMatch(/^svm#/);
  });

  it('finds by words, not by letters inside them', () => {
    // "rate" is in "separate" too.
    const page = (text: string) => ({
      name: 'a',
      title: 'A',
      blocks: [
        { kind: 'heading', level: 1, anchor: 'a', parts: ['A'] } as const,
        { kind: 'paragraph', parts: [text] } as const,
      ],
    });
    expect(findSections(toSections([page('to separate them')]), 'rate')).toEqual([]);
    expect(findSections(toSections([page('separate rates')]), 'rate')).toHaveLength(1);
  });

  it('wants every word, and says so where there is none', () => {
    expect(findSections(sections, 'silhouette zebra')).toEqual([]);
    expect(findSections(sections, '   ')).toEqual([]);
  });

  it('shows the words around what was found', () => {
    const [found] = findSections(sections, 'Davies-Bouldin');
    expect(found?.snippet).toMatch(/Davies-Bouldin/);
    expect(found?.snippet.length).toBeLessThan(200);
  });
});
