import { say } from '../../src-shared/language/say';
import type { Band } from '../../src-shared/group/statistics';

export const BAND_LABELS: Readonly<Record<Band, { readonly label: string; readonly help: string }>> = {
  std: { label: say('± std'), help: say('Mean ± standard deviation of the runs (n − 1)') },
  stderr: { label: say('± stderr'), help: say('Mean ± standard error of the mean') },
  interval: { label: '95 %', help: say("95 % interval of the mean (Student's t)") },
  range: { label: say('min–max'), help: say('From the lowest to the highest run') },
};
