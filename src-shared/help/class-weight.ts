import { say } from '../language/say';
import { choiceHelp, type SettingHelp } from './setting-help';

/** What an SVM and a logistic regression say alike. */
export const CLASS_WEIGHT_HELP: SettingHelp = choiceHelp<'none' | 'balanced' | 'own'>(
  'model.classWeight',
  {
    label: say('Class weights'),
    help: say(
      'What an error on a row of a class costs, as a factor. In a file "none", "balanced", or a number for each class: {example}.',
      { example: '{"yes": 2, "no": 1}' },
    ),
    default: 'none',
  },
  {
    none: [say('None'), say('errors cost the same in every class')],
    balanced: [
      say('Balanced'),
      say('rare classes count as much as frequent ones'),
      say('rows / (classes · rows of the class)'),
    ],
    own: [say('One for each class'), say('a number above 0 to 1,000,000 for each')],
  },
);
