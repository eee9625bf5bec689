import { networkTask } from '../../../src-shared/experiment/schema';
import type { Prediction } from '../../../src-shared/run/live/frames';
import type { ModelContext } from '../contract/model-context';

/** How an answer is read from what the model gives, as a sentence. */
export function readingOf({ model, target }: ModelContext, answer: Prediction): string {
  const named = answer.class === undefined ? '' : `"${answer.class}"`;
  switch (model.kind) {
    case 'network': {
      const task = networkTask(model);
      if (task.kind === 'classes') return `The class is the one of the largest probability: ${named}.`;
      if (task.kind === 'numbers' || named === '')
        return `The output is the prediction${target === null ? '' : `, in units of "${target}"`}.`;
      const isSecond = typeof answer.output === 'number' && answer.output >= task.threshold;
      const { threshold } = task;
      return `The output is ${isSecond ? `at least ${threshold}` : `below ${threshold}`}: the class is ${named}.`;
    }
    case 'kmeans':
      return 'The cluster is the one whose centre is nearest, by the distance between scaled values.';
    case 'svm':
      if (answer.logit !== undefined)
        return `The logit is ${answer.logit > 0 ? 'above' : 'not above'} 0: the class is ${named}.`;
      return `The class is the one of the largest logit: ${named}.`;
  }
}
