import { say } from '../../../src-shared/language/say';
import type { ErrorInfo } from '../../../src-shared/errors';
import { forkProblems } from '../../../src-shared/experiment/fork';
import { checkExperiment, type Experiment, type FieldProblem } from '../../../src-shared/experiment/schema';
import type { FormFork } from './form-fork';
import { crossProblems } from './proposed/form-guess';
import type { FileData } from '../dataset/file-data.svelte';

interface Sources {
  readonly document: () => Experiment;
  /** Number of the target's classes; null: not known. */
  readonly classes: () => number | null;
  /** Run that the experiment goes on from; null: none. */
  readonly fork: () => FormFork | null;
  /** Why the preview could not be made. */
  readonly preview: () => ErrorInfo | null;
  readonly file: () => Pick<FileData, 'isOwn' | 'absent'> & {
    readonly reader: Pick<FileData['reader'], 'path' | 'error'>;
  };
}

/** Whether the form has a field to show an error at; the rest of the data panel shares one. */
function hasField({ field }: ErrorInfo): boolean {
  return field !== undefined && !/^(dataset(\.(path|dialect.*))?)?$/.test(field);
}

/** Errors of the experiment on the form, by field: found here, or reported by main. */
export class FormErrors {
  readonly #sources: Sources;
  #refused = $state.raw<readonly ErrorInfo[]>([]);

  /** Problems that the form finds itself. */
  readonly problems: readonly FieldProblem[] = $derived.by(() => {
    const checked = checkExperiment(this.#sources.document());
    if (!checked.ok) return checked.problems;
    const across = crossProblems(checked.experiment, this.#sources.classes());
    const fork = this.#sources.fork();
    return fork === null
      ? across
      : [...across, ...forkProblems(fork.experiment, checked.experiment, fork.step)];
  });

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  get #fromMain(): readonly ErrorInfo[] {
    const error = this.#sources.preview();
    return error === null ? this.#refused : [...this.#refused, error];
  }

  /** Error of the data itself: the file could not be read, or not with these settings. */
  get data(): ErrorInfo | null {
    return this.#sources.file().reader.error ?? this.#fromMain.find((error) => !hasField(error)) ?? null;
  }

  /** Why no run of it can be started, as one sentence; null where one can. */
  get start(): string | null {
    const { dataset } = this.#sources.document();
    if (dataset.kind === 'file') {
      const { path, error } = this.#sources.file().reader;
      if (path !== dataset.path) return say('The file is still being read.');
      if (error !== null) return error.message;
    }
    return this.problems[0]?.message ?? null;
  }

  /** Why the data cannot be used as it stands, as one sentence; null where it can. */
  get use(): string | null {
    const { reader, isOwn, absent } = this.#sources.file();
    if (reader.error !== null) return reader.error.message;
    if (!isOwn) return say('The file is still being read.');
    const [name] = absent;
    if (name !== undefined) return say('The file has no column “{name}”.', { name });
    const isData = ({ field }: FieldProblem): boolean =>
      field.startsWith('dataset') && field !== 'dataset.target';
    return this.problems.find(isData)?.message ?? null;
  }

  /** Error at a field, e.g. `model.nClusters`; null when there is none. */
  at(field: string): string | null {
    const all = [...this.problems, ...this.#fromMain];
    return all.find((problem) => problem.field === field)?.message ?? null;
  }

  /** First error in a part of the document, apart from fields that show their own. */
  firstIn(part: string, but: RegExp): string | null {
    const all = [...this.problems, ...this.#fromMain];
    const isElsewhere = (field = ''): boolean => field.startsWith(`${part}.`) && !but.test(field);
    return all.find(({ field }) => isElsewhere(field))?.message ?? null;
  }

  /** Takes an error of main's. @returns whether a field of the form shows it */
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
