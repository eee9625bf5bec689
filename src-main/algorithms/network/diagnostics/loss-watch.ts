import { counted, sentence, type Sentence } from '../../../../src-shared/language/sentence';
import type { Finding, Offer } from '../../../../src-shared/run/live/guidance';
import { KeptRows } from './kept-rows';
import { statistic } from '../../guidance/format';
import { finding as newFinding, offer, otherSeed } from '../../guidance/offers';
import type { ExperimentOf, MetricsWatch, Planned, Reason } from '../../contract/diagnostics';

/** Losses are looked at as means of so many logged rows: batches make single ones jump. */
const SMOOTHED_ROWS = 5;

/** A loss that is so many times its lowest, and above where it began, grows for good. */
const DIVERGED_FACTOR = 3;

/** Rows on end for which a loss must be high: twice what a single wild row lasts in the mean. */
const DIVERGED_ROWS = 10;

/** A validation loss so much above its lowest is more than its noise of a few percent. */
const OVERFIT_RISE = 1.1;

/** While the training loss has come down to this share of what it was then. */
const OVERFIT_FALL = 0.95;

/** So many logged rows after the lowest, and this share of all steps so far. */
const OVERFIT_ROWS = 10;
const OVERFIT_SHARE = 0.1;

/** Less than 1 % lower over a stretch of 40 % of the rows is flat to the eye. */
const PLATEAU_FALL = 0.99;
const PLATEAU_WINDOW = 0.4;

/** A stretch must be long by itself, and against the whole training: networks often pause at first. */
const PLATEAU_ROWS = 40;
const PLATEAU_SPAN = 0.25;

/** A loss this small against the first, or an accuracy or R2 this high, is an end and no plateau. */
const PLATEAU_LOW = 0.1;
const PLATEAU_GOOD = 0.95;

/** Rows kept to find a plateau: in a longer run a stretch begins up to a two-thousandth of its rows sooner. */
const PLATEAU_KEPT_ROWS = 4096;

/** Above this share of the first loss hardly anything was learned: other initial weights are better. */
const PLATEAU_HIGH = 0.5;

interface Lowest {
  readonly value: number;
  readonly step: number;
  /** The training loss there. */
  readonly training: number;
  readonly row: number;
}

type NetworkExperiment = Planned<ExperimentOf<'network'>>;

/** Watches the logged losses of a network, in the same memory however many there are. */
export class LossWatch implements MetricsWatch {
  readonly #experiment: NetworkExperiment;
  readonly #recent: { loss: number[]; valLoss: number[] } = { loss: [], valLoss: [] };
  /** Step, and lowest smoothed training loss up to it. */
  readonly #lowestSoFar = new KeptRows(PLATEAU_KEPT_ROWS);
  #first = NaN;
  /** First step at which losses were logged. */
  #firstStep: number | null = null;
  #best = Infinity;
  #bestStep: number | null = null;
  #lowest: Lowest | null = null;
  #lowestValidation: Lowest | null = null;
  #grown = 0;
  #rate: number;

  constructor(experiment: NetworkExperiment) {
    this.#experiment = experiment;
    this.#rate = experiment.model.optimizer.learningRate;
  }

  /** Where the logged loss was lowest; null where that was its first, so that nothing was learned. */
  get bestStep(): number | null {
    return this.#bestStep === this.#firstStep ? null : this.#bestStep;
  }

  /** A person set another learning rate: what is offered is a part of that. */
  setLearningRate(rate: number): void {
    this.#rate = rate;
  }

