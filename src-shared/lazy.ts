/**
 * What `make` gives, made when something of it is first asked for. A program builds a hundred schemas
 * before it can begin, and needs few of them to do so.
 */
export function lazy<T extends object>(make: () => T): T {
  let made: T | undefined;
  const get = (): T => (made ??= make());
  return new Proxy({} as T, {
    // Methods of the made thing must find it as `this`.
    get: (_, key) => Reflect.get(get(), key) as unknown,
    has: (_, key) => Reflect.has(get(), key),
  });
}

/**
 * How a document is read of which there are few. Zod writes a function for each schema that it reads
 * with: V8 takes longer to compile it than it saves in some hundred documents.
 */
export const JITLESS = { jitless: true } as const;
