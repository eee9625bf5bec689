import { say } from '../../src-shared/language/say';
import { MODELS } from '../../src-shared/models';
import type { RunSnapshot } from '../../src-shared/ipc/runs';
import type { RunRecord } from '../../src-shared/run/record/record';
import { formatCount } from './format';
import { figureName, type FigureHeading } from './figure-heading';

/**
 * Name, title and caption of a chart of a run's model.
 * @param what the chart shows, e.g. "Clusters"
 * @param note another sentence; empty: none
 */
export function runHeading(
  record: RunRecord,
  frame: RunSnapshot['frame'],
  what: string,
  note = '',
): FigureHeading {
  const at =
    frame === null
      ? ''
      : ` ${say('at {unit} {step}', { unit: MODELS[frame.kind].text.step, step: formatCount(frame.step) })}`;
  return {
    name: figureName(`${record.name} ${what}`),
    title: record.name,
    caption: `${what}${at}, ${record.dataset?.name ?? 'data'}.${note === '' ? '' : ` ${note}`}`,
  };
}
