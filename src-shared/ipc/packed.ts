declare const held: unique symbol;

/**
 * A large answer as JSON: the bridge to the window copies every value of an answer by itself, and a text is one.
 * It is of finite numbers, texts, booleans, null, lists and plain objects.
 */
export interface Packed<T> {
  readonly json: string;
  /** Never there: the type of what is packed. */
  readonly [held]?: T;
}

export function pack<T>(value: T): Packed<T> {
  return { json: JSON.stringify(value) };
}

export function unpack<T>({ json }: Packed<T>): T {
  return JSON.parse(json) as T;
}
