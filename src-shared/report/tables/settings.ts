import { checkExperiment, type ColumnSettings, type Experiment } from '../../experiment/schema';
import { FIELDS, type NumberField } from '../../experiment/fields';
import { baseName } from '../html/base-name';
import { externalSettings, type ExternalFacts } from '../../run/record/external';
import { settingLabel } from '../../experiment/setting-label';

/** A setting of an experiment with what would hold without it. */
export interface Setting {
  /** Dotted path. */
  readonly path: string;
  readonly label: string;
  readonly value: string;
  /** null: it has no default, somebody chose it. */
  readonly default: string | null;
  /** Whether the value is not the default; false where there is none. */
  readonly isChanged: boolean;
}

/** Settings of a run that another program wrote, in which nothing has a default. */
export function externalSettingsOf(facts: ExternalFacts): Setting[] {
  return [...externalSettings(facts)].map(([path, value]) => ({
    path,
    label: path.replace(/^config\./, ''),
    value: valueText(value, path),
    default: null,
    isChanged: false,
  }));
}

/** Lists longer than this are cut, and say by how much. */
const LISTED = 24;

/** Settings with a place of their own in a report. */
const NOT_LISTED: ReadonlySet<string> = new Set(['schemaVersion', 'name']);

/** Every setting of an experiment, in the order of the document, each beside its default. */
export function settingsOf(experiment: Experiment): Setting[] {
  return leaves(experiment).map(({ path, value, label }) => {
    // Settings of single columns have no default of their own.
    const usual = label === undefined ? defaultOf(experiment, path) : undefined;
    const text = valueText(value, path);
    const usualText = usual === undefined ? null : valueText(usual, path);
    return {
      path,
      label: label ?? settingLabel(path),
      value: text,
      default: usualText,
      isChanged: usual !== undefined && JSON.stringify(usual) !== JSON.stringify(value),
    };
  });
}

interface Leaf {
  readonly path: string;
  readonly value: unknown;
  /** In place of the setting's. */
  readonly label?: string;
}

/** Numbers, texts and lists of them; of a list of objects each object's. */
function leaves(value: unknown, path = ''): Leaf[] {
  if (NOT_LISTED.has(path)) return [];
  if (value === undefined) return [];
  if (path === 'dataset.columnSettings' && Array.isArray(value))
    return columnLeaves(value as ColumnSettings[]);
  if (value === null || typeof value !== 'object' || (Array.isArray(value) && !value.some(isObject)))
    return [{ path, value }];
  return Object.entries(value).flatMap(([key, part]) => leaves(part, path === '' ? key : `${path}.${key}`));
}

/** A line for each column that has settings of its own. */
function columnLeaves(settings: readonly ColumnSettings[]): Leaf[] {
  return settings.map(({ name, ...own }) => ({
    path: `dataset.columnSettings.${name}`,
    label: `Column ${name}`,
    value: Object.entries(own)
      .map(([key, value]) => `${wordsOf(key)} ${valueText(value, '')}`)
      .join('; '),
  }));
}

/** "missingValue" as "missing value". */
function wordsOf(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function isObject(value: unknown): boolean {
  return value !== null && typeof value === 'object';
}

/**
 * What the schema fills in where a document does not name the setting, or the part it stands in;
 * undefined: it must be named.
 */
function defaultOf(experiment: Experiment, path: string): unknown {
  const keys = path.split('.');
  for (let length = keys.length; length > 1; length--) {
    // An element of a list has no default: without it another one would stand in its place.
    if (/^\d+$/.test(keys[length - 1] ?? '')) continue;
    const found = checkExperiment(without(experiment, keys.slice(0, length)));
    if (!found.ok) continue;
    return keys.reduce<unknown>(
      (part, key) => (isObject(part) ? (part as Record<string, unknown>)[key] : undefined),
      found.experiment,
    );
  }
  return undefined;
}

/** The document without one of its parts, which may lie in an element of a list. */
function without(document: unknown, keys: readonly string[]): unknown {
  const [key = '', ...rest] = keys;
  if (!isObject(document)) return document;
  if (Array.isArray(document)) {
    return document.map((part: unknown, i) => (String(i) === key ? without(part, rest) : part));
  }
  const { [key]: part, ...others } = document as Record<string, unknown>;
  if (rest.length === 0) return others;
  return { ...others, [key]: without(part, rest) };
}

function valueText(value: unknown, path: string): string {
  if (path === 'dataset.path' && typeof value === 'string') return baseName(value);
  if (value === null) return path === 'training.batchSize' ? 'all rows' : 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) {
    const shown = value.slice(0, LISTED).map((item) => valueText(item, ''));
    const more = value.length - shown.length;
    if (shown.length === 0) return 'none';
    return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
  }
  const unit = (FIELDS as Readonly<Record<string, NumberField>>)[path]?.unit;
  return `${String(value)}${unit === undefined || typeof value !== 'number' ? '' : ` ${unit}`}`;
}