  /** Takes in a logged row. @returns what it gives reason to say */
  see(step: number, metrics: Readonly<Record<string, number>>): Reason[] {
    const raw = metrics['loss'] ?? NaN;
    this.#firstStep ??= step;
    if (raw < this.#best) {
      this.#best = raw;
      this.#bestStep = step;
    }
    const loss = this.#smoothed('loss', metrics['loss']);
    if (loss === null) return [];
    if (Number.isNaN(this.#first)) this.#first = loss;
    const row = this.#lowestSoFar.rows;
    if (this.#lowest === null || loss < this.#lowest.value)
      this.#lowest = { value: loss, step, training: loss, row };
    this.#lowestSoFar.add(step, this.#lowest.value);
    const reasons = [this.#divergence(step, loss), this.#plateau(step, row, metrics)];
    const validation = this.#smoothed('valLoss', metrics['valLoss']);
    if (validation !== null) reasons.push(this.#overfitting(step, row, loss, validation));
    return reasons.filter((reason) => reason !== null);
  }

  /** Mean of the last rows; null before there are enough of them, or where one is no number. */
  #smoothed(name: 'loss' | 'valLoss', value: number | undefined): number | null {
    if (value === undefined || !Number.isFinite(value)) return null;
    const recent = this.#recent[name];
    recent.push(value);
    if (recent.length > SMOOTHED_ROWS) recent.shift();
    if (recent.length < SMOOTHED_ROWS) return null;
    return recent.reduce((sum, next) => sum + next, 0) / recent.length;
  }

  #divergence(step: number, loss: number): Reason | null {
    const lowest = this.#lowest!;
    const isAbove = loss > DIVERGED_FACTOR * lowest.value && loss > this.#first;
    this.#grown = isAbove ? this.#grown + 1 : 0;
    if (this.#grown < DIVERGED_ROWS) return null;
    const rate = this.#rate;
    const best = this.#best;
    const bestStep = this.#bestStep ?? lowest.step;
    return because('divergence', step, () => ({
      said: sentence(
        'The training loss has risen from {best} at step {bestStep}, its lowest, to {loss} on average over the last {rows} logged steps, up to step {step}: it diverges, most often from too large a learning rate ({rate}).',
        {
          best: statistic(best),
          bestStep: counted(bestStep),
          loss: statistic(loss),
          rows: SMOOTHED_ROWS,
          step: counted(step),
          rate: statistic(rate),
        },
      ),
      offered: smallerRate(rate, 'fork', bestStep, 3),
    }));
  }

  #overfitting(step: number, row: number, loss: number, validation: number): Reason | null {
    // Early stopping goes back to the model of the lowest validation loss by itself.
    if (this.#experiment.training.earlyStopping !== null) return null;
    if (this.#lowestValidation === null || validation < this.#lowestValidation.value) {
      this.#lowestValidation = { value: validation, step, training: loss, row };
      return null;
    }
    const lowest = this.#lowestValidation;
    const isLong = row - lowest.row >= OVERFIT_ROWS && step - lowest.step >= OVERFIT_SHARE * step;
    const isApart = validation >= OVERFIT_RISE * lowest.value && loss <= OVERFIT_FALL * lowest.training;
    if (!isLong || !isApart) return null;
    return because('overfitting', step, () => ({
      said: sentence(
        'The validation loss has risen from {lowest} up to step {lowestStep} to {validation} up to step {step} (each on average over {rows} logged steps) while the training loss fell from {before} to {loss}: the network is overfitting.',
        {
          lowest: statistic(lowest.value),
          lowestStep: counted(lowest.step),
          validation: statistic(validation),
          step: counted(step),
          rows: SMOOTHED_ROWS,
          before: statistic(lowest.training),
          loss: statistic(loss),
        },
      ),
      offered: this.#regularized(lowest.step),
    }));
  }

  #regularized(step: number): Offer {
    const { model, training } = this.#experiment;
    const l2 = Math.max(10 * model.regularizer.l2, 0.001);
    const patience = Math.max(10 * training.logEvery, Math.round(training.steps / 10));
    const changes: Offer['changes'] = [
      { path: 'model.regularizer.l2', value: l2 },
      { path: 'training.earlyStopping', value: { patience, minDelta: 0 } },
    ];
    const said = sentence('Fork at step {step} with L2 {l2} and early stopping', {
      step: counted(step),
      l2: statistic(l2),
    });
    return offer('fork', said, step, changes);
  }

  #plateau(step: number, row: number, metrics: Readonly<Record<string, number>>): Reason | null {
    const { training } = this.#experiment;
    const rows = row + 1;
    // Early stopping has this in hand.
    if (rows < PLATEAU_ROWS || training.earlyStopping !== null) return null;
    const from = Math.floor(rows * (1 - PLATEAU_WINDOW));
    const [since, before] = this.#lowestSoFar.at(from);
    const now = this.#lowest!.value;
    const first = this.#first;
    const isFlat = now > PLATEAU_FALL * before && step - since >= PLATEAU_SPAN * training.steps;
    const isGood = (metrics['accuracy'] ?? metrics['r2'] ?? 0) >= PLATEAU_GOOD;
    if (!isFlat || isGood || now < PLATEAU_LOW * first) return null;
    const rate = this.#rate;
    return because('plateau', step, () => ({
      said: sentence(
        'The training loss has stayed at {now} since step {since} ({before} then, {steps} steps ago; {first} at first; each on average over {rows} logged steps): more steps like these will not help.',
        {
          now: statistic(now),
          since: counted(since),
          before: statistic(before),
          steps: counted(step - since),
          first: statistic(first),
          rows: SMOOTHED_ROWS,
        },
      ),
      offered:
        now > PLATEAU_HIGH * first
          ? otherSeed(this.#experiment.seed, step)
          : smallerRate(rate, 'fork', step, 10),
    }));
  }
}

function because(
  kind: Finding['kind'],
  step: number,
  text: () => { readonly said: Sentence; readonly offered: Offer },
): Reason {
  return {
    kind,
    finding: () => {
      const { said, offered } = text();
      return newFinding(kind, said, step, offered);
    },
  };
}

/**
 * Offer to train with the learning rate divided by `divisor`, rounded to two digits.
 * @param rate learning rate of the run
 * @param kind fork from `step`, or an edited copy of the experiment
 */
export function smallerRate(rate: number, kind: Offer['kind'], step: number, divisor: 3 | 10): Offer {
  const value = Number((rate / divisor).toPrecision(2));
  const values = { rate: statistic(value) };
  const third = (): Sentence =>
    kind === 'fork'
      ? sentence('Fork with a third of the learning rate: {rate}', values)
      : sentence('Edited copy with a third of the learning rate: {rate}', values);
  const tenth = (): Sentence =>
    kind === 'fork'
      ? sentence('Fork with a tenth of the learning rate: {rate}', values)
      : sentence('Edited copy with a tenth of the learning rate: {rate}', values);
  return offer(kind, divisor === 3 ? third() : tenth(), step, [
    { path: 'model.optimizer.learningRate', value },
  ]);
}
