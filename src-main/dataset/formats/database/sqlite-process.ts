import type { ChildProcess } from 'node:child_process';
import { BenchtopError, fail, toErrorInfo, type ErrorInfo } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import { cancelled } from '../../source/read-options';
import { endNow, startProcess, watchMemory } from '../../source/own-process';
import type { Source } from '../../source/source';
import { openSqlite, type Row, type SqliteReader } from './reader';

type Question =
  | { readonly type: 'open'; readonly source: Pick<Source, 'name' | 'path'> }
  | { readonly type: 'names' | 'rows'; readonly select: string }
  | { readonly type: 'more' };
type Answer =
  | { readonly type: 'opened' | 'done' }
  | { readonly type: 'names'; readonly names: readonly string[] }
  | { readonly type: 'rows'; readonly rows: readonly Row[] }
  /** As the reader says it: what it is about, whoever asked knows. */
  | { readonly type: 'problem'; readonly message: string }
  | { readonly type: 'error'; readonly error: ErrorInfo };

/**
 * As {@link openSqlite} does, in a process of its own, which is killed once nobody waits any more or it takes
 * too much memory: a query that a person wrote, or a view, may never end, and obeys nothing else.
 */
export async function openSqliteElsewhere<T>(
  source: Source,
  signal: AbortSignal | undefined,
  work: (database: SqliteReader) => Promise<T>,
): Promise<T> {
  if (signal?.aborted === true) throw cancelled();
  const child = startProcess('sqlite');
  if (child === null) return openSqlite(source, signal, work);
  const remote = new RemoteSqlite(child, source);
  const cancel = (): void => {
    remote.end(cancelled());
  };
  signal?.addEventListener('abort', cancel);
  try {
    await remote.open();
    return await work(remote);
  } catch (error) {
    if (error instanceof BenchtopError) throw error;
    throw fail(
      'file-unreadable',
      sentence('{name} cannot be read: {message}.', { name: source.name, message: (error as Error).message }),
      {
        file: source.path,
      },
    );
  } finally {
    signal?.removeEventListener('abort', cancel);
    child.kill('SIGKILL');
  }
}

/** Asks one question at a time. */
class RemoteSqlite implements SqliteReader {
  readonly #child: ChildProcess;
  readonly #source: Source;
  #waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | null = null;
  /** Why there is nobody to ask any more. */
  #over: Error | null = null;

  constructor(child: ChildProcess, source: Source) {
    this.#child = child;
    this.#source = source;
    child.on('message', (message) => {
      const waiting = this.#waiting;
      this.#waiting = null;
      waiting?.resolve(message as Answer);
    });
    child.once('error', (error) => {
      this.end(fail('internal', `The query's process could not be started: ${error.message}`));
    });
    child.once('exit', (code, killedBy) => {
      const how = `its process ended (${killedBy ?? code ?? 'unknown'}), perhaps for want of memory`;
      this.end(badQuery(source, how));
    });
  }

  async open(): Promise<void> {
    const { name, path } = this.#source;
    await this.#ask({ type: 'open', source: { name, path } });
  }

  async names(select: string): Promise<readonly string[]> {
    const answer = await this.#ask({ type: 'names', select });
    return answer.type === 'names' ? answer.names : [];
  }

  async rows(select: string, take: (rows: readonly Row[]) => Promise<void>): Promise<void> {
    let answer = await this.#ask({ type: 'rows', select });
    while (answer.type === 'rows') {
      await take(answer.rows);
      answer = await this.#ask({ type: 'more' });
    }
  }

  /** Ends what is being asked, and the process. */
  end(why: Error): void {
    this.#over ??= why;
    this.#waiting?.reject(why);
    this.#waiting = null;
    this.#child.kill('SIGKILL');
  }

  async #ask(question: Question): Promise<Answer> {
    if (this.#over !== null) throw this.#over;
    const answer = await new Promise<Answer>((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#child.send(question, (error) => {
        // A process that has ended says so itself.
        if (error !== null) this.#child.kill('SIGKILL');
      });
    });
    if (answer.type === 'problem') throw new Error(answer.message);
    if (answer.type === 'error') throw new BenchtopError(answer.error);
    return answer;
  }
}

function badQuery({ name, path }: Pick<Source, 'name' | 'path'>, why: string): Error {
  return fail('invalid-experiment', sentence('The query does not work on {name}: {why}.', { name, why }), {
    file: path,
    field: 'dataset.source.query',
  });
}

/** Answers questions about one database; ends this process where they take too much, or nobody waits. */
export function serveSqlite(): void {
  process.once('disconnect', endNow);
  const questions: Question[] = [];
  let wake: (() => void) | null = null;
  process.on('message', (question: Question) => {
    questions.push(question);
    wake?.();
  });
  const next = async (): Promise<Question> => {
    for (;;) {
      const question = questions.shift();
      if (question !== undefined) return question;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  serve(next).catch((error: unknown) => {
    say({ type: 'error', error: toErrorInfo(error) });
  });
}

async function serve(next: () => Promise<Question>): Promise<void> {
  const first = await next();
  if (first.type !== 'open') throw new Error('a database is opened first');
  const { source } = first;
  watchMemory(0, (gigabytes) => {
    say({
      type: 'error',
      error: toErrorInfo(badQuery(source, `it takes more than ${gigabytes} GB of memory`)),
    });
  });
  await openSqlite(source, undefined, async (database) => {
    say({ type: 'opened' });
    for (;;) {
      const question = await next();
      try {
        await obey(database, question, next);
      } catch (error) {
        say({ type: 'problem', message: (error as Error).message });
      }
    }
  });
}

async function obey(
  database: SqliteReader,
  question: Question,
  next: () => Promise<Question>,
): Promise<void> {
  if (question.type === 'names') say({ type: 'names', names: await database.names(question.select) });
  if (question.type !== 'rows') return;
  await database.rows(question.select, async (rows) => {
    say({ type: 'rows', rows });
    // The next ones when these are used up.
    await next();
  });
  say({ type: 'done' });
}

function say(answer: Answer): void {
  process.send?.(answer);
}
