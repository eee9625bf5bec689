import { say } from '../language/say';
import { FIELDS, type NumberField } from './fields';

const SETTING_LABELS: Readonly<Record<string, string>> = {
  'dataset.kind': say('Data'),
  'dataset.path': say('File'),
  'dataset.missing': say('Missing values'),
  'dataset.split.fold': say('Fold'),
  'dataset.split.repeat': say('Repeat'),
  'dataset.split.trainSize': say('Training size'),
  'dataset.split.innerFold': say('Inner fold'),
  'dataset.split.innerSplits': say('Inner folds'),
  'model.kind': say('Model'),
  'model.init': say('Start of k-means'),
  'model.optimizer.kind': say('Optimizer'),
  'model.initializer': say('Initial weights'),
  'model.biasInitializer': say('Initial biases'),
};

/** Label of a setting's path: the form's label, or the path itself where the form has none. */
export function settingLabel(key: string): string {
  const known = SETTING_LABELS[key];
  if (known !== undefined) return known;
  const layer = /^model\.layers\.(\d+)\.(\w+)$/.exec(key);
  if (layer !== null)
    return say('Layer {layer}, {layer2}', { layer: Number(layer[1]) + 1, layer2: layer[2] ?? '' });
  const column = /^dataset\.columnSettings\.(.*)\.(\w+)$/.exec(key);
  if (column !== null) return `${column[1] ?? ''}, ${column[2] ?? ''}`;
  const field = (FIELDS as Readonly<Record<string, NumberField>>)[key];
  if (field !== undefined) return field.label;
  const text = key.split('.').slice(1).join(' ');
  return text === ''
    ? key
    : text
        .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
        .replace(/^./, (letter) => letter.toUpperCase());
}

/**
 * A setting within a sentence, before its value: "learning rate", "layer 1 units", "C"; what its label has in
 * brackets is left out. German nouns stay capital.
 */
export function settingPhrase(path: string): string {
  const label = settingLabel(path).replace(/\s*\([^)]*\)$/u, '');
  const plain = /^model\.layers\.\d/.test(path) ? label.replace(', ', ' ') : label;
  if (globalThis.benchtopWords !== undefined) return plain;
  return plain.replace(/^[A-Z](?=[a-z-])/, (letter) => letter.toLowerCase());
}
