import { insideSentence } from '../../../text/locale';
import { say } from '../../../../src-shared/language/say';
import { FIELDS, type NumberField } from '../../../../src-shared/experiment/fields';
import type { ColumnSettings, Experiment } from '../../../../src-shared/experiment/schema';
import { LOSS_NAMES } from '../../../../src-shared/models/network/loss-names';
import { formatCount, formatSetting, listText } from '../../../text/format';
import { INITIALIZER_NAMES } from '../../../text/initializer-names';
import { ACTIVATION_NAMES, OPTIMIZER_NAMES } from '../../../text/network-labels';

/** A setting as it was when the run started. */
interface ConfigRow {
  /** Dotted path into the experiment. */
  readonly key: string;
  readonly label: string;
  readonly value: string;
  readonly help?: string;
}

export interface ConfigSection {
  readonly title: string;
  readonly rows: readonly ConfigRow[];
}

const LABELS: Readonly<Record<string, string>> = {
  name: say('Name'),
  'dataset.kind': say('Source'),
  'dataset.path': say('File'),
  'dataset.generator': say('Generator'),
  'dataset.columns': say('Column names'),
  'dataset.features': say('Features'),
  'dataset.target': say('Target'),
  'dataset.missing': say('Missing values'),
  'dataset.scaling': say('Scaling'),
  'model.kind': say('Model'),
  'model.loss': say('Loss'),
  'model.initializer': say('Initial weights'),
  'model.biasInitializer': say('Initial biases'),
  'model.optimizer.kind': say('Optimizer'),
  'model.schedule.kind': say('Schedule of the learning rate'),
  'model.schedule.patience': say('Patience on a plateau'),
  'training.earlyStopping': say('Early stopping'),
  'training.earlyStopping.patience': say('Early stopping, patience'),
  'training.earlyStopping.minDelta': say('Early stopping, least change'),
  'model.init': say('Start'),
  'model.classWeight': say('Class weights'),
  'model.shrinking': say('Shrinking'),
  'model.calibration': say('Probabilities (Platt)'),
  'model.fourier': say('Fourier features'),
  'training.engine': say('Engine asked for'),
};

/** Values of settings as the form calls them; a file keeps them in one word. */
const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'model.loss': LOSS_NAMES,
  'model.optimizer.kind': OPTIMIZER_NAMES,
  'model.initializer': INITIALIZER_NAMES,
  'model.biasInitializer': INITIALIZER_NAMES,
  'dataset.encoding': { oneHot: say('one-hot') },
  encoding: { oneHot: say('one-hot') },
  'dataset.missing': { mostFrequent: say('most frequent') },
  missing: { mostFrequent: say('most frequent') },
  activation: ACTIVATION_NAMES,
};

/** Every setting of an experiment, by section, in the document's order. */
export function configSections(experiment: Experiment): ConfigSection[] {
  const { name, seed, dataset, model, training } = experiment;
  return [
    { title: say('Experiment'), rows: toConfigRows({ name, seed }, '') },
    { title: say('Data'), rows: toConfigRows(dataset, 'dataset') },
    { title: say('Model'), rows: toConfigRows(model, 'model') },
    { title: say('Training'), rows: toConfigRows(training, 'training') },
  ];
}

function toConfigRows(value: object, path: string): ConfigRow[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const full = path === '' ? key : `${path}.${key}`;
    if (full === 'dataset.columnSettings' && Array.isArray(inner)) return columnRows(inner, full);
    if (Array.isArray(inner) && inner.some((item) => typeof item === 'object')) {
      return inner.flatMap((item: unknown, index) => layerRow(item, `${full}.${index}`, index));
    }
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner))
      return toConfigRows(inner, full);
    return [toConfigRow(full, inner)];
  });
}

/** Columns that have rows of their own; in a wide table the rest is counted. */
const MAX_COLUMNS = 20;

/** Rows of settings of single columns: "Column height", "scaling standard, missing mean". */
function columnRows(settings: readonly ColumnSettings[], path: string): ConfigRow[] {
  const rows = settings.slice(0, MAX_COLUMNS).map(({ name, ...own }): ConfigRow => ({
    key: `${path}.${name}`,
    label: say('Column {name}', { name }),
    value: Object.entries(own)
      .map(([key, value]) => `${insideSentence(toLabel(key))} ${valueText(key, value)}`)
      .join(', '),
  }));
  const rest = settings.length - rows.length;
  if (rest === 0) return rows;
  return [
    ...rows,
    {
      key: `${path}.more`,
      label: say('More columns'),
      value: say('{rest} with settings', { rest: formatCount(rest) }),
    },
  ];
}

/** A layer in one line: "2 units, sigmoid". */
function layerRow(item: unknown, key: string, index: number): ConfigRow[] {
  if (typeof item !== 'object' || item === null) return [];
  const { units, activation, dropout } = item as { units?: unknown; activation?: unknown; dropout?: unknown };
  const dropped =
    typeof dropout === 'number' && dropout > 0
      ? say(', dropout {dropout}', { dropout: formatSetting(dropout) })
      : '';
  const count = typeof units === 'number' ? units : 0;
  return [
    {
      key,
      label: say('Layer {index}', { index: index + 1 }),
      value: `${formatSetting(count)} ${count === 1 ? 'unit' : 'units'}, ${valueText('activation', activation)}${dropped}`,
    },
  ];
}

function toConfigRow(key: string, value: unknown): ConfigRow {
  const field = (FIELDS as Readonly<Record<string, NumberField>>)[key];
  const label = LABELS[key] ?? field?.label ?? toLabel(key);
  const text = valueText(key, value);
  const unit = field?.unit === undefined || typeof value !== 'number' ? '' : ` ${field.unit}`;
  return { key, label, value: `${text}${unit}`, ...(field === undefined ? {} : { help: field.help }) };
}

function valueText(key: string, value: unknown): string {
  if (value === null) return key === 'training.batchSize' ? say('all rows') : 'none';
  if (typeof value === 'number') return formatSetting(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return listText(value);
  return VALUES[key]?.[String(value)] ?? String(value);
}

/** "dataset.dialect.byteOrder" as "Dialect, byte order". */
function toLabel(key: string): string {
  const text = key
    .split('.')
    .slice(key.includes('.') ? 1 : 0)
    .join(', ')
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
