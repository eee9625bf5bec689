import type { GroupTraces } from '../../../../src-shared/group/traces';
import { BenchtopError, fail } from '../../../../src-shared/errors';
import { findsClusters, type PrincipalPlane } from '../../../../src-shared/models/kmeans/clusters';
import { MODELS } from '../../../../src-shared/models';
import type { ReportedRun, Subject } from '../../../../src-shared/report/input';
import type { ReportCalls, ReportRequest, ShownRun } from '../../protocol/reports';
import { readModel } from '../../stored/finished-model';
import type { Answers, CallContext } from '../call-context';
import { groupTraces } from '../groups/group-traces';
import { evaluateRun } from '../models/evaluate-run';
import { computePlane } from '../models/plane';
import { readNote } from './read-note';
import { storedPictures } from './stored-pictures';

/** Steps of a curve of a group at most. */
const MOST_STEPS = 400;

/** Answers to calls about reports. */
export function reportCalls(): Answers<ReportCalls> {
  return {
    report: async ({ request, format, madeAt, benchtop }, context) => {
      const subject = await readSubject(request, context);
      // Few threads ever make one.
      const { makeReport } = await import('../../../../src-shared/report');
      return makeReport({ subject, madeAt, benchtop }, format);
    },
    notePage: async ({ page, madeAt, benchtop }, context) => {
      const read = await readNote(page, context.signal);
      const { noteHtml } = await import('../../../../src-shared/report');
      return noteHtml(read, madeAt, benchtop);
    },
  };
}

async function readSubject(request: ReportRequest, context: CallContext): Promise<Subject> {
  switch (request.kind) {
    case 'run':
      return { kind: 'run', run: await readRun(request.run, context) };
    case 'comparison': {
      const shown: ReportedRun[] = [];
      for (const run of request.shown) {
        tellPart(shown.length, request.shown.length, context);
        shown.push(await readRun(run, context));
      }
      return { kind: 'comparison', records: request.records, shown };
    }
    case 'group': {
      const { group, records, runs, metrics, best } = request;
      const traces: GroupTraces[] = [];
      for (const metric of metrics) {
        tellPart(traces.length, metrics.length + 1, context);
        traces.push(await groupTraces({ runs, metric, most: MOST_STEPS }, context.signal));
      }
      tellPart(traces.length, metrics.length + 1, context);
      return {
        kind: 'group',
        group,
        records,
        traces,
        best: best === null ? null : await readRun(best, context),
      };
    }
  }
}

/** Tells how many of the parts that take time are done. */
function tellPart(done: number, of: number, { onProgress }: CallContext): void {
  onProgress({ bytes: 0, totalBytes: 0, rows: 0, part: { done, of } });
}

/** What a run wrote, and how good its model is; what cannot be read is left out, and said. */
async function readRun(shown: ShownRun, context: CallContext): Promise<ReportedRun> {
  const { record, runFolder, model } = shown;
  if (context.signal.aborted) throw fail('conflict', 'This was cancelled.');
  const { metrics, sample, frame } = await storedPictures({ runFolder, model });
  const { evaluation, whyNoEvaluation } = await evaluate(shown, context);
  const wantsPlane = findsClusters(record.experiment.model) && (sample?.features.length ?? 0) > 2;
  return {
    record,
    metrics,
    sample,
    frame,
    plane: wantsPlane ? await readPlane(shown, context) : null,
    evaluation,
    whyNoEvaluation,
    note: model === null ? null : await attempt(async () => (await readModel({ runFolder, ...model })).note),
  };
}

type Evaluated = Pick<ReportedRun, 'evaluation' | 'whyNoEvaluation'>;

async function evaluate(shown: ShownRun, context: CallContext): Promise<Evaluated> {
  const { record, runFolder, model, readFrom, whyNoData } = shown;
  const without = (why: string | null): Evaluated => ({ evaluation: null, whyNoEvaluation: why });
  if (record.external !== undefined || !MODELS[record.experiment.model.kind].usesTarget) return without(null);
  if (model === null) return without('the run has no checkpoint yet.');
  if (whyNoData !== null) return without(whyNoData);
  try {
    return {
      evaluation: await evaluateRun({ runFolder, ...model, readFrom }, context),
      whyNoEvaluation: null,
    };
  } catch (thrown) {
    // Cancelled, it is no reason to make a report without it.
    if (!(thrown instanceof BenchtopError) || context.signal.aborted) throw thrown;
    return without(thrown.message);
  }
}

async function readPlane(
  { record, runFolder }: ShownRun,
  { signal }: CallContext,
): Promise<PrincipalPlane | null> {
  const { dataset } = record;
  if (dataset === null) return null;
  return attempt(() => computePlane(runFolder, dataset.scaler, signal));
}

/** null where something stored cannot be read: a report goes without it. */
async function attempt<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (thrown) {
    if (!(thrown instanceof BenchtopError)) throw thrown;
    return null;
  }
}
