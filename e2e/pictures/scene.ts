import type { Benchtop } from '../testing/fixtures';

/** A picture to take: what is done for it to be seen, from the view before it. */
export interface Scene {
  readonly name: string;
  readonly show: (benchtop: Benchtop) => Promise<void>;
  /** Puts away what lies over the page. */
  readonly leave?: (benchtop: Benchtop) => Promise<void>;
}
