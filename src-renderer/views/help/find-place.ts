import { HELP_SECTIONS, findHelp } from '../../../src-shared/help';
import type { GuidePlace } from '../../../src-shared/help/page';
import { CONTENTS, KIND_PAGES } from '../../../src-shared/help/pages';
import type { ModelKind } from '../../../src-shared/models';
import type { Route } from '../../state/app/app-state.svelte';

/** Fields whose ids are not their settings' paths. */
const OTHER_IDS: ReadonlyMap<string, string> = new Map([
  ['dataset-split', 'dataset.split.method'],
  ['dataset-split-values', 'dataset.split.validation'],
  ['dataset-sample', 'dataset.sample.method'],
  ['target-question', 'dataset.target'],
  ['training-speed', 'speed'],
  ['settings-speed', 'speed'],
  ['column-role', 'dataset.target'],
  ['column-name', 'dataset.columns'],
  ['column-constant', 'dataset.columnSettings.missingValue'],
  ...['type', 'unit', 'missing', 'scaling', 'encoding', 'na'].map(
    (name) => [`column-${name}`, `dataset.columnSettings.${name}`] as const,
  ),
  ...HELP_SECTIONS.flatMap(({ settings }) =>
    settings.flatMap(({ path }) => {
      const [, part, name] = path.split('.');
      return part === 'dialect' || part === 'source' ? [[`${part}-${name}`, path] as const] : [];
    }),
  ),
]);

const PATHS: ReadonlyMap<string, string> = new Map([
  ...HELP_SECTIONS.flatMap(({ settings }) =>
    settings.map(({ path }) => [path.replaceAll('.', '-'), path] as const),
  ),
  ...OTHER_IDS,
]);

/** The setting that a field is of, by its id: `model-layers-0-units`; null: of none. */
function findSetting(id: string): string | null {
  const plain = id.replace(/-\d+(?=-|$)/g, '');
  // A class's weight has the class behind the setting's name.
  return PATHS.get(plain) ?? (plain.startsWith('model-classWeight-') ? 'model.classWeight' : null);
}

/**
 * Where the guide speaks of an element: of the setting that it is a field of, else of the part of the
 * window around it that names a place (`data-help`), else of the view.
 * @param kind of the model that the view is about; null: of none
 */
export function findPlace(element: Element | null, route: Route, kind: ModelKind | null): GuidePlace {
  for (let around = element; around !== null; around = around.parentElement) {
    const path = around.getAttribute('data-setting') ?? findSetting(around.id);
    const found = path === null ? null : findHelp(path, kind ?? 'network');
    if (found !== null) return { page: found.page, anchor: found.anchor };
    const [page, anchor] = around.getAttribute('data-help')?.split('#') ?? [];
    if (page !== undefined) return { page, anchor: anchor ?? null };
  }
  return { page: findPage(route, kind), anchor: null };
}

function findPage({ view }: Route, kind: ModelKind | null): string {
  switch (view) {
    case 'dataset':
      return 'data';
    case 'experiment':
      return 'training';
    case 'run':
      return kind === null ? 'training' : KIND_PAGES[kind];
    case 'group':
    case 'runs':
    case 'compare':
    case 'lineage':
      return 'comparing';
    case 'notes':
      return 'sharing';
    case 'home':
    case 'settings':
      return CONTENTS;
  }
}
