import type { ErrorInfo } from '../../../src-shared/errors';
import { encodeNumber, type StoredNumber } from '../../../src-shared/run/record/stored-number';
import type { CheckpointRef, RateChange, RunRecord } from '../../../src-shared/run/record/record';
import type { RunEvent } from '../../../src-shared/run/live/events';
import { withFinding } from '../../../src-shared/run/live/guidance';
import type { MetricRanges } from '../../../src-shared/run/record/metric-ranges';
import { nextStatus } from '../../../src-shared/run/record/status';

/** What a record needs from the live side when a run ends. */
export interface LatestValues {
  readonly latest: Readonly<Record<string, number>>;
  /** Whether those are of a sample of the run's rows. */
  readonly isLatestOfSample: boolean;
  readonly progress: { readonly step: number; readonly elapsedMs: number } | null;
  /** Over all that was logged. */
  readonly ranges: MetricRanges;
}

/**
 * The change that a batch of events makes to a run's record, or null where it makes none: most
 * batches only carry rows, and run.json is not rewritten for those.
 */
export function afterEvents(
  events: readonly RunEvent[],
  live: LatestValues,
): ((record: RunRecord) => RunRecord) | null {
  const changes = events.map((event) => changeFrom(event, live)).filter((change) => change !== null);
  if (changes.length === 0) return null;
  return (current) => changes.reduce((changed, change) => change(changed), current);
}

function changeFrom(event: RunEvent, live: LatestValues): ((record: RunRecord) => RunRecord) | null {
  switch (event.type) {
    case 'loaded':
      return (record) => ({
        ...record,
        dataset: event.dataset,
        dataReadAt: event.dataReadAt,
        engine: event.engine,
        totalSteps: event.totalSteps,
        ...(event.measuring === undefined ? {} : { measuring: event.measuring }),
        environment: { ...record.environment, tensorflow: event.tensorflow },
      });
    case 'status':
      return (record) => {
        const status = nextStatus(record.status, event.status === 'paused' ? 'pause' : 'resume');
        return status === null ? record : { ...record, status, ...reached(record, live) };
      };
    case 'rate-changed': {
      const { step, learningRate } = event;
      return (record) => ({
        ...record,
        rateChanges: withRateChange(record.rateChanges, { step, learningRate }),
      });
    }
    case 'finding':
      return (record) => ({ ...record, findings: withFinding(record.findings, event.finding) });
    case 'checkpoint':
      return (record) => ({
        ...record,
        ...reached(record, live),
        checkpoints: withCheckpoint(record.checkpoints, event.checkpoint),
      });
    case 'done':
      return (record) => ({
        ...record,
        waiting: undefined,
        status:
          nextStatus(record.status, event.outcome === 'finished' ? 'finish' : 'stopped') ?? record.status,
        endedAt: new Date().toISOString(),
        ...(event.result === null ? {} : reachedBy(event, live)),
        ...(event.notices === undefined ? {} : { notices: [...event.notices] }),
      });
    case 'failed':
      return (record) => ({
        ...record,
        waiting: undefined,
        status: nextStatus(record.status, 'fail') ?? record.status,
        endedAt: new Date().toISOString(),
        elapsedMs: event.elapsedMs,
        steps: event.steps,
        error: event.error,
        summary: encodeMetrics({ ...live.latest }),
        isSummaryOfSample: isOfSample(live),
        ...rangesFrom(live),
      });
    // Whoever waits for room says so in the record.
    case 'waiting':
    case 'log-wanted':
    case 'loading':
    case 'progress':
    case 'metrics':
    case 'frame':
    case 'moments':
    case 'history':
      return null;
  }
}

/** What a run has come to; one stopped before it had a model keeps what an earlier start came to. */
function reachedBy(
  { elapsedMs, steps, result, summary, isOfSample }: Extract<RunEvent, { type: 'done' }>,
  live: LatestValues,
): Partial<RunRecord> {
  return {
    elapsedMs,
    steps,
    result,
    // Measured on all rows once it was over, where they are held.
    summary: encodeMetrics({ ...live.latest, ...summary }),
    isSummaryOfSample: isOfSample,
    ...rangesFrom(live),
  };
}

function isOfSample({ isLatestOfSample }: LatestValues): true | undefined {
  return isLatestOfSample ? true : undefined;
}

/** A run that logged nothing yet keeps what an earlier start came to. */
function rangesFrom({ ranges }: LatestValues): Pick<RunRecord, 'metricRanges'> {
  return Object.keys(ranges).length === 0 ? {} : { metricRanges: { ...ranges } };
}

/** The record of a run whose worker is gone, or whose results could not be kept. */
export function afterCrash(record: RunRecord, error: ErrorInfo, live: LatestValues): RunRecord {
  return {
    ...record,
    ...reached(record, live),
    waiting: undefined,
    status: nextStatus(record.status, 'fail') ?? record.status,
    endedAt: new Date().toISOString(),
    error,
  };
}

function reached(
  record: RunRecord,
  live: LatestValues,
): Pick<RunRecord, 'steps' | 'elapsedMs' | 'summary' | 'isSummaryOfSample' | 'metricRanges'> {
  const isNew = Object.keys(live.latest).length > 0;
  return {
    steps: live.progress?.step ?? record.steps,
    elapsedMs: live.progress?.elapsedMs ?? record.elapsedMs,
    summary: { ...record.summary, ...encodeMetrics(live.latest) },
    isSummaryOfSample: isNew ? isOfSample(live) : record.isSummaryOfSample,
    ...rangesFrom(live),
  };
}

function withCheckpoint(checkpoints: readonly CheckpointRef[], added: CheckpointRef): CheckpointRef[] {
  return [...checkpoints.filter(({ step }) => step !== added.step), added].sort((a, b) => a.step - b.step);
}

/** In the order of the steps; of two at one step the later one counts alone. */
function withRateChange(changes: readonly RateChange[], added: RateChange): RateChange[] {
  return [...changes.filter(({ step }) => step !== added.step), added].sort((a, b) => a.step - b.step);
}

function encodeMetrics(metrics: Readonly<Record<string, number>>): Record<string, StoredNumber> {
  return Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, encodeNumber(value)]));
}

/** A run that trains is paused while what it writes waits. */
export function waitingFor(record: RunRecord, problem: ErrorInfo): RunRecord {
  return { ...record, status: nextStatus(record.status, 'pause') ?? record.status, waiting: problem };
}

/** A run that waited goes on, but for one that a person had paused before or that ends. */
export function waitingNoMore(record: RunRecord, staysPaused: boolean): RunRecord {
  const status = staysPaused ? null : nextStatus(record.status, 'resume');
  return { ...record, status: status ?? record.status, waiting: undefined };
}

/** The record of a run that was ended for want of room: it has failed, whatever else was kept of it. */
export function failedIfGivenUp(
  record: RunRecord,
  { givenUp }: { readonly givenUp: ErrorInfo | null },
): RunRecord {
  return givenUp === null || record.status !== 'stopped' ? record : failedToKeep(record, givenUp);
}

/** The record of a run that is over, but not all of it is on disk. */
export function failedToKeep(record: RunRecord, error: ErrorInfo): RunRecord {
  return { ...record, status: 'failed', waiting: undefined, error };
}

/** Why what a run produced could not be kept. */
export function storageProblem(thrown: unknown): ErrorInfo {
  if (thrown instanceof Error && 'info' in thrown) return thrown.info as ErrorInfo;
  return { kind: 'storage', message: `What the run produced could not be kept: ${String(thrown)}` };
}
