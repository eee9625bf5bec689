import type { RunSnapshot } from '../../../src-shared/ipc/map';
import type { RunRecord } from '../../../src-shared/run/record/record';
import { formatCount } from '../../text/format';
import { figureName, type FigureWords } from '../../text/figure-words';

/** What a model's picture shows. */
export function pictureTitle(
  kind: RunRecord['experiment']['model']['kind'],
  frame: RunSnapshot['frame'],
): string {
  if (kind === 'kmeans') return 'Clusters';
  if (kind === 'svm') return 'Margin';
  if (frame?.kind !== 'network') return 'Network';
  if (frame.surface !== null) return 'Output over the plane';
  if (frame.regions !== null) return 'Classes over the plane';
  return frame.curve !== null ? 'Fitted curve' : 'Network';
}

/**
 * The words under a chart of a run's model.
 * @param what the chart shows, e.g. "Clusters"
 * @param note another sentence; empty: none
 */
export function runWords(
  record: RunRecord,
  frame: RunSnapshot['frame'],
  what: string,
  note = '',
): FigureWords {
  const at =
    frame === null ? '' : ` at ${frame.kind === 'network' ? 'step' : 'iteration'} ${formatCount(frame.step)}`;
  return {
    name: figureName(`${record.name} ${what}`),
    title: record.name,
    caption: `${what}${at}, ${record.dataset?.name ?? 'data'}.${note === '' ? '' : ` ${note}`}`,
  };
}
