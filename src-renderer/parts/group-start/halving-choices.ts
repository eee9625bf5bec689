import { say } from '../../../src-shared/language/say';

/** What becomes of the worse trials of a sweep. */
export const HALVING_CHOICES = [
  { value: 'none', label: say('train to their end'), hint: say('Every trial has all steps.') },
  {
    value: 'asha',
    label: say('are stopped early (ASHA)'),
    hint: say('The best third of all that came so far goes on to three times the steps; none waits.'),
  },
  {
    value: 'hyperband',
    label: say('are stopped early, some later (Hyperband)'),
    hint: say('As ASHA, but some trials begin with more steps, for settings that start slowly.'),
  },
] as const;
