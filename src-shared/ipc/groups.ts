import { say } from '../language/say';
import { z } from 'zod';
import { criterionSchema, groupPlanSchema, type Group } from '../group/group';
import { rayPlaceSchema, SCRIPTS, type ClusterFound, type EmittedJob } from '../group/where';
import type { GroupTraces } from '../group/traces';

/** Requests about groups of runs; part of the map of all requests. */

const id = z.string().regex(/^[a-z0-9-]{8,50}$/);
const runId = z.string().regex(/^[a-z0-9-]{8,64}$/);
const task = z.string().min(1).max(64).nullable().default(null);
const name = z.string().trim().min(1, say('The group needs a name.')).max(300);

/** A group that is to be trained. `again`: the run whose data it trains on, wherever that is now. */
const start = {
  name,
  /** Checked again by the handler, for the sake of the fields' names. */
  experiment: z.record(z.string(), z.unknown()),
  plan: groupPlanSchema,
  /** null: the usual one. */
  criterion: criterionSchema.nullable().default(null),
  again: runId.nullable().default(null),
  task,
};

export const GROUP_REQUESTS = {
  /** `on`: the cluster that trains it; null: this computer. */
  'groups.start': z.strictObject({ ...start, on: rayPlaceSchema.nullable().default(null) }),
  /** Writes the folder of a job that trains it on other machines, where main's dialog says. */
  'groups.emit': z.strictObject({ ...start, script: z.enum(SCRIPTS) }),
  /** Asks a cluster whether it can be used. */
  'groups.test-cluster': rayPlaceSchema.pick({ address: true }),
  'groups.list': z.undefined(),
  'groups.stop': z.strictObject({ id }),
  'groups.resume': z.strictObject({ id, task }),
  'groups.set-criterion': z.strictObject({ id, criterion: criterionSchema.nullable() }),
  'groups.rename': z.strictObject({ id, name }),
  'groups.delete': z.strictObject({ id }),
  'groups.traces': z.strictObject({ id, metric: z.string().min(1).max(200) }),
} as const;

export interface GroupResponses {
  'groups.start': Group;
  /** null: the dialog was cancelled. */
  'groups.emit': EmittedJob | null;
  'groups.test-cluster': ClusterFound;
  /** Newest first. */
  'groups.list': readonly Group[];
  'groups.stop': Group;
  'groups.resume': Group;
  'groups.set-criterion': Group;
  'groups.rename': Group;
  /** Its runs stay. */
  'groups.delete': null;
  'groups.traces': GroupTraces;
}
