import type { ModelDefinition } from '../contract/definition';
import { typeTag } from '../contract/type-tag';
import { SVM_FIELDS } from './fields';
import type { SvmFrame } from './frame';
import { svmResultSchema, type SvmResult } from './result';
import { svmProblems, svmSchema, type SvmSpec } from './schema';

/** Linear support vector machines, one against the rest for several classes. */
export const svm = {
  kind: 'svm',
  text: { label: 'SVM', subject: 'An SVM', phrase: 'linear SVM', step: 'iteration', steps: 'iterations' },
  usesTarget: true,
  trainsInSteps: false,
  schema: svmSchema,
  fields: SVM_FIELDS,
  problems: svmProblems,
  resultSchema: svmResultSchema,
  frame: typeTag<SvmFrame>(),
} as const satisfies ModelDefinition<SvmSpec, SvmResult, SvmFrame>;
