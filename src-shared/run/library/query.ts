/** A column of the table of runs or of settings. */
export interface QueriedTable {
  readonly name: 'runs' | 'params';
  readonly columns: readonly { readonly name: string; readonly type: 'DOUBLE' | 'VARCHAR' }[];
  readonly rows: readonly (readonly (number | string | null)[])[];
}

/** A run whose log may be asked about. */
export interface QueriedLog {
  readonly id: string;
  readonly path: string;
  /** Its header may come again. */
  readonly isExternal: boolean;
}

export interface QueryParams {
  readonly sql: string;
  readonly tables: readonly QueriedTable[];
  readonly logs: readonly QueriedLog[];
  /** Rows of the answer at most. */
  readonly most: number;
}

/** Numbers, texts, truth values or null, row by row. */
export interface QueryAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (number | string | boolean | null)[])[];
  /** There were more. */
  readonly isCut: boolean;
}
