import type { Group } from '../group/group';
import type { GroupTraces } from '../group/traces';
import type { PrincipalPlane } from '../models/kmeans/clusters';
import type { Evaluation } from '../run/evaluation/evaluation';
import type { Frame, MetricColumns, PointSample } from '../run/live/frames';
import type { RunRecord } from '../run/record/record';

/** What is known of a run beside its record: what it logged, its model, and how good that is. */
export interface ReportedRun {
  readonly record: RunRecord;
  /** null: nothing was logged yet. */
  readonly metrics: MetricColumns | null;
  readonly sample: PointSample | null;
  readonly frame: Frame | null;
  /** Of k-means over more than two features. */
  readonly plane: PrincipalPlane | null;
  readonly evaluation: Evaluation | null;
  /** Why there is no evaluation, as a sentence; null: it has one, or its model has no target. */
  readonly whyNoEvaluation: string | null;
  /** What a person must know of the model that was asked, e.g. that an earlier checkpoint stands in; null: nothing. */
  readonly note: string | null;
}

/** What a report is of, by how much is known of its runs, and of a group's. */
export type SubjectOf<Run, GroupFacts> =
  | { readonly kind: 'run'; readonly run: Run }
  | {
      readonly kind: 'comparison';
      /** In the order asked for; the first is what the others are measured against. */
      readonly records: readonly RunRecord[];
      /** Those whose curves and evaluation are shown: the first of them. */
      readonly shown: readonly Run[];
    }
  | ({
      readonly kind: 'group';
      readonly group: Group;
      /** Its runs that are there, in the order of their places. */
      readonly records: readonly RunRecord[];
      /** The best of them, shown as a run is; null: none has a value. */
      readonly best: Run | null;
    } & GroupFacts);

/** What a report is of, with all that is shown of it. */
export type Subject = SubjectOf<
  ReportedRun,
  {
    /** Of the metric that its runs are judged by, on training and on validation rows; those that were logged. */
    readonly traces: readonly GroupTraces[];
  }
>;

export interface ReportInput {
  readonly subject: Subject;
  /** When it was made, ISO 8601. */
  readonly madeAt: string;
  /** Version of Benchtop that made it. */
  readonly benchtop: string;
}
