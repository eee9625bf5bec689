/** Benchtop's version, put in by the build. */
declare const __APP_VERSION__: string;

/** Address of the dev server that has the page, under `npm run dev`; null in every other build. */
declare const __DEV_SERVER__: string | null;

/** A Python file's text, put in by the build. */
declare module '*.py?raw' {
  const text: string;
  export default text;
}
