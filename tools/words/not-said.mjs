// Texts of scripts that look like sentences and are none of the window's in another language.

/** By the file, or its folder: what of it is not said, and why. */
const NOT_SAID = [
  // Selectors, styles and media types.
  [/^src-renderer\//, /^(\((prefers|forced)-|linear-gradient|\d+px |td, th|main (section|header)|nav\[)/],
  [/^src-renderer\/charts\/figure\/svg-context\.ts$/, /^(gradient|clip|mark)\{/],
  [/^src-main\/window\//, /^(text\/|not found$|deny$)/],
  [/^src-renderer\/charts\/stage\/theme\.ts$/, /^(Canvas|CanvasText|GrayText|Highlight)$/],
  // Keys of edits and ids of lines.
  [/^src-renderer\/state\//, /^(settings|curves|filter|form) \{\w+\}$/],
  [/^src-renderer\/views\/run\/curve\//, /^\{id\} /],
  [/^src-renderer\/charts\/network\/graph\//, /^more\{column\}$/],
  // Names of groups: PALETTE_GROUPS says them.
  [/(palette-entries\.ts|CommandPalette\.svelte|ColumnList\.svelte)$/, /^[A-Z][a-z]+( [a-z]+)?$/],
  // Names of encodings and of missing values, as files have them, and names made of parts.
  [/^src-shared\/dataset\/(encodings|na)\.ts$/, /./],
  [/^src-shared\/run\/figures\/metrics\.ts$/, /^val\{/],
  // Names of tests, as JSON has them: testPhrase says them.
  [
    /^src-shared\/compare\/verdict\//,
    /^(McNemar, exact|(corrected resampled|paired) t( over rows)?|seed \{seed\})$/,
  ],
  // Sentences of main and of workers, which stand in records and logs too: see docs/decisions/messages.md.
  [/^src-shared\/(checked|errors|system-errors)\.ts$/, /./],
  [/^src-main\/window\/(app-protocol|dev-server|figure\/figure-files|report\/report-(page|files))\.ts$/, /./],
];

export function isNotSaid(path, text) {
  return NOT_SAID.some(([files, texts]) => files.test(path) && texts.test(text));
}
