// Sentences in the markup of a component: they are messages without a mark; the build has them said in the
// person's language. What a script says is marked there: see scripts.mjs.
import {
  Edits,
  isReadable,
  joinParts,
  parseSource,
  quote,
  results,
  TEXT_NAMES,
  walk,
  wrapResult,
} from './syntax.mjs';

const CALL = '__say';
/** What stands in them is to be typed or copied, or is somebody's data. */
const NOT_SENTENCES = new Set(['code', 'kbd', 'pre', 'bdi', 'style', 'script', 'samp']);

/**
 * A component with its sentences said, and what they are in English.
 * @param file its name; lines stay where they are
 * @param from where `say` is imported from
 * @returns code, or null where it has no sentence
 */
export function sayMarkup(file, source, from) {
  const { tree } = parseSource(file, source);
  const edits = new Edits();
  const messages = [];
  const note = (node, text) => messages.push({ text, at: node.start });
  const wrap = (expression) => {
    for (const node of results(expression)) {
      const written =
        node.type === 'Literal' ? node.value : node.quasis.map(({ value }) => value.cooked).join('');
      if (isReadable(written)) note(node, wrapResult(node, edits, source, 0, CALL));
      if (node.type === 'TemplateLiteral') node.expressions.forEach(wrap);
    }
  };
  walk(tree.fragment, (node, parents) => {
    if (node.type === 'RegularElement' && NOT_SENTENCES.has(node.name)) {
      walk(node.attributes, (inner) => visitAttribute(inner));
      return false;
    }
    if (node.type === 'Fragment') sayText(node.nodes);
    if (node.type === 'ExpressionTag' && parents[0]?.type === 'Fragment') wrap(node.expression);
    return visitAttribute(node);
  });

  function visitAttribute(node) {
    if (node.type === 'Attribute' && TEXT_NAMES.has(node.name) && node.value !== true) {
      const { value } = node;
      if (!Array.isArray(value)) wrap(value.expression);
      else if (isReadable(literals(value))) {
        sayParts(value, node.start, node.end, `${node.name}={`, '}');
        for (const part of value) if (part.type === 'ExpressionTag') wrap(part.expression);
      }
    }
    if (node.type === 'Property' && !node.computed && TEXT_NAMES.has(node.key.name)) wrap(node.value);
    return true;
  }

  /** Runs of text and expressions between tags and blocks. */
  function sayText(nodes) {
    let run = [];
    const end = () => {
      if (isReadable(literals(run))) sayParts(...trimmed(run), '{', '}');
      run = [];
    };
    for (const node of nodes) {
      if (node.type === 'Text' || node.type === 'ExpressionTag') run.push(node);
      else end();
    }
    end();
  }

  /** Without the blanks around it, and without expressions at its ends that only blanks part from it. */
  function trimmed(run) {
    const parts = run.map((node) => ({ ...node }));
    const first = parts[0];
    if (first.type === 'Text') {
      const blanks = first.data.length - first.data.trimStart().length;
      first.start += blanks;
      first.data = first.data.trimStart();
    }
    const last = parts.at(-1);
    if (last.type === 'Text') {
      const blanks = last.data.length - last.data.trimEnd().length;
      last.end -= blanks;
      last.data = last.data.trimEnd();
    }
    const kept = parts.filter((part) => part.type !== 'Text' || part.data !== '');
    return [kept, kept[0].start, kept.at(-1).end];
  }

  function sayParts(parts, start, end, open, close) {
    const { text, names } = joinParts(
      parts.map((part) => (part.type === 'Text' ? part.data.replace(/[ \t\r\n]+/g, ' ') : part.expression)),
    );
    note({ start }, text);
    const tags = parts.filter(({ type }) => type === 'ExpressionTag').map(({ expression }) => expression);
    const lines = (from, to) => '\n'.repeat(source.slice(from, to).split('\n').length - 1);
    const head = `${open}${CALL}(${quote(text)}`;
    if (tags.length === 0) {
      edits.replace(start, end, `${head})${lines(start, end)}${close}`);
      return;
    }
    edits.replace(start, tags[0].start, `${head}, { ${names[0]}: (${lines(start, tags[0].start)}`);
    for (const [i, tag] of tags.entries()) {
      const next = tags[i + 1];
      const gap = lines(tag.end, next?.start ?? end);
      edits.replace(
        tag.end,
        next?.start ?? end,
        next === undefined ? `)${gap} })${close}` : `),${gap} ${names[i + 1]}: (`,
      );
    }
  }

  if (messages.length === 0) return { code: null, messages };
  const line = `import { say as ${CALL} } from '${from}';`;
  if (tree.instance === null) edits.insert(0, `<script lang="ts">${line}</script>`);
  else edits.insert(tree.instance.content.start, line);
  return { code: edits.apply(source), messages };
}

function literals(parts) {
  return parts.map((part) => (part.type === 'Text' ? part.data : ' ')).join('');
}
