import { say } from '../../src-shared/language/say';
import type { ModelKind } from '../../src-shared/models';

/** What is trained otherwise where the rows are streamed, in a sentence; null: this kind cannot be. */
export function streamedText(kind: ModelKind): string | null {
  switch (kind) {
    case 'kmeans':
      return say(
        'k-means takes mini-batches of the next rows, from one start on a sample; there is no tolerance.',
      );
    case 'svm':
      return say(
        'The linear SVM takes averaged stochastic steps on the same objective; no duality gap says how near the optimum is.',
      );
    case 'network':
      return say('The network takes batches of shuffled blocks, on the JavaScript engine.');
    default:
      return null;
  }
}
