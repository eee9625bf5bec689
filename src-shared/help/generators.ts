import { say } from '../language/say';
import { DATASET_FIELDS } from '../dataset/fields';
import { GENERATORS, GENERATOR_NAMES, type GeneratorName } from '../dataset/generators';
import { choiceHelp, numberHelp, type ChoiceWords, type SettingHelp } from './setting-help';

const F = DATASET_FIELDS;
const words = Object.fromEntries(
  GENERATOR_NAMES.map((name) => [name, [GENERATORS[name].name, GENERATORS[name].help]]),
) as unknown as ChoiceWords<GeneratorName>;

const OWN = say('each generator’s own');

/** Points that are drawn in place of a file. */
export const GENERATOR_HELP: readonly SettingHelp[] = [
  choiceHelp<GeneratorName>(
    'dataset.generator',
    {
      label: say('Generator'),
      help: say('The rule by which points are drawn.'),
      default: say('none, it must be named'),
    },
    words,
  ),
  numberHelp('dataset.params.n', F['dataset.params.n'], {
    default: say('500; 4 for the logic tables, 200 for heights and weights'),
  }),
  numberHelp('dataset.params.seed', F['dataset.params.seed'], {
    default: say('the experiment’s seed'),
  }),
  numberHelp('dataset.params.noise', F['dataset.params.noise'], {
    formula: 'x + noise · N(0, 1)',
    default: OWN,
  }),
  numberHelp('dataset.params.range', F['dataset.params.range'], { default: OWN }),
  numberHelp('dataset.params.margin', F['dataset.params.margin']),
  numberHelp('dataset.params.centers', F['dataset.params.centers']),
  numberHelp('dataset.params.features', F['dataset.params.features'], {
    label: say('Number of features'),
    default: say('2; 10 for Friedman 1'),
  }),
  numberHelp('dataset.params.factor', F['dataset.params.factor'], { label: say('Radius factor') }),
  numberHelp('dataset.params.classes', F['dataset.params.classes']),
  numberHelp('dataset.params.turns', F['dataset.params.turns']),
];
