// vitest's set-up of each test file: long arrays of the same values are found equal at once.
import { expect } from 'vitest';

const ADDED = Symbol.for('benchtop.test-equality');

/** Shorter arrays gain nothing. */
const MIN_LENGTH = 64;

/** @type {(value: unknown) => value is import('node:util').types.TypedArray} */
const isTypedArray = (value) => ArrayBuffer.isView(value) && !(value instanceof DataView);

/** @type {(array: ArrayBufferView) => Buffer} */
const bytesOf = ({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength);

/** Whether an array is a plain one without holes and further properties. @param {unknown} value */
const isPlainArray = (value) =>
  Array.isArray(value) &&
  Object.getPrototypeOf(value) === Array.prototype &&
  Object.keys(value).length === value.length;

/**
 * Says "equal" of arrays of one type with the same bytes or the same plain values. Of all others it says nothing:
 * vitest compares those element by element, at some microseconds each, and shows where they differ.
 * @param {unknown} a
 * @param {unknown} b
 * @returns {true | undefined}
 */
export function areSameArrays(a, b) {
  if (isTypedArray(a) && isTypedArray(b)) {
    const isAlike = Object.getPrototypeOf(a) === Object.getPrototypeOf(b) && a.length === b.length;
    return isAlike && a.length >= MIN_LENGTH && bytesOf(a).equals(bytesOf(b)) ? true : undefined;
  }
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length || a.length < MIN_LENGTH)
    return undefined;
  for (let i = 0; i < a.length; i++) {
    if (typeof a[i] === 'object' || typeof a[i] === 'function' || !Object.is(a[i], b[i])) return undefined;
  }
  return isPlainArray(a) && isPlainArray(b) ? true : undefined;
}

// Test files share a process, and the list of testers with it.
if (!Reflect.has(globalThis, ADDED)) {
  Reflect.set(globalThis, ADDED, true);
  expect.addEqualityTesters([areSameArrays]);
}
