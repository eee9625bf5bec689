/**
 * Colours that runs are given in turn, as stored in run.json: the light theme's values. The window
 * shows the dark theme's colour of the same index.
 */
export const RUN_COLOURS = [
  '#0066b3',
  '#c2570c',
  '#00805e',
  '#a8418b',
  '#6f5bd0',
  '#8a6d00',
  '#0a8aa6',
  '#b3374f',
] as const;
