import { say } from '../../../../src-shared/language/say';
import type { SvmSpec } from '../../../../src-shared/models/svm/schema';

/** Choices of a select field: what is stored, and what a person reads. */
type Options<T extends string> = readonly { readonly value: T; readonly label: string }[];

export const SVM_LOSS_OPTIONS: Options<SvmSpec['loss']> = [
  { value: 'hinge', label: say('Hinge') },
  { value: 'squaredHinge', label: say('Squared hinge') },
];

export const CLASS_WEIGHT_OPTIONS: Options<'none' | 'balanced' | 'own'> = [
  { value: 'none', label: say('None') },
  { value: 'balanced', label: say('Balanced') },
  { value: 'own', label: say('One for each class') },
];

export const CALIBRATION_OPTIONS: Options<SvmSpec['calibration']> = [
  { value: 'none', label: say('None') },
  { value: 'validation', label: say('On the validation rows') },
  { value: 'crossValidation', label: say('By cross-validation') },
];
