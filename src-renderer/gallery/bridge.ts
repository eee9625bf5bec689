import { FakeApi } from '../testing/fake-api';

/** Main process of the gallery: specimens set its answers, and show what it was asked. */
export const main = new FakeApi();

/** Puts the fake main process where the preload script puts the real one. */
export function installBridge(): void {
  Object.assign(globalThis, { benchtop: main.api });
}
