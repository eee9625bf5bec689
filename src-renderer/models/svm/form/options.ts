import type { SvmSpec } from '../../../../src-shared/models/svm/schema';

/** Choices of a select field: what is stored, and what a person reads. */
type Options<T extends string> = readonly { readonly value: T; readonly label: string }[];

export const SVM_LOSS_OPTIONS: Options<SvmSpec['loss']> = [
  { value: 'hinge', label: 'Hinge' },
  { value: 'squaredHinge', label: 'Squared hinge' },
];

export const CLASS_WEIGHT_OPTIONS: Options<'none' | 'balanced' | 'own'> = [
  { value: 'none', label: 'None' },
  { value: 'balanced', label: 'Balanced' },
  { value: 'own', label: 'One for each class' },
];

export const CALIBRATION_OPTIONS: Options<SvmSpec['calibration']> = [
  { value: 'none', label: 'None' },
  { value: 'validation', label: 'On the validation rows' },
  { value: 'crossValidation', label: 'By cross-validation' },
];
