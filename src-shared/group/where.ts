import { z } from 'zod';
import { say } from '../language/say';
import { sentence, type Sentence } from '../language/sentence';
import { lazy } from '../lazy';
import { isHalved, isScheduled, type GroupPlan } from './group';

/** Where the runs of a group are trained, if not on this computer. */

/** Port of Ray's dashboard, which has its Jobs interface, where nobody changed it. */
export const RAY_PORT = 8265;
/** Benchtop's command line on a node that it is installed on. */
export const NODE_COMMAND = 'benchtop';

/** What can start the trials of a job. */
export const SCRIPTS = ['slurm', 'shell'] as const;
export type ScriptKind = (typeof SCRIPTS)[number];

/** A Ray cluster, as the window names it. */
export const rayPlaceSchema = lazy(() =>
  z.strictObject({
    /** `ray://HOST:PORT` of its dashboard. */
    address: z.string().trim().min(1, say('Name the cluster’s address.')).max(500),
    /** Benchtop's command line on the nodes. */
    command: z.string().trim().min(1, say('Name Benchtop’s command on the nodes.')).max(1000),
  }),
);
export type RayPlace = z.infer<typeof rayPlaceSchema>;

/** A cluster that answers. */
export interface ClusterFound {
  /** Ray's version. */
  readonly version: string;
  readonly nodes: number;
  readonly cpus: number;
}

/** What a person is asked before something outside this computer is. */
export type ContactQuestion =
  /** Whether a cluster may be asked, by its `http(s)://HOST:PORT`. */
  | { readonly kind: 'cluster'; readonly origin: string }
  /** Whether Ray may be fetched from Python's package index, for a cluster on this computer. */
  | { readonly kind: 'install' };

/** A job's folder that was written. */
export interface EmittedJob {
  readonly path: string;
  readonly trials: number;
  /** The line that starts it in that folder. */
  readonly start: string;
}

/**
 * Why a group cannot be trained elsewhere, and the setting that asks for it; null: it can.
 * @param isCluster whether a cluster is asked from here, so that decisions can be made here
 */
export function whyNotElsewhere(
  plan: GroupPlan,
  isCluster: boolean,
): { readonly said: Sentence; readonly field: 'halving' | 'folds' | 'search' | 'minutes' } | null {
  if (isHalved(plan))
    return {
      said: sentence('The trials of a halving wait for one another: leave out the halving, or train here.'),
      field: 'halving',
    };
  if (plan.kind === 'nested-folds')
    return {
      said: sentence('Nested folds train what their inner folds choose: train them here.'),
      field: 'folds',
    };
  if (isScheduled(plan) && !isCluster)
    return {
      said: sentence(
        'The trials of a search that learns follow from one another: train here, or on a Ray cluster.',
      ),
      field: 'search',
    };
  if (plan.kind === 'sweep' && plan.maxMs !== null)
    return {
      said: sentence('A time for all trials can be kept here only: leave out the time limit, or train here.'),
      field: 'minutes',
    };
  return null;
}
