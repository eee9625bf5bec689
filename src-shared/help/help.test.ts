import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { experimentSchema, type Experiment } from '../experiment/schema';
import { MODEL_KINDS, modelDefinition } from '../models';
import { HELP_SECTIONS, findHelp, settingMarkdown, formatTip } from '.';
import { toAnchor } from './anchor';
import { CONTENTS, GUIDE_PAGES, GUIDE_TITLES } from './pages';

const guide = resolve(import.meta.dirname, '../../docs/guide');

/** What an experiment holds that is no setting: which kind it is, and what it is called and where it lies. */
const NO_SETTINGS = new Set([
  'schemaVersion',
  'name',
  'dataset.kind',
  'dataset.path',
  'dataset.columnSettings.name',
  'model.kind',
]);

/** What a schema is made of, as far as it leads to others. */
interface Definition {
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly options?: readonly Schema[];
  readonly element?: Schema;
  readonly innerType?: Schema;
  readonly in?: Schema;
}
interface Schema {
  readonly def: Definition;
}

/** Paths of all that a document may say, lists without their positions. */
function leaves({ def }: Schema, path = ''): string[] {
  const { shape, options = [], element, innerType, in: before } = def;
  const same = [...options, element, innerType, before].filter((schema) => schema !== undefined);
  const below = [
    ...same.flatMap((schema) => leaves(schema, path)),
    ...Object.entries(shape ?? {}).flatMap(([key, schema]) =>
      leaves(schema, path === '' ? key : `${path}.${key}`),
    ),
  ];
  // A part that may also be a plain value is a setting by the names inside it.
  return below.some((found) => found !== path) ? below.filter((found) => found !== path) : [path];
}

/** Paths of the settings of a kind of model, with those that every experiment has. */
function settingsOf(kind: Experiment['model']['kind']): string[] {
  const all = leaves(experimentSchema as unknown as Schema).filter((path) => !path.startsWith('model'));
  return [...all, ...leaves(modelDefinition(kind).schema as unknown as Schema, 'model')];
}

describe('the help of settings', () => {
  it.each(MODEL_KINDS)('says something of every setting of a %s, and of no other', (kind) => {
    const paths = new Set(settingsOf(kind).filter((path) => !NO_SETTINGS.has(path)));
    expect(paths.size).toBeGreaterThan(60);
    expect([...paths].filter((path) => findHelp(path, kind) === null)).toEqual([]);
    // Switches over a group of settings, and what is no part of a document.
    const known = new Set([...paths, 'model.fourier', 'training.earlyStopping', 'speed']);
    const told = HELP_SECTIONS.filter(({ kinds }) => kinds === null || kinds.includes(kind));
    expect(
      told.flatMap(({ settings }) => settings.map(({ path }) => path)).filter((path) => !known.has(path)),
    ).toEqual([]);
  });

  it('gives each setting one heading of its own on its page', () => {
    for (const page of GUIDE_PAGES) {
      const anchors = HELP_SECTIONS.filter((one) => one.page === page).flatMap(({ settings }) =>
        settings.map(({ label }) => toAnchor(label)),
      );
      expect(
        anchors.filter((anchor, i) => anchors.indexOf(anchor) !== i),
        page,
      ).toEqual([]);
    }
  });

  it('finds the setting of a layer, and of the kind of model that is asked for', () => {
    expect(findHelp('model.layers.2.units', 'network')).toMatchObject({ page: 'networks', anchor: 'units' });
    expect(findHelp('model.tol', 'svm')?.setting.help).toMatch(/duality gap/);
    expect(findHelp('model.tol', 'kmeans')?.setting.help).toMatch(/centres/);
    expect(findHelp('model.tol', 'network')).toBeNull();
  });

  it('is a tooltip of sentence, formula, default and range', () => {
    const rate = findHelp('model.optimizer.learningRate', 'network');
    expect(rate === null ? '' : formatTip(rate.setting).split('\n').slice(1)).toEqual([
      'w ← w - η g',
      'Default: 0.03; above 0 to 1,000',
    ]);
  });
});

/** Runs of settings on a page stand between their section's heading and the next one. */
function withSettings(page: string, text: string): string {
  return HELP_SECTIONS.filter((section) => section.page === page).reduce((before, { title, settings }) => {
    const [head, rest, ...more] = before.split(`\n## ${title}\n`);
    if (rest === undefined || more.length > 0) throw new Error(`${page}.md has no section "${title}".`);
    const next = rest.search(/\n## /);
    const intro =
      rest
        .slice(0, next < 0 ? undefined : next)
        .split('\n### ')[0]
        ?.trim() ?? '';
    const body = [intro, ...settings.map(settingMarkdown)].filter((part) => part !== '').join('\n\n');
    return `${head}\n## ${title}\n\n${body}\n${next < 0 ? '' : rest.slice(next)}`;
  }, text);
}

describe('the guide', () => {
  it('has each of its pages in its contents, under its title', () => {
    const contents = readFileSync(join(guide, `${CONTENTS}.md`), 'utf8');
    expect(
      [...contents.matchAll(/^\| \[([^\]]+)\]\(([\w-]+)\.md\)/gm)].map(([, title, page]) => [page, title]),
    ).toEqual(Object.entries(GUIDE_TITLES));
    for (const page of GUIDE_PAGES)
      expect(readFileSync(join(guide, `${page}.md`), 'utf8').split('\n')[0]).toBe(`# ${GUIDE_TITLES[page]}`);
  });

  it.each(GUIDE_PAGES)(
    '%s lists its settings as the table of help has them (vitest -u writes them)',
    async (page) => {
      const path = join(guide, `${page}.md`);
      await expect(withSettings(page, readFileSync(path, 'utf8'))).toMatchFileSnapshot(path);
    },
  );
});
