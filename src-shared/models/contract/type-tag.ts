/** Type that a value belongs to, for what exists in types alone; nothing at run time. */
export interface TypeTag<T> {
  readonly type?: T;
}

/** Tag of a type: `frame: typeTag<NetworkFrame>()`. */
export function typeTag<T>(): TypeTag<T> {
  return {};
}
