import { say } from '../../../../src-shared/language/say';
import { MODELS } from '../../../../src-shared/models';
import { everyText, measuringText, sampledRows } from '../../../../src-shared/run/figures/measured-text';
import type { ErrorInfo } from '../../../../src-shared/errors';
import type { RunRecord } from '../../../../src-shared/run/record/record';
import type { Fact } from '../../../models/contract/facts';
import { formatQuantity, formatBytes, formatCount, formatDuration } from '../../../text/format';

/** Statistics that every run has, whatever its model. @param elapsedMs time spent training */
export function runFacts(record: RunRecord, elapsedMs: number): Fact[] {
  const { dataset, checkpoints } = record;
  const last = checkpoints[checkpoints.length - 1];
  return [
    {
      label: say('Last checkpoint'),
      value: last === undefined ? '–' : formatCount(last.step),
      ...(last === undefined ? {} : { detail: formatBytes(last.bytes) }),
    },
    {
      label: say('Elapsed'),
      value: formatDuration(elapsedMs),
      title: say('Time spent training, pauses left out'),
    },
    ...(dataset === null
      ? []
      : [
          {
            label: say('Training rows'),
            value: formatCount(dataset.trainRows),
            detail:
              dataset.validationRows > 0
                ? say('+ {validationRows} validation', {
                    validationRows: formatCount(dataset.validationRows),
                  })
                : say('no validation'),
            title: say('{name}: {rows} used, {droppedRows} left out. SHA-256 {sha256}', {
              name: dataset.name,
              rows: formatQuantity(dataset.rows, 'row'),
              droppedRows: formatCount(dataset.droppedRows),
              sha256: dataset.sha256,
            }),
          },
        ]),
    ...measuredFact(record),
  ];
}

/** When it was measured and on which rows, where the program found that. */
function measuredFact(record: RunRecord): Fact[] {
  const { measuring } = record;
  const { step, steps } = MODELS[record.experiment.model.kind].text;
  const title = measuringText(record, step, steps);
  if (measuring === undefined || title === null) return [];
  const rows = sampledRows(record);
  const detail =
    rows === null
      ? say('on all rows')
      : say('on {value} rows', {
          value: [rows.of.trainRows, ...(rows.all.validationRows === 0 ? [] : [rows.of.validationRows])]
            .map(formatCount)
            .join(' + '),
        });
  const every = everyText(measuring.logEvery, step, steps);
  return [
    {
      label: say('Measured'),
      value: every,
      detail,
      title: `${title.charAt(0).toUpperCase()}${title.slice(1)}`,
    },
  ];
}

/** Sentence under a failed run's error about what is left of it. */
export function remainingText(record: RunRecord, error: ErrorInfo | null): string {
  if (error === null) return '';
  const last = record.checkpoints[record.checkpoints.length - 1];
  return last === undefined
    ? say('No checkpoint had been written yet.')
    : say('The last checkpoint, of step {step}, is kept.', { step: formatCount(last.step) });
}
