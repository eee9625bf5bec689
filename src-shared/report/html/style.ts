/** Colours of runs, classes and clusters by theme: those of the window. */
const LIGHT = ['#0066b3', '#c2570c', '#00805e', '#a8418b', '#6f5bd0', '#8a6d00', '#0a8aa6', '#b3374f'];
const DARK = ['#58a6ef', '#f0924a', '#3dbf95', '#e07fc4', '#a597f5', '#d4b13a', '#45c0dc', '#ef7f93'];

/** Steps of a surface's colours. */
const LEVEL_NAMES = Array.from({ length: 10 }, (_, i) => `level-${i}`);

/** Colours of the steps between three colours. */
function levels(low: string, mid: string, high: string): string {
  return LEVEL_NAMES.map((name, i) => {
    const share = (i + 0.5) / LEVEL_NAMES.length;
    const [end, part] = share < 0.5 ? [low, 1 - 2 * share] : [high, 2 * share - 1];
    return `--${name}: ${mixed(mid, end, part)};`;
  }).join(' ');
}

/** `share` of b and the rest of a, both as #rrggbb. */
function mixed(a: string, b: string, share: number): string {
  const parts = [1, 3, 5].map((at) => {
    const [from, to] = [a, b].map((colour) => parseInt(colour.slice(at, at + 2), 16)) as [number, number];
    return Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${parts.join('')}`;
}

const LIGHT_TOKENS = `color-scheme: light;
  --bg: #ffffff; --text: #171c24; --text-2: #4d5868; --border: #dfe2e7; --grid: #e9ebef; --axis: #5f6975;
  --sunken: #f4f5f7; --warn: #8f5a00; --warn-weak: #fcefd6; --accent: #0b6e6e; --accent-weak: #dcefee;
  --low: #c2570c; --high: #1f6fb5; ${levels('#d9772b', '#f2f1ee', '#1f6fb5')} --right: 31 111 181; --wrong: 194 87 12;
  ${LIGHT.map((colour, i) => `--hue-${i + 1}: ${colour};`).join(' ')}`;

const DARK_TOKENS = `color-scheme: dark;
  --bg: #10141a; --text: #e7ebf0; --text-2: #a9b4c2; --border: #313b48; --grid: #222a34; --axis: #8793a2;
  --sunken: #171c24; --warn: #e3b04b; --warn-weak: #33270f; --accent: #4cc3bd; --accent-weak: #12343a;
  --low: #e08a3c; --high: #4f9fe6; ${levels('#e08a3c', '#2a313b', '#4f9fe6')} --right: 79 159 230; --wrong: 224 138 60;
  ${DARK.map((colour, i) => `--hue-${i + 1}: ${colour};`).join(' ')}`;

/** Bands of a surface from low over the middle to high, mixed here: not every browser can. */
const LEVELS = LEVEL_NAMES.map((name) => `.${name} { fill: var(--${name}); }`).join('\n');

const CONFUSION = [0, 1, 2, 3, 4, 5]
  .map(
    (i) =>
      `.right-${i} { background: rgb(var(--right) / ${i * 0.085}); } .wrong-${i} { background: rgb(var(--wrong) / ${i * 0.085}); }`,
  )
  .join('\n');

const HUES = LIGHT.map((_, i) => `.hue-${i + 1} { --own: var(--hue-${i + 1}); }`).join('\n');

/** The report's style sheet: both themes by what the reader prefers, and paper. */
export const STYLE = `
:root { ${LIGHT_TOKENS} }
@media screen and (prefers-color-scheme: dark) { :root { ${DARK_TOKENS} } }
* { box-sizing: border-box; }
html { background: var(--bg); color: var(--text); font: 400 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; -webkit-text-size-adjust: 100%; }
body { max-width: 940px; margin: 0 auto; padding: 40px 28px 72px; }
h1 { margin: 0 0 4px; font-size: 28px; line-height: 1.2; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h2 { margin: 44px 0 12px; padding-bottom: 6px; border-bottom: 1px solid var(--border); font-size: 20px; line-height: 1.3; overflow-wrap: anywhere; }
h3 { margin: 28px 0 8px; font-size: 16px; }
p, ul { margin: 8px 0; }
ul { padding-left: 20px; }
a { color: var(--accent); }
.lead { margin: 0; color: var(--text-2); }
.kind { margin: 0 0 6px; color: var(--accent); font-size: 12.5px; font-weight: 600; letter-spacing: 0.06em; text-transform: uppercase; }
nav ol { display: flex; flex-wrap: wrap; gap: 2px 18px; margin: 18px 0 0; padding: 0; list-style: none; font-size: 14px; }
nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }
.note, figcaption { color: var(--text-2); font-size: 13px; line-height: 1.45; overflow-wrap: anywhere; }
.remark { padding-left: 12px; border-left: 3px solid var(--border); white-space: pre-wrap; overflow-wrap: anywhere; }
.quote { white-space: normal; color: var(--text-2); }
.rule { margin: 20px 0; color: var(--text-2); text-align: center; }
.warn { padding: 9px 13px; border-radius: 7px; background: var(--warn-weak); color: var(--text); overflow-wrap: anywhere; }
dl { margin: 8px 0 14px; }
dl > div { display: grid; grid-template-columns: 190px minmax(0, 1fr); gap: 16px; padding: 4px 0; border-bottom: 1px solid var(--grid); }
dt { color: var(--text-2); }
dd { margin: 0; overflow-wrap: anywhere; }
dd ul { margin: 0; padding-left: 18px; }
code, pre { font: 13px/1.5 ui-monospace, "JetBrains Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { margin: 8px 0; padding: 12px 14px; border-radius: 7px; background: var(--sunken); white-space: pre-wrap; }
.scroll { margin: 14px 0 6px; overflow-x: auto; }
.scroll:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { min-width: 46%; border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
caption { padding: 0 0 6px; font-size: 13.5px; font-weight: 600; text-align: left; }
th, td { padding: 5px 14px 5px 0; border-bottom: 1px solid var(--grid); text-align: left; vertical-align: top; }
thead th { border-bottom: 1px solid var(--axis); color: var(--text-2); font-weight: 600; font-size: 13px; vertical-align: bottom; }
tbody th { font-weight: 400; overflow-wrap: anywhere; }
tbody tr:last-child > * { border-bottom-color: var(--border); }
.n { text-align: right; white-space: nowrap; }
.settings { width: 100%; }
.settings th, .settings td { overflow-wrap: anywhere; }
.settings td:last-child { color: var(--text-2); }
.changed th, .changed td:nth-child(2) { font-weight: 600; }
.changed th::before { content: "● "; color: var(--accent); }
.confusion td, .confusion th { padding: 6px 12px; }
.confusion tbody th, .confusion thead th:first-child { padding-left: 0; }
.confusion td { border: 2px solid var(--bg); border-radius: 4px; }
${CONFUSION}
.pair { display: flex; flex-wrap: wrap; gap: 8px 40px; }
.pair > div { flex: 1 1 340px; min-width: 0; }
.figures { display: flex; flex-wrap: wrap; gap: 12px 28px; margin: 12px 0; }
.figures > figure { flex: 1 1 270px; max-width: 380px; }
.figures.wide > figure { flex: 1 1 380px; max-width: 428px; }
figure { max-width: 600px; margin: 14px 0; }
.figures > figure { margin: 0; }
svg { display: block; max-width: 100%; height: auto; overflow: visible; }
figure > svg svg { overflow: hidden; }
figcaption { margin-top: 4px; }
.grid { stroke: var(--grid); }
.axis { fill: none; stroke: var(--axis); }
.tick { fill: var(--text-2); font-size: 11px; font-variant-numeric: tabular-nums; }
.label { fill: var(--text); font-size: 12px; }
.line { fill: none; stroke: var(--own, var(--text)); stroke-width: 1.7; stroke-linejoin: round; }
.dashed { stroke-dasharray: 6 4; }
.faint { opacity: 0.7; stroke-width: 1.3; }
.single { opacity: 0.35; stroke-width: 0.8; }
.chance { stroke: var(--axis); stroke-width: 1; stroke-dasharray: 2 3; }
.plain { stroke: var(--text); }
.band { fill: var(--own); opacity: 0.2; stroke: none; }
.points { fill: none; stroke: var(--own, var(--hue-1)); stroke-width: 4.2; stroke-linecap: round; stroke-opacity: 0.62; }
.halo { fill: none; stroke: var(--bg); stroke-width: 9; stroke-linecap: round; }
.points.low { stroke: var(--low); stroke-width: 6; stroke-opacity: 1; }
.points.high { stroke: var(--high); stroke-width: 6; stroke-opacity: 1; }
.dot.low { fill: var(--low); }
.dot.high { fill: var(--high); }
.dot { fill: var(--own); }
.ring { fill: none; stroke: var(--text); stroke-width: 1.6; }
.center { fill: var(--own); stroke: var(--text); stroke-width: 2; }
.bar { fill: var(--own, var(--hue-1)); }
.bar.high { fill: var(--high); }
.bar.low { fill: var(--low); }
.whisker { fill: none; stroke: var(--text); stroke-width: 1.2; }
.cells { shape-rendering: crispEdges; }
.region { fill: var(--own); opacity: 0.22; }
.swatch { display: inline-block; width: 0.7em; height: 0.7em; margin-right: 0.5em; border-radius: 3px; background: var(--own); }
${HUES}
${LEVELS}
${[1, 2, 3, 4, 5].map((i) => `.density-${i} { fill: var(--hue-1); opacity: ${0.12 + i * 0.17}; }`).join('\n')}
.legend { display: flex; flex-wrap: wrap; gap: 2px 18px; margin: 4px 0 0; padding: 0; list-style: none; font-size: 13px; }
.legend li { display: flex; align-items: center; gap: 7px; min-width: 0; overflow-wrap: anywhere; }
.legend svg { flex: none; }
footer { margin-top: 56px; padding-top: 12px; border-top: 1px solid var(--border); color: var(--text-2); font-size: 13px; }
@media screen and (max-width: 640px) { dl > div { grid-template-columns: 1fr; gap: 0; } body { padding: 24px 16px 48px; } }
@page { size: A4; margin: 17mm 16mm 18mm; }
@media print {
  html { font-size: 10.5pt; }
  body { max-width: none; padding: 0; }
  nav { display: none; }
  h1 { font-size: 20pt; }
  h2 { margin-top: 22pt; font-size: 14pt; }
  h3 { font-size: 11.5pt; }
  h1, h2, h3, caption { break-after: avoid; }
  article { break-before: page; }
  figure, .warn, tr, dl > div, li, .short, .confusion { break-inside: avoid; }
  thead { display: table-header-group; }
  table { font-size: 9.5pt; }
  th, td { padding: 3pt 8pt 3pt 0; }
  .scroll { overflow: visible; }
  .note, figcaption, caption, .legend, thead th { font-size: 9pt; }
  code, pre { font-size: 8.5pt; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`;
