import type { ErrorInfo } from '../../src-shared/errors';
import type { FieldProblem } from '../../src-shared/experiment/schema';

interface Sources {
  /** What the form itself sees. */
  readonly problems: () => readonly FieldProblem[];
  /** Why the preview could not be made. */
  readonly preview: () => ErrorInfo | null;
  /** Why the data file cannot be read. */
  readonly file: () => ErrorInfo | null;
}

/** Whether the form has a field to show an error at; the rest of the data panel has one place. */
function hasField({ field }: ErrorInfo): boolean {
  return field !== undefined && !/^(dataset(\.(path|dialect.*))?)?$/.test(field);
}

/** What is wrong with the experiment on the form, by field: seen here, or refused by main. */
export class DraftErrors {
  readonly #sources: Sources;
  #refused = $state.raw<readonly ErrorInfo[]>([]);

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  get #fromMain(): readonly ErrorInfo[] {
    const error = this.#sources.preview();
    return error === null ? this.#refused : [...this.#refused, error];
  }

  /** What is wrong with the data itself: the file could not be read, or not used as asked. */
  get data(): ErrorInfo | null {
    return this.#sources.file() ?? this.#fromMain.find((error) => !hasField(error)) ?? null;
  }

  /** What is wrong at a field, e.g. `model.nClusters`; null when nothing is. */
  at(field: string): string | null {
    const all = [...this.#sources.problems(), ...this.#fromMain];
    return all.find((problem) => problem.field === field)?.message ?? null;
  }

  /** What is wrong with a part of the document, apart from fields that show it themselves. */
  firstIn(part: string, but: RegExp): string | null {
    const all = [...this.#sources.problems(), ...this.#fromMain];
    const isElsewhere = (field = ''): boolean => field.startsWith(`${part}.`) && !but.test(field);
    return all.find(({ field }) => isElsewhere(field))?.message ?? null;
  }

  /** Takes up what main refused. @returns whether it has a place on the form */
  refuse(error: ErrorInfo): boolean {
    const aboutData = error.kind === 'invalid-data' || error.kind.startsWith('file-');
    if (!hasField(error) && !aboutData) return false;
    this.#refused = [error];
    return true;
  }

  clear(): void {
    this.#refused = [];
  }
}
