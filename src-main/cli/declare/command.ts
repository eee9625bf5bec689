import type { Services } from '../services/services';
import type { Options, Values } from './option';

/** What the shell offers in an operand's place. */
export type Completion = 'files' | 'runs' | 'experiments' | readonly string[];

/** A word of the command line that is no option. */
export interface Operand {
  /** In capitals, as the help shows it. */
  readonly name: string;
  readonly about: string;
  /** What is said where it is missing; without it the operand may be left out. */
  readonly missing?: () => string;
  /** The last operand may stand for several words. */
  readonly isRepeated?: boolean;
  readonly completion?: Completion;
}

/** Options that every command takes. */
export interface CommonValues {
  readonly json?: boolean;
  readonly workspace?: string;
}

/** A command line that was read: its operands in their order, and what its options say. */
export interface Arguments<V> {
  readonly operands: readonly string[];
  readonly options: V & CommonValues;
}

/** A command: everything that the help, the completion and the parser know of it, and what it does. */
export interface Declaration<O extends Options> {
  readonly name: string;
  readonly group: 'Data' | 'Training' | 'Results' | 'Exchange' | 'Shell';
  /** One line for the list of commands. */
  readonly summary: string;
  /** More about it, for its own help. */
  readonly about?: string;
  readonly operands: readonly Operand[];
  readonly options: O;
  /** Command lines without the program's name, and what each does. */
  readonly examples: readonly (readonly [string, string])[];
}

/** A command that works on the workspace, or alone. */
export type Command<O extends Options> = Declaration<O> & (WorkspaceRun<O> | AloneRun<O>);

interface WorkspaceRun<O extends Options> {
  /** Whether it always asks a worker thread, which is then started ahead. */
  readonly asksWorker?: boolean;
  /**
   * Does its work and prints the result.
   * @returns the exit code
   * @throws BenchtopError
   */
  run(args: Arguments<Values<O>>, services: Services): number | Promise<number>;
  /** The workspace that it works in where none is named; left out: the person's own. */
  findWorkspace?(args: Arguments<Values<O>>): string;
  /** Called with the exit code once the workspace is closed. */
  leave?(args: Arguments<Values<O>>, code: number): void;
}

interface AloneRun<O extends Options> {
  /** Does its work without opening the workspace. @returns the exit code */
  runAlone(args: Arguments<Values<O>>): number;
}

/** A command of which only the declaration is asked. */
export type AnyCommand = Command<Options>;

/** Declares a command, with the types of its options' values. */
export function command<O extends Options, R extends WorkspaceRun<O> | AloneRun<O>>(
  declared: Declaration<O> & R,
): Declaration<O> & R {
  return declared;
}

/** "RUN [FILE]", as usage lines have it. */
export function formatUsage({ operands }: Pick<AnyCommand, 'operands'>): string {
  return operands
    .map(({ name, missing, isRepeated }) => {
      const shown = isRepeated === true ? `${name}…` : name;
      return missing === undefined ? `[${shown}]` : shown;
    })
    .join(' ');
}
