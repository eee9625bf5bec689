import { say } from '../language/say';
import { DATASET_FIELDS } from '../dataset/fields';
import type { SampleMethod, FoldsBy, SplitMethod } from '../dataset/schema';
import { choiceHelp, numberHelp, otherHelp, type SettingHelp } from './setting-help';

const F = DATASET_FIELDS;

/** Which rows are used, and which of them only to validate. */
export const ROWS_HELP: readonly SettingHelp[] = [
  choiceHelp<SplitMethod>(
    'dataset.split.method',
    {
      label: say('Rows for validation'),
      help: say('How the rows are chosen that training never sees and every figure is best read on.'),
      default: say('drawn at random'),
      proposed: say('stratified, where the target is a class'),
    },
    {
      random: [say('Drawn at random'), say('with the seed')],
      stratified: [say('At random, stratified by target'), say('each class keeps its share')],
      last: [say('The last part'), say('for rows in the order of time')],
      column: [say('By a column'), say('rows whose cell has one of the values you name')],
      folds: [say('One of several folds'), say('each row validates in one of them; made by Folds…')],
    },
  ),
  numberHelp('dataset.validationSplit', F['dataset.validationSplit'], {
    formula: say('validation rows = share · rows'),
    proposed: say('0.2 from 50 rows on'),
  }),
  numberHelp('dataset.testSize', F['dataset.testSize'], {
    help: say(
      'Share of the rows that is set apart before all else, neither trained on nor validated with: evaluate it once, at the end.',
    ),
  }),
  otherHelp('dataset.split.column', {
    label: say('Column of the split'),
    help: say('The column that says which rows are for validation.'),
    default: 'none',
  }),
  otherHelp('dataset.split.validation', {
    label: say('Values that mean validation'),
    help: say('Rows with one of these values validate; rows with any other are trained on.'),
    default: 'none',
  }),
  numberHelp('dataset.split.seed', F.seed, {
    label: say('Seed of the split'),
    help: say('Keeps the split while the experiment’s seed changes.'),
    default: say('the experiment’s seed'),
  }),
  otherHelp('dataset.split.groupEqualRows', {
    label: say('Keep equal rows together'),
    help: say(
      'Rows alike in every feature and the target go to the same part, so that nothing is validated on rows it was trained on.',
    ),
    default: 'off',
  }),
  otherHelp('dataset.split.nSplits', {
    label: say('Folds'),
    help: say('How many parts the rows are dealt into; a run validates with one and trains on the others.'),
    default: say('none, so that the rows are split once'),
  }),
  otherHelp('dataset.split.fold', {
    label: say('Fold'),
    help: say('Which of the parts this run validates with, from 1 on.'),
    default: 'none',
  }),
  otherHelp('dataset.split.repeat', {
    label: say('Repeat of the folds'),
    help: say('Which way of dealing the rows out, from 1 on: each one makes other parts.'),
    default: '1',
  }),
  otherHelp('dataset.split.trainSize', {
    label: say('Training size'),
    help: say(
      'How much of a fold’s training rows is trained on: a part up to 1, or a number of rows above it.',
    ),
    default: say('all of them'),
  }),
  otherHelp('dataset.split.innerSplits', {
    label: say('Inner folds'),
    help: say(
      'Folds within the fold’s training rows, by which settings are chosen without its validation rows.',
    ),
    default: say('none'),
  }),
  otherHelp('dataset.split.innerFold', {
    label: say('Inner fold'),
    help: say('Which of the inner folds this run validates with, from 1 on.'),
    default: say('none'),
  }),
  choiceHelp<FoldsBy>(
    'dataset.split.by',
    {
      label: say('Folds by'),
      help: say(
        'What keeps the parts apart. Which rows a part has follows from the rows and the seed of the folds (1), not from the experiment’s.',
      ),
      default: say('single rows'),
    },
    {
      random: [say('Single rows'), say('dealt out at random')],
      stratified: [say('Single rows, stratified by target'), say('each class keeps its share in every part')],
      group: [say('Groups'), say('rows with one value in a column stay together')],
      time: [say('Time'), say('earlier rows train, the next ones validate')],
    },
  ),
  otherHelp('dataset.filter', {
    label: say('Only rows where'),
    help: say('A DuckDB expression over the columns; rows where it holds are used.'),
    formula: '"Height" > 60 AND "City" <> \'Ulm\'',
    default: say('none, so that all rows are used'),
  }),
  choiceHelp<SampleMethod>(
    'dataset.sample.method',
    {
      label: say('Sample'),
      help: say('Which of the rows are used where there are more than wanted.'),
      default: say('none, so that all rows are used'),
    },
    {
      first: [say('The first rows'), say('from the top')],
      every: [say('Evenly spread'), say('one in so many')],
      random: [say('At random'), say('with the seed')],
    },
  ),
  numberHelp('dataset.sample.rows', F['dataset.sample.rows'], {
    label: say('Rows at most'),
  }),
  numberHelp('dataset.sample.seed', F.seed, {
    label: say('Seed of the sample'),
    help: say('Keeps the sample while the experiment’s seed changes.'),
    default: say('the experiment’s seed'),
  }),
  numberHelp('dataset.stream.passes', F['dataset.stream.passes'], {
    label: say('Passes over streamed rows'),
  }),
  otherHelp('dataset.copy', {
    label: say('Keep a copy of the file in the workspace'),
    help: say('So that its runs can go on when the file has moved or changed.'),
    default: 'off',
  }),
];
