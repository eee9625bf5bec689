// What the finders of sentences share: sources as trees, and the messages in expressions.
import { parse } from 'svelte/compiler';

const SCRIPT = '<script lang="ts">';

/** Names of attributes, properties and properties of objects whose value a person reads. */
export const TEXT_NAMES = new Set([
  ...['label', 'title', 'aria-label', 'data-tip', 'hint', 'text', 'placeholder', 'sub', 'note', 'emptyMeans'],
  ...['valueText', 'aria-valuetext', 'actionLabel', 'none', 'otherName', 'tip', 'about', 'action', 'error'],
  ...['alt', 'of', 'caption', 'heading', 'message', 'help', 'unit', 'description', 'aria-description'],
]);

/** Names that no language translates. */
const NAMES =
  /\b(Benchtop|TensorFlow|Electron|Node|SVG|PNG|CSV|TSV|JSON|SQL|UTF-8|SHA-256|WebGL|RMSE|MAE|ROC|PCA|ARI|NMI|k-means|SVM|XNOR|XOR|Pearson|Spearman|Adam|AdamW|Adagrad|RMSprop|Nesterov|Huber|Parquet|Keras|Python|Ctrl|px|mm|dpi)\b/g;

/** Whether a person would read it in another language: two letters side by side, at least, that are no name. */
export function isReadable(text) {
  return /\p{L}{2}/u.test(text.replace(NAMES, '')) && !ADDRESS.test(text);
}

/** Of a page of the guide. */
const ADDRESS = /^[\w-]+#[\w-]+$/;

let last = { file: '', source: '', found: null };

/** @param file name of a `.svelte` or `.ts` file. Of the last one the tree is kept: several look for something in it. */
export function parseSource(file, source) {
  if (last.found === null || last.file !== file || last.source !== source)
    last = { file, source, found: parseAnew(file, source) };
  return last.found;
}

function parseAnew(file, source) {
  if (file.endsWith('.svelte')) return { tree: parse(source, { modern: true, filename: file }), shift: 0 };
  const tree = parse(`${SCRIPT}${source.replaceAll('</script', '<-script')}</script>`, {
    modern: true,
    filename: file,
  });
  return { tree, shift: SCRIPT.length };
}

/** Calls `visit` with each node and those around it, the nearest first; what it returns false for is not entered. */
export function walk(node, visit, parents = []) {
  if (Array.isArray(node)) {
    for (const one of node) walk(one, visit, parents);
    return;
  }
  if (node === null || typeof node !== 'object') return;
  const isNode = typeof node.type === 'string';
  if (isNode && visit(node, parents) === false) return;
  const around = isNode ? [node, ...parents] : parents;
  for (const [key, child] of Object.entries(node)) {
    if (key === 'css' || key === 'loc' || key === 'metadata') continue;
    if (child !== null && typeof child === 'object') walk(child, visit, around);
  }
}

/** The literals and templates that may come out of an expression as they are written. */
export function results(node) {
  switch (node?.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node] : [];
    case 'TemplateLiteral':
      return [node];
    case 'ConditionalExpression':
      return [...results(node.consequent), ...results(node.alternate)];
    case 'LogicalExpression':
      return [...results(node.left), ...results(node.right)];
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      return results(node.expression);
    default:
      return [];
  }
}

/** Name of a value by what it is computed from: `rows` of `file.rows`, `formatCount(file.rows)` and `rows.length`. */
function valueName(node) {
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'MemberExpression':
      if (node.computed) return valueName(node.object);
      return ['length', 'label', 'size'].includes(node.property.name)
        ? valueName(node.object)
        : node.property.name;
    case 'ChainExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
      return valueName(node.expression);
    case 'CallExpression': {
      const [first] = node.arguments;
      const ofText = [
        'join',
        'toLowerCase',
        'trim',
        'slice',
        'replace',
        'replaceAll',
        'map',
        'toString',
        'filter',
      ];
      if (node.callee.type === 'MemberExpression' && ofText.includes(node.callee.property.name))
        return valueName(node.callee.object);
      if (first !== undefined && first.type !== 'Literal' && first.type !== 'SpreadElement')
        return valueName(first);
      return valueName(node.callee);
    }
    case 'LogicalExpression':
      return valueName(node.left);
    case 'BinaryExpression':
      return valueName(node.left.type === 'Literal' ? node.right : node.left);
    default:
      return 'value';
  }
}

/**
 * A message of literal parts with expressions between them.
 * @param parts literal texts and expressions in their order
 * @returns text with `{names}`, and the name of each expression
 */
export function joinParts(parts) {
  const names = [];
  const text = parts.map((part) => {
    if (typeof part === 'string') return part;
    const wanted = valueName(part).replace(/[^A-Za-z0-9_]/g, '') || 'value';
    let name = wanted;
    for (let n = 2; names.includes(name); n++) name = `${wanted}${n}`;
    names.push(name);
    return `{${name}}`;
  });
  return { text: text.join(''), names };
}

/** Literal parts and expressions of a template. */
export function templateParts({ quasis, expressions }) {
  return quasis.flatMap((quasi, i) =>
    i < expressions.length ? [quasi.value.cooked, expressions[i]] : [quasi.value.cooked],
  );
}

/** What is changed in a source, by places in it. */
export class Edits {
  #edits = [];

  replace(start, end, text) {
    this.#edits.push({ start, end, text });
  }

  insert(at, text) {
    this.#edits.push({ start: at, end: at, text });
  }

  apply(source) {
    // At one place what is inserted ends something, and comes first.
    const sorted = this.#edits.sort((a, b) => a.start - b.start || a.end - b.end);
    let out = '';
    let at = 0;
    for (const { start, end, text } of sorted) {
      out += source.slice(at, start) + text;
      at = end;
    }
    return out + source.slice(at);
  }
}

/** A literal or template as a call of `say`; lines stay where they are. */
export function wrapResult(node, edits, source, shift, call) {
  if (node.type === 'Literal') {
    edits.insert(node.start - shift, `${call}(`);
    edits.insert(node.end - shift, ')');
    return node.value;
  }
  const { text, names } = joinParts(templateParts(node));
  const { expressions } = node;
  if (expressions.length === 0) {
    edits.insert(node.start - shift, `${call}(`);
    edits.insert(node.end - shift, ')');
    return text;
  }
  const [first] = expressions;
  edits.replace(node.start - shift, first.start - shift, `${call}(${quote(text)}, { ${names[0]}: `);
  for (const [i, { end }] of expressions.entries()) {
    const next = expressions[i + 1];
    edits.replace(
      end - shift,
      (next?.start ?? node.end) - shift,
      next === undefined ? ' })' : `, ${names[i + 1]}: `,
    );
  }
  return text;
}

/** As our sources quote it. */
export function quote(text) {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}
