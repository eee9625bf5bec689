import { say } from '../language/say';
import { SEED_FIELDS } from '../fields/seed-field';
import { TRAINING_FIELDS } from '../training/fields';
import type { EngineChoice } from '../training/schema';
import { choiceHelp, numberHelp, otherHelp, type SettingHelp } from './setting-help';

const F = TRAINING_FIELDS;

/** How long a network trains, and what every run has. */
export const TRAINING_HELP: readonly SettingHelp[] = [
  numberHelp('training.steps', F['training.steps']),
  numberHelp('training.epochs', F['training.epochs'], {
    formula: say('steps = epochs · ⌈rows / batch size⌉'),
    default: say('none, so that the steps count'),
    proposed: say('200 at most; fewer where more than 4 million rows would be seen, 10 at least'),
  }),
  numberHelp('training.batchSize', F['training.batchSize'], {
    default: say('all rows (full batch)'),
    proposed: say('32; from 10,000 training rows on 128, from 100,000 on 512, from 1,000,000 on 2,048'),
  }),
  otherHelp('training.earlyStopping', {
    label: say('Early stopping'),
    help: say(
      'Ends training where the loss on the validation rows (on all rows, where none are kept) no longer falls, and goes back to the best weights. Those rows then flatter the model a little.',
    ),
    default: 'off',
    proposed: say('on, where rows are kept for validation'),
  }),
  numberHelp('training.earlyStopping.patience', F['training.earlyStopping.patience'], {
    proposed: say('a tenth of the epochs, 3 to 20 of them'),
  }),
  numberHelp('training.earlyStopping.minDelta', F['training.earlyStopping.minDelta'], {
    formula: 'loss < best - least change',
  }),
  numberHelp('training.logEvery', F['training.logEvery'], {
    default: 'automatic',
  }),
  numberHelp('training.checkpointEvery', F['training.checkpointEvery']),
  numberHelp('seed', SEED_FIELDS.seed, {
    help: say(
      'What everything random is drawn with: initial weights, batches, split and sample. The same seed, settings and engine give the same numbers.',
    ),
  }),
  choiceHelp<EngineChoice>(
    'training.engine',
    {
      label: say('Engine'),
      help: say('What computes. The run says which one it took, and why.'),
      default: 'auto',
    },
    {
      auto: [say('Auto'), say('the quicker one for this size of problem')],
      typed: [say('Typed'), say('Benchtop’s own, quickest on small problems; all models')],
      tensorflow: [
        'TensorFlow',
        say('quickest for wide networks and large batches; networks, k-means and SVMs'),
      ],
    },
  ),
];

/** What the form and a run's page have that is no part of the experiment. */
export const SPEED_HELP: SettingHelp = otherHelp('speed', {
  label: say('Speed'),
  help: say(
    'Steps a second, for watching. It is no part of the experiment, changes no number, and can be changed while a run trains.',
  ),
  default: say('as fast as possible'),
});
