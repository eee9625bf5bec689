import type { Component } from 'svelte';

/** Component or chart with fixed data, as the gallery shows it. */
export interface Specimen {
  /** Name of the component, e.g. `NumberField`. */
  readonly name: string;
  /** Folder of its file below `specimens`, e.g. `components/fields`. */
  readonly group: string;
  readonly component: Component;
  /** Takes the whole width of the page. */
  readonly wide: boolean;
}

interface SpecimenModule {
  readonly default: Component;
  readonly wide?: boolean;
}

const modules = import.meta.glob<SpecimenModule>('./specimens/**/*.svelte', { eager: true });

/** All specimens by group, then by name. */
export const SPECIMENS: readonly Specimen[] = Object.entries(modules)
  .map(([path, { default: component, wide = false }]) => {
    const parts = path.replace('./specimens/', '').replace('.svelte', '').split('/');
    return { name: parts.pop() ?? path, group: parts.join('/'), component, wide };
  })
  .sort((a, b) => `${a.group}/${a.name}`.localeCompare(`${b.group}/${b.name}`));
