import { say } from '../../language/say';
import { measuredOn, metricPhrase } from '../../run/figures/metric-labels';
import type { SweepImportance } from './importance';
import { TIME } from './pareto';

/** From it on a setting is held for one that chance may make look so. */
export const BY_CHANCE = 0.05;

/** What the figures are of, and what they do not say. */
export function importanceNotes({ objective, trials, best, settings }: SweepImportance): string[] {
  const metric = metricPhrase(objective.metric);
  const chance = settings.filter(({ pValue }) => pValue > BY_CHANCE).length;
  return [
    say('The {best} best of {trials} trials by {metric} are held against all of them.', {
      best,
      trials,
      metric,
    }),
    ...(chance > 0
      ? [say('Pale: as many trials drawn at random differ as much in more than 5 % of 199 draws.')]
      : []),
    measuredOn(objective.metric) === 'validation'
      ? say('It is told by the rows that the trials were chosen on, and holds for these ranges alone.')
      : say('It holds for these ranges alone.'),
  ];
}

/** "4 of 27 trials are beaten by none in both metrics." */
export function paretoNote(trials: number, front: number): string {
  return front === 1
    ? say('One of {trials} trials is best in both metrics.', { trials })
    : say('{front} of {trials} trials are beaten by none in both metrics.', { front, trials });
}

/** A metric of two by its name with its rows: "Validation loss", "Training time (ms)". */
export function paretoLabel(metric: string): string {
  if (metric === TIME) return say('Time (ms)');
  const phrase = metricPhrase(metric);
  return `${phrase.slice(0, 1).toUpperCase()}${phrase.slice(1)}`;
}
