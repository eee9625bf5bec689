/** Why a filter cannot be used, with the part of its text that is meant. */
export interface FilterProblem {
  /** One sentence: what is wrong and what to do. */
  readonly message: string;
  /** Characters from the beginning. */
  readonly from: number;
  readonly to: number;
}

/** Thrown inside the filter only; `parseFilter` answers with the problem. */
export class FilterError extends Error {
  readonly problem: FilterProblem;

  constructor(message: string, { from, to }: { readonly from: number; readonly to: number }) {
    super(message);
    this.problem = { message, from, to };
  }
}
