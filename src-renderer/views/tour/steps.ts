import { say } from '../../../src-shared/language/say';
import { openExperiment, openRun } from '../../state/app/actions';
import { startForm } from '../../state/app/form-actions';
import { form } from '../../state/app/later-session';
import { app, experiments } from '../../state/app/session';

/** A stop of the tour: something of the window, and what there is to say about it. */
export interface TourStep {
  readonly title: string;
  readonly text: string;
  /** What "Next" does, where it does more than go on. */
  readonly next?: string;
  /** Selector of what is pointed at, and the text that it has where others are alike. */
  readonly target: string;
  readonly withText?: string;
  /** Brings it into sight. false: it cannot be. */
  readonly prepare: (memory: TourMemory) => boolean | Promise<boolean>;
}

/** What the tour has done so far. */
export interface TourMemory {
  runId: string | null;
}

/** Steps a second: slow enough to be watched for some seconds. */
const WATCHABLE = 1000;

function showHome(): boolean {
  app.go({ view: 'home' });
  return true;
}

/** XNOR on the form, as it is or with what a person has changed meanwhile. */
function showForm(): boolean {
  const xnor = experiments.bundled.find(({ id }) => id === 'bundled-xnor');
  if (xnor === undefined) return false;
  if (form.document.name !== xnor.experiment.name) openExperiment(xnor);
  app.go({ view: 'experiment' });
  return true;
}

async function showRun(memory: TourMemory): Promise<boolean> {
  // Whoever pressed Start without the tour has a run already.
  if (app.route.view === 'run') memory.runId = app.route.runId;
  if (memory.runId !== null) {
    openRun(memory.runId);
    return true;
  }
  form.speed = WATCHABLE;
  await startForm();
  // startForm has gone to the run, unless it was refused; it has said why then.
  const route = app.route as { readonly view: string; readonly runId?: string };
  memory.runId = route.view === 'run' ? (route.runId ?? null) : null;
  return memory.runId !== null;
}

export const TOUR_STEPS: readonly TourStep[] = [
  {
    title: say('An experiment that works'),
    text: say(
      'XNOR is 1 where its two inputs agree. No straight line divides that, but a small network learns it from four rows.',
    ),
    next: say('Open it'),
    target: 'main section[aria-label="XNOR"]',
    prepare: showHome,
  },
  {
    title: say('The data'),
    text: say(
      'Two features, x1 and x2, and the target y. Your own file would stand here, with what was detected in it and what is proposed for it.',
    ),
    target: `main section[aria-label="${say('Data')}"]`,
    prepare: showForm,
  },
  {
    title: say('The model'),
    text: say(
      'Two inputs, two hidden units, one output. Each setting tells its range and its default; F1 explains the one you are in.',
    ),
    target: `main section[aria-label="${say('Model')}"]`,
    prepare: showForm,
  },
  {
    title: say('Start'),
    text: say(
      'Start, or Ctrl+Enter, trains it: 5,000 small updates of nine weights. Here they are slowed down, so that you can watch.',
    ),
    next: say('Start it'),
    target: 'main header button',
    withText: say('Start'),
    prepare: showForm,
  },
  {
    title: say('The loss falls'),
    text: say(
      'The curve is the mean squared error. Where it falls, the network learns. Point at it to read its values.',
    ),
    target: 'main .charts > :first-child',
    prepare: showRun,
  },
  {
    title: say('What it has learnt'),
    text: say(
      'The colour is the output over both inputs; the corners are the four rows. The slider below goes back through the training.',
    ),
    target: 'main .charts > :nth-child(2)',
    prepare: showRun,
  },
  {
    title: say('How good is it?'),
    text: say(
      'Graph shows each weight, Evaluation measures the model, Predict answers for values of your own, Checkpoints lets you go on from any of them.',
    ),
    target: `main section[aria-label="${say('Details of the run')}"]`,
    prepare: showRun,
  },
  {
    title: say('Every run is kept'),
    text: say(
      'Click the coloured squares of two runs and choose Compare to see them side by side. Now open data of your own; F1 opens the guide wherever you are.',
    ),
    target: `nav[aria-label="${say('Runs and experiments')}"]`,
    prepare: showRun,
  },
];
