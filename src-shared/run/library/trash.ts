/** A deleted run, which can still be had back. */
export interface TrashedRun {
  readonly id: string;
  /** Its id where its record cannot be read. */
  readonly name: string;
  readonly deletedAt: string;
  /** Size of all files in its folder. */
  readonly bytes: number;
}
