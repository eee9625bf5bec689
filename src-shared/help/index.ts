import { say } from '../language/say';
import type { ModelKind } from '../models';
import { toAnchor } from './anchor';
import { COLUMN_HELP, PREPARATION_HELP } from './data';
import { GENERATOR_HELP } from './generators';
import { KMEANS_HELP } from './kmeans';
import type { GuidePage } from './pages';
import { NETWORK_MODEL_HELP, OPTIMIZER_HELP, SCHEDULE_HELP } from './network';
import { DIALECT_HELP, SOURCE_HELP } from './reading';
import { LINEAR_REGRESSION_HELP, LOGISTIC_REGRESSION_HELP } from './regression';
import type { SettingHelp } from './setting-help';
import { ROWS_HELP } from './rows';
import { SVM_HELP } from './svm';
import { SPEED_HELP, TRAINING_HELP } from './training';

/** Settings that a page of the guide lists together, under their section's name. */
export interface HelpSection {
  readonly page: GuidePage;
  readonly title: string;
  /** Whose settings they are; null: every experiment's. */
  readonly kinds: readonly ModelKind[] | null;
  readonly settings: readonly SettingHelp[];
}

const section = (
  page: GuidePage,
  title: string,
  kinds: readonly ModelKind[] | null,
  ...lists: readonly (readonly SettingHelp[])[]
): HelpSection => ({ page, title, kinds, settings: lists.flat() });

/** Every setting that a person can make, once for each kind of model that has it. */
export const HELP_SECTIONS: readonly HelpSection[] = [
  section('data', say('Settings of the columns'), null, PREPARATION_HELP),
  section('data', say('Settings of the rows'), null, ROWS_HELP),
  section('data', say('Settings of one column'), null, COLUMN_HELP),
  section('data', say('Settings of generated points'), null, GENERATOR_HELP),
  section('networks', say('Settings of the layers and the loss'), ['network'], NETWORK_MODEL_HELP),
  section('networks', say('Settings of the optimizer'), ['network'], OPTIMIZER_HELP),
  section('networks', say('Settings of the schedule'), ['network'], SCHEDULE_HELP),
  section('kmeans', say('Settings'), ['kmeans'], KMEANS_HELP),
  section('svm', say('Settings'), ['svm'], SVM_HELP),
  section(
    'regression',
    say('Settings of a linear regression'),
    ['linear-regression'],
    LINEAR_REGRESSION_HELP,
  ),
  section(
    'regression',
    say('Settings of a logistic regression'),
    ['logistic-regression'],
    LOGISTIC_REGRESSION_HELP,
  ),
  section('training', say('Settings'), null, TRAINING_HELP, [SPEED_HELP]),
  section('files', say('Settings of a text file'), null, DIALECT_HELP),
  section('files', say('Settings of a file with several tables'), null, SOURCE_HELP),
];

/** A setting with its place in the guide. */
export interface PlacedHelp {
  readonly setting: SettingHelp;
  readonly page: GuidePage;
  /** Of its heading on the page. */
  readonly anchor: string;
}

/**
 * Help of a setting; null where there is none.
 * @param path in the experiment, with or without positions of lists: `model.layers.0.units`
 */
export function findHelp(path: string, kind: ModelKind): PlacedHelp | null {
  const name = path.replace(/\.\d+(?=\.|$)/g, '');
  for (const { page, kinds, settings } of HELP_SECTIONS) {
    if (kinds !== null && !kinds.includes(kind)) continue;
    const setting = settings.find((one) => one.path === name);
    if (setting !== undefined) return { setting, page, anchor: toAnchor(setting.label) };
  }
  return null;
}

/** Tooltip of a setting: what it does, its formula, its default and its range. */
export function formatTip({ help, formula, default: usual, range }: SettingHelp): string {
  const bounds = range === null ? '' : `; ${range}`;
  return [help, ...(formula === undefined ? [] : [formula]), `Default: ${usual}${bounds}`].join('\n');
}

/** A setting as the guide has it, in Markdown: heading, sentence, formula, default, range and values. */
export function settingMarkdown(setting: SettingHelp): string {
  const { label, help, formula, path, range, proposed, choices } = setting;
  const facts = [
    say('Default: {default}.', { default: setting.default }),
    ...(proposed === undefined ? [] : [say('Proposed for a data file: {proposed}.', { proposed })]),
    ...(range === null ? [] : [say('Range: {range}.', { range })]),
    say('In a file: `{path}`.', { path }),
  ];
  const rows = choices.map(
    ({ value, label: name, help: words, formula: law }) =>
      `| ${name} | \`${value}\` | ${words} | ${law === undefined ? '' : `\`${law.replaceAll('|', '\\|')}\``} |`,
  );
  const table = ['| Choice | In a file | What it does | Formula |', '|--|--|--|--|', ...rows].join('\n');
  return [
    `### ${label}`,
    `${help}${formula === undefined ? '' : ` \`${formula}\``}`,
    facts.join(' '),
    ...(choices.length === 0 ? [] : [table]),
  ].join('\n\n');
}
