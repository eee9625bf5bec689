import type { KnownTable } from '../../../../src-shared/experiment/proposal';
import type { FileDatasetSpec } from '../../../../src-shared/experiment/schema';
import type { Recalled } from './recalled-choices.svelte';
import type { RoleProposalState } from './role-proposal.svelte';

/** The experiment that holds the data set: its only owner. */
export interface DatasetOwner {
  /** null where the data does not come from a file. */
  readonly dataset: () => FileDatasetSpec | null;
  /** A file was opened and its first guesses are there. */
  readonly opened: (dataset: FileDatasetSpec, table: KnownTable) => void;
  /** A person changed it. */
  readonly change: (dataset: FileDatasetSpec) => void;
  /** It follows what is known of the file. */
  readonly adjust: (dataset: FileDatasetSpec) => void;
  /** The file was read to its end, and the roles are not guesses that this would have changed. */
  readonly profiled: () => void;
}

/** What is chosen and proposed for a file, as a value to go back to. */
export interface FileDataState {
  readonly signature: string;
  readonly roles: RoleProposalState;
  readonly recalled: Recalled | null;
}
