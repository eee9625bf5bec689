import type { Band } from '../../src-shared/group/statistics';

export const BAND_LABELS: Readonly<Record<Band, { readonly label: string; readonly help: string }>> = {
  std: { label: '± std', help: 'Mean ± standard deviation of the runs (n − 1)' },
  stderr: { label: '± stderr', help: 'Mean ± standard error of the mean' },
  interval: { label: '95 %', help: "95 % interval of the mean (Student's t)" },
  range: { label: 'min–max', help: 'From the lowest to the highest run' },
};
