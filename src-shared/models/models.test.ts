import { describe, expect, it } from 'vitest';
import { isOfValidation, toTrainingMetric } from '../run/figures/metrics';
import { MODEL_KINDS, MODELS } from '.';
import { MODEL_FIELDS, modelSchema } from './schema';

describe('the table of kinds of models', () => {
  it.each(MODEL_KINDS)('%s is under its own name', (kind) => {
    expect(MODELS[kind].kind).toBe(kind);
  });

  it.each(MODEL_KINDS)('%s begins with settings that its schema takes', (kind) => {
    const { initial } = MODELS[kind].proposal;
    expect(modelSchema.parse(initial).kind).toBe(kind);
    const question = { task: { kind: 'classes', count: 2 }, isValidated: true, rows: 100 } as const;
    expect(modelSchema.parse(MODELS[kind].proposal.model(question).settings).kind).toBe(kind);
  });

  it.each(MODEL_KINDS)('%s declares a number of a name that another kind has in the same way', (kind) => {
    expect(MODEL_FIELDS).toMatchObject(MODELS[kind].fields);
  });

  it.each(MODEL_KINDS)('%s is scored by metrics that it defines, best first', (kind) => {
    const { mainMetrics, metrics, objective } = MODELS[kind];
    for (const name of mainMetrics) expect(Object.keys(metrics)).toContain(toTrainingMetric(name));
    const lower = metrics[objective.metric]?.lowerIsBetter;
    expect(objective.goal).toBe(lower === true ? 'min' : 'max');
    const ofValidation = mainMetrics.map(isOfValidation);
    expect([...ofValidation].sort((a, b) => Number(b) - Number(a))).toEqual(ofValidation);
  });

  it('proposes one kind for a table with a target, and one for a table without', () => {
    const proposed = MODEL_KINDS.map((kind) => MODELS[kind].proposal.proposedFor);
    expect(proposed.filter((data) => data === 'target')).toHaveLength(1);
    expect(proposed.filter((data) => data === 'noTarget')).toHaveLength(1);
  });
});
