import { say } from '../../language/say';
import type { z } from 'zod';
import type { externalDocumentSchema, externalFactsSchema, externalLabelsSchema } from './external-schema';

export type ExternalDocument = z.infer<typeof externalDocumentSchema>;
export type ExternalLabels = z.infer<typeof externalLabelsSchema>;
/** What a record of such a run says beside what all records say. */
export type ExternalFacts = z.infer<typeof externalFactsSchema>;

/** Said wherever something is asked that only a model of Benchtop's can answer. */
export function externalRefusal(name: string): string {
  return say(
    '“{name}” was logged by another program: its metrics and settings are here, but no model to go on with, fork, evaluate or predict with.',
    { name },
  );
}

/** The metric that such a run is listed with: one whose direction it declares, else a loss, else the first. */
export function externalMainMetric(
  metrics: readonly string[],
  directions: ExternalFacts['directions'],
): string | null {
  const declared = metrics.filter((metric) => directions[metric] !== undefined);
  const usual = [/^val.*loss$/i, /(eval|validation|test).*loss$/i, /loss$/i, /acc(uracy)?$/i];
  return (
    declared.find((metric) => /val|test|eval/i.test(metric)) ??
    declared[0] ??
    usual.flatMap((name) => metrics.find((metric) => name.test(metric)) ?? [])[0] ??
    metrics[0] ??
    null
  );
}

/** Settings within each other that are listed, and how many of them. */
const MAX_DEPTH = 8;
const MAX_SETTINGS = 500;

/** What a run of another program was made with: project and group, then its settings by dotted path. */
export function externalSettings(facts: ExternalFacts): ReadonlyMap<string, unknown> {
  const named = (['project', 'group'] as const).flatMap((name) =>
    facts[name] === null ? [] : [[name, facts[name]] as const],
  );
  return new Map<string, unknown>([...named, ...flatConfig(facts)]);
}

/** Settings by dotted path; lists and what lies too deep as JSON. */
function flatConfig({ config }: Pick<ExternalFacts, 'config'>): ReadonlyMap<string, unknown> {
  const settings = new Map<string, unknown>();
  const put = (path: string, value: unknown, depth: number): void => {
    if (settings.size >= MAX_SETTINGS) return;
    if (typeof value !== 'object' || value === null) settings.set(path, value);
    else if (Array.isArray(value) || depth >= MAX_DEPTH) settings.set(path, JSON.stringify(value));
    else for (const [key, part] of Object.entries(value)) put(`${path}.${key}`, part, depth + 1);
  };
  for (const [key, value] of Object.entries(config)) put(`config.${key}`, value, 1);
  return settings;
}
