import type { OfKind } from '../contract/settings';
import type { SvmSpec } from './schema';

/** Whether a model is one straight line with a margin: a linear SVM of two classes. */
export function hasMarginLine<Model extends OfKind>(model: Model, classes: number): model is Model & SvmSpec {
  return isSvm(model) && model.fourier === null && classes === 2;
}

function isSvm<Model extends OfKind>(model: Model): model is Model & SvmSpec {
  return model.kind === 'svm';
}
