import { expect, it } from 'vitest';

const names = (files: Record<string, unknown>): string[] =>
  Object.keys(files)
    .map((path) => path.replace(/^.*\//, '').replace('.svelte', ''))
    .sort();

const shown = names(import.meta.glob('./specimens/**/*.svelte'));

it('every component and every chart has a specimen of its name', () => {
  const components = names(import.meta.glob(['../components/**/*.svelte', '../charts/**/*.svelte']));
  expect(components.length).toBeGreaterThan(40);
  expect(components.filter((name) => !shown.includes(name))).toEqual([]);
});

it('every specimen is of a component that there is', () => {
  const all = names(import.meta.glob(['../**/*.svelte', '!../gallery/**']));
  expect(shown.filter((name) => !all.includes(name))).toEqual([]);
});

it('no two specimens share a name', () => {
  expect(shown).toEqual([...new Set(shown)]);
});
