import { choiceHelp, type SettingHelp } from './setting-help';

/** What an SVM and a logistic regression say alike. */
export const CLASS_WEIGHT_HELP: SettingHelp = choiceHelp<'none' | 'balanced' | 'own'>(
  'model.classWeight',
  {
    label: 'Class weights',
    help: 'What an error on a row of a class costs, as a factor. In a file "none", "balanced", or a number for each class: {"yes": 2, "no": 1}.',
    default: 'none',
  },
  {
    none: ['None', 'errors cost the same in every class'],
    balanced: [
      'Balanced',
      'rare classes count as much as frequent ones',
      'rows / (classes · rows of the class)',
    ],
    own: ['One for each class', 'a number above 0 to 1,000,000 for each'],
  },
);
