import { pages } from 'virtual:guide';
import { describe, expect, it } from 'vitest';
import { HELP_SECTIONS } from '../../../src-shared/help';
import { KIND_PAGES } from '../../../src-shared/help/pages';
import { TAB_HELP } from '../run/tabs/tab-help';
import { findPlace } from './find-place';

/** An element with attributes, inside others: the innermost first. */
function nested(...attributes: readonly Readonly<Record<string, string>>[]): Element | null {
  const [own, ...around] = attributes;
  if (own === undefined) return null;
  return {
    id: own['id'] ?? '',
    getAttribute: (name: string) => own[name] ?? null,
    parentElement: nested(...around),
  } as unknown as Element;
}

const FORM = { view: 'experiment' } as const;

describe('where the guide speaks of what has the focus', () => {
  it.each([
    ['model-optimizer-learningRate', 'network', 'networks', 'learning-rate'],
    ['model-layers-12-units', 'network', 'networks', 'units'],
    ['model-layers-0-dropout', 'network', 'networks', 'dropout'],
    ['model-tol', 'svm', 'svm', 'tolerance'],
    ['model-tol', 'kmeans', 'kmeans', 'tolerance'],
    ['model-classWeight-very bad', 'logistic-regression', 'regression', 'class-weights'],
    ['dataset-split', 'network', 'data', 'rows-for-validation'],
    ['dialect-decimal', 'network', 'files', 'decimal'],
    ['source-sheet', 'network', 'files', 'sheet'],
    ['column-scaling', 'network', 'data', 'scaling-of-the-column'],
    ['training-speed', 'kmeans', 'training', 'speed'],
  ] as const)('the field %s of a %s', (id, kind, page, anchor) => {
    expect(findPlace(nested({ id }), FORM, kind)).toEqual({ page, anchor });
  });

  it('goes by what is around it, the nearest first, and else by the view', () => {
    const around: Readonly<Record<string, string>>[] = [
      { 'data-setting': 'training.engine' },
      { 'data-help': 'training' },
    ];
    expect(findPlace(nested({}, ...around), FORM, 'network')).toEqual({ page: 'training', anchor: 'engine' });
    expect(findPlace(nested({ id: 'app' }, { 'data-help': 'sharing#figures' }), FORM, null)).toEqual({
      page: 'sharing',
      anchor: 'figures',
    });
    expect(findPlace(null, { view: 'run', runId: 'a' }, 'kmeans')).toEqual({ page: 'kmeans', anchor: null });
    expect(findPlace(null, { view: 'compare' }, null)).toEqual({ page: 'comparing', anchor: null });
    expect(findPlace(null, { view: 'home' }, null)).toEqual({ page: 'README', anchor: null });
  });
});

describe('every place of the guide that the window names', () => {
  const known = new Set(
    pages.flatMap(({ name, blocks }) => [
      name,
      ...blocks.flatMap((block) => (block.kind === 'heading' ? [`${name}#${block.anchor}`] : [])),
    ]),
  );

  it('is there: those of settings, tabs and kinds', () => {
    const settings = HELP_SECTIONS.flatMap(({ kinds, settings: all }) =>
      all.map(({ path }) => findPlace(nested({ 'data-setting': path }), FORM, kinds?.[0] ?? 'network')),
    );
    expect(
      settings.map(({ page, anchor }) => `${page}#${anchor}`).filter((place) => !known.has(place)),
    ).toEqual([]);
    const others = [...Object.values(TAB_HELP), ...Object.values(KIND_PAGES)];
    expect(others.filter((place) => !known.has(place))).toEqual([]);
  });

  it('is there: those written in the components', () => {
    const texts = import.meta.glob<string>('../../**/*.svelte', {
      query: '?raw',
      import: 'default',
      eager: true,
    });
    const named = Object.values(texts).flatMap((text) =>
      [...text.matchAll(/(?:\s|-)(?:help|place)="([a-z][\w-]*(?:#[\w-]+)?)"/g)].map(
        ([, place]) => place ?? '',
      ),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((place) => !known.has(place))).toEqual([]);
  });
});
