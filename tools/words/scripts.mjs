// Sentences in scripts: said by `say`, or not yet.
import { isReadable, joinParts, parseSource, results, templateParts, TEXT_NAMES, walk } from './syntax.mjs';

/** Functions whose arguments are messages, and which of them. */
const SAYING = { say: [0], sentence: [0], sayCount: [1, 2], formatQuantity: [1, 2] };
/** What is told to programmers, compared or looked for is for no reader. */
const NOT_READ =
  /^(present|at|assertNever|fail|querySelector(All)?|closest|matches|addEventListener|includes|startsWith|endsWith|replace(All)?|split|join|test|on|get|set|has|getAttribute|setAttribute|setProperty|getPropertyValue|createElement|dispatchEvent|pick|omit|literal|enum|indexOf|defineProperty|appendAttribute)$/;
const KEYS =
  /^(Escape|Enter|Tab|Home|End|Delete|Backspace|Insert|Arrow(Up|Down|Left|Right)|Page(Up|Down)|Shift|Control|Alt|Meta|Ctrl|Cmd|Space|Files|Text|NaN|Infinity)$/;
const MARKUP = /^[.#[/<]|var\(--|:|=>|[{}<>\\]|^[a-z]+[A-Z]|\.(json|csv|ts)$|^[MLhvZ][\d ]/;

function callee(node) {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return '';
  const { callee: called } = node;
  return called.type === 'Identifier' ? called.name : (called.property?.name ?? '');
}

/** Messages of calls of `say` and its like. */
export function saidMessages(file, source) {
  const { tree, shift } = parseSource(file, source);
  const messages = [];
  walk(tree, (node) => {
    const places = Object.hasOwn(SAYING, callee(node)) ? SAYING[callee(node)] : undefined;
    if (places === undefined || node.type !== 'CallExpression') return;
    const given = places.map((place) => node.arguments[place]);
    const at = node.start - shift;
    if (callee(node) === 'say' || callee(node) === 'sentence') {
      for (const one of results(given[0])) messages.push({ text: written(one), at });
      return;
    }
    const [ones, manys] = [results(given[0]), given[1] === undefined ? null : results(given[1])];
    ones.forEach((one, i) => {
      const many = manys === null ? `${written(one)}s` : manys[i] === undefined ? null : written(manys[i]);
      if (many !== null) messages.push({ text: `${written(one)}|${many}`, at });
    });
  });
  return messages;
}

function written(node) {
  return node.type === 'Literal' ? node.value : joinParts(templateParts(node)).text;
}

/** Literals and templates of a script that a person would read, and that nothing says yet. */
export function bareSentences(file, source) {
  const { tree, shift } = parseSource(file, source);
  const found = [];
  const part = file.endsWith('.svelte') ? [tree.instance, tree.module, tree.fragment] : tree;
  walk(part, (node, parents) => {
    if (/^(TS(?!As|Satisfies|NonNull)|Import|ExportAll)/.test(node.type)) return false;
    if (/^(Text|Comment|StyleDirective|ClassDirective)$/.test(node.type)) return false;
    if (node.type === 'Attribute' && !node.name.startsWith('on')) {
      // What the build says already.
      if (TEXT_NAMES.has(node.name)) return false;
      if (!/^(options|items|columns|rows|tabs|facts)$/.test(node.name)) return false;
    }
    if (node.type === 'NewExpression' && /Error$/.test(callee(node))) return false;
    if (
      node.type === 'CallExpression' &&
      (Object.hasOwn(SAYING, callee(node)) || NOT_READ.test(callee(node)))
    ) {
      for (const argument of node.arguments) if (!results(argument).length) walk(argument, () => true);
      return false;
    }
    const [parent] = parents;
    const isText = node.type === 'Literal' ? typeof node.value === 'string' : node.type === 'TemplateLiteral';
    if (!isText || parent === undefined) return;
    if (parent.type === 'TaggedTemplateExpression' || parent.type === 'TSLiteralType') return;
    if (parent.type === 'BinaryExpression' && parent.operator !== '+') return;
    if (parent.type === 'SwitchCase' || (parent.type === 'MemberExpression' && parent.property === node))
      return;
    if (parent.type === 'Property' && parent.key === node) return;
    if (parent.type === 'ArrayExpression' && /^(Set|Map)$/.test(callee(parents[1] ?? {}))) return;
    // In markup the build says what stands in these places.
    const isMarkup = parents.some(({ type }) => type === 'Fragment');
    const property = parents.find(({ type }) => type === 'Property');
    const isNamed =
      property !== undefined && TEXT_NAMES.has(property.key?.name) && results(property.value).includes(node);
    if (
      isMarkup &&
      (isNamed || (parents.some(({ type }) => type === 'ExpressionTag') && isResultOfTag(node, parents)))
    )
      return;
    const text = written(node);
    const plain = text.replace(/\{\w+\}/g, '');
    if (!isReadable(plain) || KEYS.test(plain)) return;
    if (isNamed || isSentence(plain, text)) found.push({ node, text, at: node.start - shift });
  });
  return found;
}

function isResultOfTag(node, parents) {
  const tag = parents.find(({ type }) => type === 'ExpressionTag');
  return tag !== undefined && results(tag.expression).includes(node);
}

function isSentence(plain, text) {
  if (MARKUP.test(plain.replace(/: /g, ' '))) return false;
  if (/^\p{Lu}\p{Ll}+(?:[ ,.…:?!(–-]|$)/u.test(text)) return true;
  return (
    /\p{L}{2,}[,;:]? \p{L}{1,}/u.test(plain) ||
    /…$/.test(plain) ||
    (/\{/.test(text) && /(^| )\p{Ll}{3,}( |$)/u.test(plain))
  );
}
