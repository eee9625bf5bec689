import "node:module";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "electron-vite";
import { readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join, normalize, relative, resolve, sep } from "node:path";
import { parse } from "svelte/compiler";
// src-shared/help/anchor.ts
function toAnchor(heading) {
	return heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "").trim().replace(/\s/g, "-");
}
// src-shared/help/page.ts
/** The words of a line without what is marked. */
function plainText(parts) {
	return parts.map((part) => typeof part === "string" ? part : part.kind === "code" ? part.text : plainText(part.parts)).join("");
}
// vite.guide.ts
/**
* The guide in the window: docs/guide becomes data when the page is built, so that nothing is read, and
* no markup is made, while it runs. Of Markdown it knows what those pages use, and refuses the rest.
*/
const MODULE = "virtual:guide";
const ROW = /^\|.*\|$/;
const ITEM = /^(?:[-*]|\d+\.) +/;
/**
* A page of the guide.
* @param name of its file, without the ending
* @throws Error naming page and line of what is not known
*/
function parsePage(name, text) {
	const lines = text.replaceAll("\r\n", "\n").split("\n");
	const blocks = [];
	const anchors = /* @__PURE__ */ new Set();
	let at = 0;
	const refuse = (why) => {
		throw new Error(`docs/guide/${name}.md:${at + 1}: ${why}`);
	};
	/** Lines from here on for which `belongs` holds. */
	const takeWhile = (belongs) => {
		const taken = [];
		for (let line = lines[at]; line !== void 0 && belongs(line); line = lines[++at]) taken.push(line);
		return taken;
	};
	const inline = (source) => parseInline(name, source);
	while (at < lines.length) {
		const line = lines[at] ?? "";
		const heading = /^(#{1,3}) (.+)$/.exec(line);
		const picture = /^!\[([^\]]*)\]\(([^)]+)\)$/.exec(line);
		if (line.trim() === "") at++;
		else if (heading !== null) {
			const parts = inline(heading[2] ?? "");
			const anchor = toAnchor(plainText(parts));
			if (anchors.has(anchor)) refuse(`There are two headings "${plainText(parts)}".`);
			anchors.add(anchor);
			blocks.push({
				kind: "heading",
				level: heading[1]?.length ?? 1,
				anchor,
				parts
			});
			at++;
		} else if (picture !== null) {
			blocks.push({
				kind: "picture",
				source: picture[2] ?? "",
				text: picture[1] ?? ""
			});
			at++;
		} else if (line.startsWith("```")) {
			at++;
			const code = takeWhile((other) => other !== "```");
			if (lines[at] === void 0) refuse("This code has no end.");
			at++;
			blocks.push({
				kind: "code",
				text: code.join("\n")
			});
		} else if (ROW.test(line)) {
			const [head, rule, ...rows] = takeWhile((other) => ROW.test(other)).map(cellsOf);
			if (head === void 0 || rule?.every((cell) => /^:?-+:?$/.test(cell)) !== true) refuse("A table needs a head and a rule below it.");
			blocks.push({
				kind: "table",
				head: (head ?? []).map(inline),
				rows: rows.map((cells) => cells.map(inline))
			});
		} else if (ITEM.test(line)) {
			const items = takeWhile((other) => ITEM.test(other));
			if (/^\s+\S/.test(lines[at] ?? "")) refuse("An item of a list is one line.");
			blocks.push({
				kind: "list",
				ordered: /^\d/.test(line),
				items: items.map((item) => inline(item.replace(ITEM, "")))
			});
		} else if (/^(\s|>|<|#|=|\|)/.test(line)) refuse(`This Markdown is not known here: ${line}`);
		else {
			const words = takeWhile((other) => other.trim() !== "" && !/^(#|```|\||!\[)/.test(other));
			blocks.push({
				kind: "paragraph",
				parts: inline(words.join(" "))
			});
		}
	}
	const [first] = blocks;
	if (first?.kind !== "heading" || first.level !== 1) throw new Error(`docs/guide/${name}.md:1: A page begins with its title.`);
	return {
		name,
		title: plainText(first.parts),
		blocks
	};
}
/** Cells of a row of a table; a bar behind a backslash is text. */
function cellsOf(row) {
	return row.slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}
const MARKED = /`([^`]+)`|\*\*(.+?)\*\*|\*([^*\s](?:[^*]*[^*\s])?)\*|\[([^\]]+)\]\(([^)\s]+)\)/g;
function parseInline(page, source) {
	const parts = [];
	let end = 0;
	for (const found of source.matchAll(MARKED)) {
		const [whole, code, strong, emphasis, label, to] = found;
		if (found.index > end) parts.push(source.slice(end, found.index));
		end = found.index + whole.length;
		if (code !== void 0) parts.push({
			kind: "code",
			text: code
		});
		else if (strong !== void 0) parts.push({
			kind: "strong",
			parts: parseInline(page, strong)
		});
		else if (emphasis !== void 0) parts.push({
			kind: "emphasis",
			parts: parseInline(page, emphasis)
		});
		else parts.push(...linkOf(page, label ?? "", to ?? ""));
	}
	if (end < source.length) parts.push(source.slice(end));
	return parts;
}
/** A link into the guide; of any other its words, and its address where that is one of the web. */
function linkOf(page, label, to) {
	const inside = /^(?:([\w-]+)\.md)?(?:#([\w-]+))?$/.exec(to);
	const parts = parseInline(page, label);
	if (inside === null) return /^https?:/.test(to) && to !== label ? [...parts, ` (${to})`] : parts;
	return [{
		kind: "link",
		to: {
			page: inside[1] ?? page,
			anchor: inside[2] ?? null
		},
		parts
	}];
}
/** The module `virtual:guide` of the page: `pages`, made of the folder; pictures become files of the build. */
function guidePages(folder) {
	const files = () => readdirSync(folder).filter((file) => file.endsWith(".md")).sort();
	return {
		name: "guide-pages",
		resolveId: (id) => id === MODULE ? `\0${MODULE}` : null,
		load(id) {
			if (id !== `\0${MODULE}`) return null;
			for (const file of files()) this.addWatchFile(join(folder, file));
			return guideModule(folder, files().map((file) => parsePage(basename(file, ".md"), readFileSync(join(folder, file), "utf8"))));
		}
	};
}
/** Source of the module. @throws Error where a link leads to no page or heading */
function guideModule(folder, pages) {
	const broken = brokenLinks(pages);
	if (broken.length > 0) throw new Error(`The guide leads nowhere: ${broken.join(", ")}`);
	const pictures = [];
	const json = JSON.stringify(pages, (key, value) => {
		if (key !== "source" || typeof value !== "string") return value;
		const path = normalize(resolve(folder, value)).replaceAll("\\", "/");
		if (!pictures.includes(path)) pictures.push(path);
		return `\0${pictures.indexOf(path)}`;
	});
	return `${pictures.map((path, i) => `import picture${i} from ${JSON.stringify(path)};\n`).join("")}export const pages = ${json.replace(/"\\u0000(\d+)"/g, "picture$1")};`;
}
/** Links into the guide that lead to no page, or to no heading of one: "data.md → networks.md#rate". */
function brokenLinks(pages) {
	const anchors = new Map(pages.map(({ name, blocks }) => [name, new Set(blocks.flatMap((block) => block.kind === "heading" ? [block.anchor] : []))]));
	return pages.flatMap(({ name, blocks }) => linksOf(blocks).flatMap(({ page, anchor }) => {
		const found = anchors.get(page);
		if (found !== void 0 && (anchor === null || found.has(anchor))) return [];
		return [`${name}.md → ${page}.md${anchor === null ? "" : `#${anchor}`}`];
	}));
}
/** Every link of some blocks, in their order. */
function linksOf(blocks) {
	const ofLine = (parts) => parts.flatMap((part) => {
		if (typeof part === "string" || part.kind === "code") return [];
		return part.kind === "link" ? [part.to] : ofLine(part.parts);
	});
	return blocks.flatMap((block) => {
		if (block.kind === "heading" || block.kind === "paragraph") return ofLine(block.parts);
		if (block.kind === "list") return block.items.flatMap(ofLine);
		if (block.kind === "table") return [block.head, ...block.rows].flat().flatMap(ofLine);
		return [];
	});
}
// vite.plugins.ts
/** Plugins of the program's builds: what is loaded at a start, and when. */
/**
* The first file of a program, index.cjs, loads the second when it says so, and not before. The bundler may
* have it begin with loading the second, where its own helpers lie, of which the first one uses none: then
* nothing would be gained by their being two.
* @param second name of the file that is loaded later
*/
function startAlone(second) {
	return {
		name: "start-alone",
		generateBundle: (_options, bundle) => {
			const first = bundle["index.cjs"];
			if (first?.type !== "chunk") throw new Error("There is no index.cjs.");
			const loads = `require("./${second}");`;
			const lines = first.code.split("\n").filter((line) => line !== loads);
			if (lines.some((line) => line.startsWith("const ") && line.endsWith(loads))) throw new Error(`index.cjs uses what is in ${second}, and so loads it at once.`);
			first.code = lines.join("\n");
		}
	};
}
const BY_ZOD = "Stores are checked by their zod schema: conf is given no JSON schema.";
/** What conf imports, and why this program never comes there. */
const NEVER_USED = /* @__PURE__ */ new Map([
	["ajv/dist/2020.js", BY_ZOD],
	["ajv-formats", BY_ZOD],
	["semver", "Stored formats have versions of their own: conf is given no migrations."]
]);
/** What conf calls of them. */
const CALLED = [
	"default",
	"clean",
	"eq",
	"gt",
	"lte",
	"satisfies"
];
const MARK = "\0never-used:";
/**
* Leaves out of a build what conf imports and never uses here, 320 KB that each start would compile and run.
* Whoever did use it would be told so by an error.
*/
function lightConf() {
	return {
		name: "light-conf",
		enforce: "pre",
		resolveId: (id, importer) => NEVER_USED.has(id) && /[\\/]node_modules[\\/]conf[\\/]/.test(importer ?? "") ? MARK + id : null,
		load: (id) => {
			const why = id.startsWith(MARK) ? NEVER_USED.get(id.slice(12)) : void 0;
			if (why === void 0) return null;
			return `const refuse = () => { throw new Error(${JSON.stringify(why)}); };
export const Ajv2020 = class { constructor() { refuse(); } };
export default { ${CALLED.map((name) => `${name}: refuse`).join(", ")} };`;
		}
	};
}
const JSON_SCHEMA = /[\\/]node_modules[\\/]zod[\\/]v4[\\/]core[\\/](to-json-schema|json-schema-processors)\.js$/;
/**
* Leaves out of a build how zod writes its schemas as JSON Schema, 18 KB that nothing here asks for and that
* its classes hold on to. Whoever did ask would be told so by an error.
*/
function lightZod() {
	return {
		name: "light-zod",
		enforce: "pre",
		transform: (code, id) => {
			if (!JSON_SCHEMA.test(id)) return null;
			const names = [...[...code.matchAll(/^export (?:function|const) (\w+)/gm)].map(([, name]) => name), ...[...code.matchAll(/^export \{ \w+ as (\w+) \};/gm)].map(([, name]) => name)];
			if (names.length === 0) throw new Error(`zod has no JSON Schema in ${id}: see light-zod.`);
			const made = `const refuse = () => { throw new Error('Schemas of zod are not written as JSON Schema here.'); };
const make = () => refuse;`;
			const exported = names.map((name) => `export const ${name === "process" ? "_process" : name} = ${/^create/.test(name ?? "") ? "make" : "refuse"};`);
			const renamed = names.includes("process") ? ["export { _process as process };"] : [];
			return {
				code: [
					made,
					...exported,
					...renamed
				].join("\n"),
				map: null
			};
		}
	};
}
// tools/words/syntax.mjs
const SCRIPT = "<script lang=\"ts\">";
/** Names of attributes, properties and properties of objects whose value a person reads. */
const TEXT_NAMES = /* @__PURE__ */ new Set([
	...[
		"label",
		"title",
		"aria-label",
		"data-tip",
		"hint",
		"text",
		"placeholder",
		"sub",
		"note",
		"emptyMeans"
	],
	...[
		"valueText",
		"aria-valuetext",
		"actionLabel",
		"none",
		"otherName",
		"tip",
		"about",
		"action",
		"error"
	],
	...[
		"alt",
		"of",
		"caption",
		"heading",
		"message",
		"help",
		"unit",
		"description",
		"aria-description"
	]
]);
/** Names that no language translates. */
const NAMES = /\b(Benchtop|TensorFlow|Electron|Node|SVG|PNG|CSV|TSV|JSON|SQL|UTF-8|SHA-256|WebGL|RMSE|MAE|ROC|PCA|ARI|NMI|k-means|SVM|XNOR|XOR|Pearson|Spearman|Adam|AdamW|Adagrad|RMSprop|Nesterov|Huber|Parquet|Keras|Python|Ctrl|px|mm|dpi)\b/g;
/** Whether a person would read it in another language: two letters side by side, at least, that are no name. */
function isReadable(text) {
	return /\p{L}{2}/u.test(text.replace(NAMES, "")) && !ADDRESS.test(text);
}
/** Of a page of the guide. */
const ADDRESS = /^[\w-]+#[\w-]+$/;
let last = {
	file: "",
	source: "",
	found: null
};
/** @param file name of a `.svelte` or `.ts` file. Of the last one the tree is kept: several look for something in it. */
function parseSource(file, source) {
	if (last.found === null || last.file !== file || last.source !== source) last = {
		file,
		source,
		found: parseAnew(file, source)
	};
	return last.found;
}
function parseAnew(file, source) {
	if (file.endsWith(".svelte")) return {
		tree: parse(source, {
			modern: true,
			filename: file
		}),
		shift: 0
	};
	return {
		tree: parse(`${SCRIPT}${source.replaceAll("<\/script", "<-script")}<\/script>`, {
			modern: true,
			filename: file
		}),
		shift: 18
	};
}
/** Calls `visit` with each node and those around it, the nearest first; what it returns false for is not entered. */
function walk(node, visit, parents = []) {
	if (Array.isArray(node)) {
		for (const one of node) walk(one, visit, parents);
		return;
	}
	if (node === null || typeof node !== "object") return;
	const isNode = typeof node.type === "string";
	if (isNode && visit(node, parents) === false) return;
	const around = isNode ? [node, ...parents] : parents;
	for (const [key, child] of Object.entries(node)) {
		if (key === "css" || key === "loc" || key === "metadata") continue;
		if (child !== null && typeof child === "object") walk(child, visit, around);
	}
}
/** The literals and templates that may come out of an expression as they are written. */
function results(node) {
	switch (node?.type) {
		case "Literal": return typeof node.value === "string" ? [node] : [];
		case "TemplateLiteral": return [node];
		case "ConditionalExpression": return [...results(node.consequent), ...results(node.alternate)];
		case "LogicalExpression": return [...results(node.left), ...results(node.right)];
		case "TSAsExpression":
		case "TSSatisfiesExpression":
		case "TSNonNullExpression": return results(node.expression);
		default: return [];
	}
}
/** Name of a value by what it is computed from: `rows` of `file.rows`, `formatCount(file.rows)` and `rows.length`. */
function valueName(node) {
	switch (node.type) {
		case "Identifier": return node.name;
		case "MemberExpression":
			if (node.computed) return valueName(node.object);
			return [
				"length",
				"label",
				"size"
			].includes(node.property.name) ? valueName(node.object) : node.property.name;
		case "ChainExpression":
		case "TSNonNullExpression":
		case "TSAsExpression": return valueName(node.expression);
		case "CallExpression": {
			const [first] = node.arguments;
			if (node.callee.type === "MemberExpression" && [
				"join",
				"toLowerCase",
				"trim",
				"slice",
				"replace",
				"replaceAll",
				"map",
				"toString",
				"filter"
			].includes(node.callee.property.name)) return valueName(node.callee.object);
			if (first !== void 0 && first.type !== "Literal" && first.type !== "SpreadElement") return valueName(first);
			return valueName(node.callee);
		}
		case "LogicalExpression": return valueName(node.left);
		case "BinaryExpression": return valueName(node.left.type === "Literal" ? node.right : node.left);
		default: return "value";
	}
}
/**
* A message of literal parts with expressions between them.
* @param parts literal texts and expressions in their order
* @returns text with `{names}`, and the name of each expression
*/
function joinParts(parts) {
	const names = [];
	return {
		text: parts.map((part) => {
			if (typeof part === "string") return part;
			const wanted = valueName(part).replace(/[^A-Za-z0-9_]/g, "") || "value";
			let name = wanted;
			for (let n = 2; names.includes(name); n++) name = `${wanted}${n}`;
			names.push(name);
			return `{${name}}`;
		}).join(""),
		names
	};
}
/** Literal parts and expressions of a template. */
function templateParts({ quasis, expressions }) {
	return quasis.flatMap((quasi, i) => i < expressions.length ? [quasi.value.cooked, expressions[i]] : [quasi.value.cooked]);
}
/** What is changed in a source, by places in it. */
var Edits = class {
	#edits = [];
	replace(start, end, text) {
		this.#edits.push({
			start,
			end,
			text
		});
	}
	insert(at, text) {
		this.#edits.push({
			start: at,
			end: at,
			text
		});
	}
	apply(source) {
		const sorted = this.#edits.sort((a, b) => a.start - b.start || a.end - b.end);
		let out = "";
		let at = 0;
		for (const { start, end, text } of sorted) {
			out += source.slice(at, start) + text;
			at = end;
		}
		return out + source.slice(at);
	}
};
/** A literal or template as a call of `say`; lines stay where they are. */
function wrapResult(node, edits, source, shift, call) {
	if (node.type === "Literal") {
		edits.insert(node.start - shift, `${call}(`);
		edits.insert(node.end - shift, ")");
		return node.value;
	}
	const { text, names } = joinParts(templateParts(node));
	const { expressions } = node;
	if (expressions.length === 0) {
		edits.insert(node.start - shift, `${call}(`);
		edits.insert(node.end - shift, ")");
		return text;
	}
	const [first] = expressions;
	edits.replace(node.start - shift, first.start - shift, `${call}(${quote(text)}, { ${names[0]}: `);
	for (const [i, { end }] of expressions.entries()) {
		const next = expressions[i + 1];
		edits.replace(end - shift, (next?.start ?? node.end) - shift, next === void 0 ? " })" : `, ${names[i + 1]}: `);
	}
	return text;
}
/** As our sources quote it. */
function quote(text) {
	return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n")}'`;
}
// tools/words/markup.mjs
const CALL = "__say";
/** What stands in them is to be typed or copied, or is somebody's data. */
const NOT_SENTENCES = /* @__PURE__ */ new Set([
	"code",
	"kbd",
	"pre",
	"bdi",
	"style",
	"script",
	"samp"
]);
/**
* A component with its sentences said, and what they are in English.
* @param file its name; lines stay where they are
* @param from where `say` is imported from
* @returns code, or null where it has no sentence
*/
function sayMarkup(file, source, from) {
	const { tree } = parseSource(file, source);
	const edits = new Edits();
	const messages = [];
	const note = (node, text) => messages.push({
		text,
		at: node.start
	});
	const wrap = (expression) => {
		for (const node of results(expression)) {
			if (isReadable(node.type === "Literal" ? node.value : node.quasis.map(({ value }) => value.cooked).join(""))) note(node, wrapResult(node, edits, source, 0, CALL));
			if (node.type === "TemplateLiteral") node.expressions.forEach(wrap);
		}
	};
	walk(tree.fragment, (node, parents) => {
		if (node.type === "RegularElement" && NOT_SENTENCES.has(node.name)) {
			walk(node.attributes, (inner) => visitAttribute(inner));
			return false;
		}
		if (node.type === "Fragment") sayText(node.nodes);
		if (node.type === "ExpressionTag" && parents[0]?.type === "Fragment") wrap(node.expression);
		return visitAttribute(node);
	});
	function visitAttribute(node) {
		if (node.type === "Attribute" && TEXT_NAMES.has(node.name) && node.value !== true) {
			const { value } = node;
			if (!Array.isArray(value)) wrap(value.expression);
			else if (isReadable(literals(value))) {
				sayParts(value, node.start, node.end, `${node.name}={`, "}");
				for (const part of value) if (part.type === "ExpressionTag") wrap(part.expression);
			}
		}
		if (node.type === "Property" && !node.computed && TEXT_NAMES.has(node.key.name)) wrap(node.value);
		return true;
	}
	/** Runs of text and expressions between tags and blocks. */
	function sayText(nodes) {
		let run = [];
		const end = () => {
			if (isReadable(literals(run))) sayParts(...trimmed(run), "{", "}");
			run = [];
		};
		for (const node of nodes) if (node.type === "Text" || node.type === "ExpressionTag") run.push(node);
		else end();
		end();
	}
	/** Without the blanks around it, and without expressions at its ends that only blanks part from it. */
	function trimmed(run) {
		const parts = run.map((node) => ({ ...node }));
		const first = parts[0];
		if (first.type === "Text") {
			const blanks = first.data.length - first.data.trimStart().length;
			first.start += blanks;
			first.data = first.data.trimStart();
		}
		const last = parts.at(-1);
		if (last.type === "Text") {
			const blanks = last.data.length - last.data.trimEnd().length;
			last.end -= blanks;
			last.data = last.data.trimEnd();
		}
		const kept = parts.filter((part) => part.type !== "Text" || part.data !== "");
		return [
			kept,
			kept[0].start,
			kept.at(-1).end
		];
	}
	function sayParts(parts, start, end, open, close) {
		const { text, names } = joinParts(parts.map((part) => part.type === "Text" ? part.data.replace(/[ \t\r\n]+/g, " ") : part.expression));
		note({ start }, text);
		const tags = parts.filter(({ type }) => type === "ExpressionTag").map(({ expression }) => expression);
		const lines = (from, to) => "\n".repeat(source.slice(from, to).split("\n").length - 1);
		const head = `${open}${CALL}(${quote(text)}`;
		if (tags.length === 0) {
			edits.replace(start, end, `${head})${lines(start, end)}${close}`);
			return;
		}
		edits.replace(start, tags[0].start, `${head}, { ${names[0]}: (${lines(start, tags[0].start)}`);
		for (const [i, tag] of tags.entries()) {
			const next = tags[i + 1];
			const gap = lines(tag.end, next?.start ?? end);
			edits.replace(tag.end, next?.start ?? end, next === void 0 ? `)${gap} })${close}` : `),${gap} ${names[i + 1]}: (`);
		}
	}
	if (messages.length === 0) return {
		code: null,
		messages
	};
	const line = `import { say as ${CALL} } from '${from}';`;
	if (tree.instance === null) edits.insert(0, `<script lang="ts">${line}<\/script>`);
	else edits.insert(tree.instance.content.start, line);
	return {
		code: edits.apply(source),
		messages
	};
}
function literals(parts) {
	return parts.map((part) => part.type === "Text" ? part.data : " ").join("");
}
// vite.words.ts
/**
* Has the sentences in the markup of the window's components said in the person's language, when the page is built:
* see docs/decisions/messages.md.
* @param folder of the window's sources
* @param say the module that says them
*/
function saidMarkup(folder, say) {
	return {
		name: "said-markup",
		enforce: "pre",
		transform(source, id) {
			if (!id.endsWith(".svelte") || !id.startsWith(folder) || id.includes(`${sep}gallery${sep}`)) return null;
			const { code } = sayMarkup(id, source, relative(dirname(id), say).replaceAll(sep, "/"));
			return code === null ? null : {
				code,
				map: null
			};
		}
	};
}
// electron.vite.config.ts
const __electron_vite_injected_dirname = "/work/wt/search20";
const { version } = JSON.parse(readFileSync(resolve(__electron_vite_injected_dirname, "package.json"), "utf8"));
const define = { __APP_VERSION__: JSON.stringify(version) };
/** Not null under `npm run dev` alone: what is built otherwise has no code for it. */
const devServer = (command) => command === "serve" ? `process.env['BENCHTOP_DEV_SERVER']` : "null";
const folder = (path) => resolve(__electron_vite_injected_dirname, path);
/** In development the page's policy is that of its response alone: window/dev-server.ts. */
const withoutPolicy = {
	name: "without-policy",
	apply: "serve",
	transformIndexHtml: (html) => {
		const open = html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, "");
		if (open === html) throw new Error("index.html has no policy to take out.");
		return open;
	}
};
/** Folders and packages whose modules several views share, and those that draw charts. */
const COMMON = [
	"components",
	"state",
	"src-shared",
	"@lucide",
	"svelte",
	"clsx",
	"esm-env",
	"zod",
	"values"
];
const CHARTS = [
	"chart.js",
	"@kurkle",
	"charts"
];
function isInPackages(id, names) {
	const path = `${id.replaceAll("\\", "/").replace(/\?.*$/, "")}/`;
	return names.some((name) => path.includes(`/${name}/`));
}
/** A folder that was moved would leave its chunk without a word: the start would read more files. */
const namesAreThere = {
	name: "names-are-there",
	apply: "build",
	generateBundle() {
		const ids = [...this.getModuleIds()];
		const gone = [...COMMON, ...CHARTS].filter((name) => !ids.some((id) => isInPackages(id, [name])));
		if (gone.length > 0) throw new Error(`The page has no module of ${gone.join(", ")}: see electron.vite.config.ts.`);
	}
};
const entry = folder("src-renderer/main.ts");
const first = /* @__PURE__ */ new Set();
/** Whether the window's first view needs a module: it is read with the first script then. */
function isFirst(id, findModule) {
	if (first.size === 0) {
		const rest = [entry];
		for (let next = rest.pop(); next !== void 0; next = rest.pop()) {
			if (first.has(next)) continue;
			first.add(next);
			rest.push(...findModule(next)?.importedIds ?? []);
		}
	}
	return first.has(id);
}
/**
* One build for Electron 22 (where only registries can be reached) and for the newest: CommonJS,
* because Electron loads modules as such only from 28 on, and syntax of Chromium 108 / Node 16.
*/
var electron_vite_config_default = defineConfig(({ command }) => ({
	main: {
		define: {
			...define,
			__DEV_SERVER__: devServer(command)
		},
		plugins: [lightConf(), startAlone("program.cjs")],
		build: {
			outDir: "out/main",
			target: "node16.17",
			externalizeDeps: false,
			rolldownOptions: {
				input: {
					index: folder("src-main/index.ts"),
					program: folder("src-main/program.ts")
				},
				external: ["electron"],
				output: {
					format: "cjs",
					entryFileNames: "[name].cjs",
					chunkFileNames: "[name].cjs"
				}
			}
		}
	},
	preload: { build: {
		outDir: "out/preload",
		target: "node16.17",
		externalizeDeps: false,
		rolldownOptions: {
			input: { index: folder("src-main/preload/index.ts") },
			external: ["electron"],
			output: {
				format: "cjs",
				entryFileNames: "[name].cjs"
			}
		}
	} },
	renderer: {
		root: folder("src-renderer"),
		define,
		plugins: [
			saidMarkup(folder("src-renderer"), folder("src-shared/language/say.ts")),
			svelte({ configFile: false }),
			guidePages(folder("docs/guide")),
			lightZod(),
			withoutPolicy,
			namesAreThere
		],
		build: {
			outDir: folder("out/renderer"),
			emptyOutDir: true,
			target: "chrome108",
			assetsInlineLimit: 0,
			modulePreload: { polyfill: false },
			minify: true,
			rolldownOptions: {
				input: { index: folder("src-renderer/index.html") },
				output: { codeSplitting: { groups: [
					{
						debugName: "first",
						name: (id, context) => isFirst(id, (of) => context.getModuleInfo(of)) ? "first" : null,
						priority: 5
					},
					{
						name: "common",
						test: /preload-helper/,
						priority: 4
					},
					{
						name: "common",
						test: (id) => isInPackages(id, COMMON),
						minShareCount: 2,
						priority: 2
					},
					{
						name: "charts",
						test: (id) => isInPackages(id, CHARTS),
						minShareCount: 2,
						priority: 1
					}
				] } }
			}
		}
	}
}));
export { electron_vite_config_default as default };

//# sourceMappingURL=data:application/json;charset=utf-8;base64,eyJ2ZXJzaW9uIjozLCJmaWxlIjoiZWxlY3Ryb24udml0ZS5jb25maWcuanMiLCJuYW1lcyI6W10sInNvdXJjZXMiOlsiL3dvcmsvd3Qvc2VhcmNoMjAvc3JjLXNoYXJlZC9oZWxwL2FuY2hvci50cyIsIi93b3JrL3d0L3NlYXJjaDIwL3NyYy1zaGFyZWQvaGVscC9wYWdlLnRzIiwiL3dvcmsvd3Qvc2VhcmNoMjAvdml0ZS5ndWlkZS50cyIsIi93b3JrL3d0L3NlYXJjaDIwL3ZpdGUucGx1Z2lucy50cyIsIi93b3JrL3d0L3NlYXJjaDIwL3Rvb2xzL3dvcmRzL3N5bnRheC5tanMiLCIvd29yay93dC9zZWFyY2gyMC90b29scy93b3Jkcy9tYXJrdXAubWpzIiwiL3dvcmsvd3Qvc2VhcmNoMjAvdml0ZS53b3Jkcy50cyIsIi93b3JrL3d0L3NlYXJjaDIwL2VsZWN0cm9uLnZpdGUuY29uZmlnLnRzIl0sInNvdXJjZXNDb250ZW50IjpbIi8qKiBBbmNob3Igb2YgYSBoZWFkaW5nLCBhcyBHaXRIdWIgbWFrZXMgaXQgb2YgaXRzIHRleHQuICovXG5leHBvcnQgZnVuY3Rpb24gdG9BbmNob3IoaGVhZGluZzogc3RyaW5nKTogc3RyaW5nIHtcbiAgcmV0dXJuIGhlYWRpbmdcbiAgICAudG9Mb3dlckNhc2UoKVxuICAgIC5yZXBsYWNlKC9bXlxccHtMfVxccHtOfVxcc18tXS9ndSwgJycpXG4gICAgLnRyaW0oKVxuICAgIC5yZXBsYWNlKC9cXHMvZywgJy0nKTtcbn1cbiIsIi8qKiBQYWdlcyBvZiB0aGUgZ3VpZGUgYXMgdGhlIHdpbmRvdyBzaG93cyB0aGVtOiBtYWRlIG9mIGRvY3MvZ3VpZGUgYnkgdml0ZS5ndWlkZS50cyB3aGVuIGl0IGlzIGJ1aWx0LiAqL1xuXG4vKiogUGxhY2UgaW4gdGhlIGd1aWRlOiBhIHBhZ2UsIGFuZCBhIGhlYWRpbmcgb24gaXQuICovXG5leHBvcnQgaW50ZXJmYWNlIEd1aWRlUGxhY2Uge1xuICAvKiogRmlsZSdzIG5hbWUgaW4gZG9jcy9ndWlkZSB3aXRob3V0IGl0cyBlbmRpbmc7IGBSRUFETUVgIGlzIHRoZSBjb250ZW50cy4gKi9cbiAgcmVhZG9ubHkgcGFnZTogc3RyaW5nO1xuICAvKiogbnVsbDogdGhlIHRvcCBvZiB0aGUgcGFnZS4gKi9cbiAgcmVhZG9ubHkgYW5jaG9yOiBzdHJpbmcgfCBudWxsO1xufVxuXG4vKiogV29yZHMgb2YgYSBsaW5lLCBhbmQgd2hhdCBpcyBtYXJrZWQgaW4gaXQuICovXG5leHBvcnQgdHlwZSBJbmxpbmUgPVxuICB8IHN0cmluZ1xuICB8IHsgcmVhZG9ubHkga2luZDogJ2NvZGUnOyByZWFkb25seSB0ZXh0OiBzdHJpbmcgfVxuICB8IHsgcmVhZG9ubHkga2luZDogJ3N0cm9uZycgfCAnZW1waGFzaXMnOyByZWFkb25seSBwYXJ0czogcmVhZG9ubHkgSW5saW5lW10gfVxuICAvKiogVG8gYW5vdGhlciBwbGFjZSBvZiB0aGUgZ3VpZGU7IHdoYXQgbGVhZHMgZWxzZXdoZXJlIGhhcyBiZWNvbWUgdGV4dC4gKi9cbiAgfCB7IHJlYWRvbmx5IGtpbmQ6ICdsaW5rJzsgcmVhZG9ubHkgdG86IEd1aWRlUGxhY2U7IHJlYWRvbmx5IHBhcnRzOiByZWFkb25seSBJbmxpbmVbXSB9O1xuXG5leHBvcnQgdHlwZSBCbG9jayA9XG4gIHwge1xuICAgICAgcmVhZG9ubHkga2luZDogJ2hlYWRpbmcnO1xuICAgICAgcmVhZG9ubHkgbGV2ZWw6IG51bWJlcjtcbiAgICAgIHJlYWRvbmx5IGFuY2hvcjogc3RyaW5nO1xuICAgICAgcmVhZG9ubHkgcGFydHM6IHJlYWRvbmx5IElubGluZVtdO1xuICAgIH1cbiAgfCB7IHJlYWRvbmx5IGtpbmQ6ICdwYXJhZ3JhcGgnOyByZWFkb25seSBwYXJ0czogcmVhZG9ubHkgSW5saW5lW10gfVxuICB8IHsgcmVhZG9ubHkga2luZDogJ2xpc3QnOyByZWFkb25seSBvcmRlcmVkOiBib29sZWFuOyByZWFkb25seSBpdGVtczogcmVhZG9ubHkgKHJlYWRvbmx5IElubGluZVtdKVtdIH1cbiAgfCB7XG4gICAgICByZWFkb25seSBraW5kOiAndGFibGUnO1xuICAgICAgcmVhZG9ubHkgaGVhZDogcmVhZG9ubHkgKHJlYWRvbmx5IElubGluZVtdKVtdO1xuICAgICAgcmVhZG9ubHkgcm93czogcmVhZG9ubHkgKHJlYWRvbmx5IChyZWFkb25seSBJbmxpbmVbXSlbXSlbXTtcbiAgICB9XG4gIHwgeyByZWFkb25seSBraW5kOiAnY29kZSc7IHJlYWRvbmx5IHRleHQ6IHN0cmluZyB9XG4gIHwgeyByZWFkb25seSBraW5kOiAncGljdHVyZSc7IHJlYWRvbmx5IHNvdXJjZTogc3RyaW5nOyByZWFkb25seSB0ZXh0OiBzdHJpbmcgfTtcblxuZXhwb3J0IGludGVyZmFjZSBQYWdlIHtcbiAgcmVhZG9ubHkgbmFtZTogc3RyaW5nO1xuICByZWFkb25seSB0aXRsZTogc3RyaW5nO1xuICByZWFkb25seSBibG9ja3M6IHJlYWRvbmx5IEJsb2NrW107XG59XG5cbi8qKiBUaGUgd29yZHMgb2YgYSBsaW5lIHdpdGhvdXQgd2hhdCBpcyBtYXJrZWQuICovXG5leHBvcnQgZnVuY3Rpb24gcGxhaW5UZXh0KHBhcnRzOiByZWFkb25seSBJbmxpbmVbXSk6IHN0cmluZyB7XG4gIHJldHVybiBwYXJ0c1xuICAgIC5tYXAoKHBhcnQpID0+XG4gICAgICB0eXBlb2YgcGFydCA9PT0gJ3N0cmluZycgPyBwYXJ0IDogcGFydC5raW5kID09PSAnY29kZScgPyBwYXJ0LnRleHQgOiBwbGFpblRleHQocGFydC5wYXJ0cyksXG4gICAgKVxuICAgIC5qb2luKCcnKTtcbn1cbiIsImltcG9ydCB7IHJlYWRkaXJTeW5jLCByZWFkRmlsZVN5bmMgfSBmcm9tICdub2RlOmZzJztcbmltcG9ydCB7IGJhc2VuYW1lLCBqb2luLCBub3JtYWxpemUsIHJlc29sdmUgfSBmcm9tICdub2RlOnBhdGgnO1xuaW1wb3J0IHR5cGUgeyBQbHVnaW4gfSBmcm9tICd2aXRlJztcbmltcG9ydCB7IHRvQW5jaG9yIH0gZnJvbSAnLi9zcmMtc2hhcmVkL2hlbHAvYW5jaG9yLnRzJztcbmltcG9ydCB7IHBsYWluVGV4dCwgdHlwZSBCbG9jaywgdHlwZSBJbmxpbmUsIHR5cGUgUGFnZSB9IGZyb20gJy4vc3JjLXNoYXJlZC9oZWxwL3BhZ2UudHMnO1xuXG4vKipcbiAqIFRoZSBndWlkZSBpbiB0aGUgd2luZG93OiBkb2NzL2d1aWRlIGJlY29tZXMgZGF0YSB3aGVuIHRoZSBwYWdlIGlzIGJ1aWx0LCBzbyB0aGF0IG5vdGhpbmcgaXMgcmVhZCwgYW5kXG4gKiBubyBtYXJrdXAgaXMgbWFkZSwgd2hpbGUgaXQgcnVucy4gT2YgTWFya2Rvd24gaXQga25vd3Mgd2hhdCB0aG9zZSBwYWdlcyB1c2UsIGFuZCByZWZ1c2VzIHRoZSByZXN0LlxuICovXG5cbmNvbnN0IE1PRFVMRSA9ICd2aXJ0dWFsOmd1aWRlJztcbmNvbnN0IFJPVyA9IC9eXFx8LipcXHwkLztcbmNvbnN0IElURU0gPSAvXig/OlstKl18XFxkK1xcLikgKy87XG5cbi8qKlxuICogQSBwYWdlIG9mIHRoZSBndWlkZS5cbiAqIEBwYXJhbSBuYW1lIG9mIGl0cyBmaWxlLCB3aXRob3V0IHRoZSBlbmRpbmdcbiAqIEB0aHJvd3MgRXJyb3IgbmFtaW5nIHBhZ2UgYW5kIGxpbmUgb2Ygd2hhdCBpcyBub3Qga25vd25cbiAqL1xuZXhwb3J0IGZ1bmN0aW9uIHBhcnNlUGFnZShuYW1lOiBzdHJpbmcsIHRleHQ6IHN0cmluZyk6IFBhZ2Uge1xuICBjb25zdCBsaW5lcyA9IHRleHQucmVwbGFjZUFsbCgnXFxyXFxuJywgJ1xcbicpLnNwbGl0KCdcXG4nKTtcbiAgY29uc3QgYmxvY2tzOiBCbG9ja1tdID0gW107XG4gIGNvbnN0IGFuY2hvcnMgPSBuZXcgU2V0PHN0cmluZz4oKTtcbiAgbGV0IGF0ID0gMDtcbiAgY29uc3QgcmVmdXNlID0gKHdoeTogc3RyaW5nKTogbmV2ZXIgPT4ge1xuICAgIHRocm93IG5ldyBFcnJvcihgZG9jcy9ndWlkZS8ke25hbWV9Lm1kOiR7YXQgKyAxfTogJHt3aHl9YCk7XG4gIH07XG4gIC8qKiBMaW5lcyBmcm9tIGhlcmUgb24gZm9yIHdoaWNoIGBiZWxvbmdzYCBob2xkcy4gKi9cbiAgY29uc3QgdGFrZVdoaWxlID0gKGJlbG9uZ3M6IChsaW5lOiBzdHJpbmcpID0+IGJvb2xlYW4pOiBzdHJpbmdbXSA9PiB7XG4gICAgY29uc3QgdGFrZW46IHN0cmluZ1tdID0gW107XG4gICAgZm9yIChsZXQgbGluZSA9IGxpbmVzW2F0XTsgbGluZSAhPT0gdW5kZWZpbmVkICYmIGJlbG9uZ3MobGluZSk7IGxpbmUgPSBsaW5lc1srK2F0XSkgdGFrZW4ucHVzaChsaW5lKTtcbiAgICByZXR1cm4gdGFrZW47XG4gIH07XG4gIGNvbnN0IGlubGluZSA9IChzb3VyY2U6IHN0cmluZyk6IElubGluZVtdID0+IHBhcnNlSW5saW5lKG5hbWUsIHNvdXJjZSk7XG5cbiAgd2hpbGUgKGF0IDwgbGluZXMubGVuZ3RoKSB7XG4gICAgY29uc3QgbGluZSA9IGxpbmVzW2F0XSA/PyAnJztcbiAgICBjb25zdCBoZWFkaW5nID0gL14oI3sxLDN9KSAoLispJC8uZXhlYyhsaW5lKTtcbiAgICBjb25zdCBwaWN0dXJlID0gL14hXFxbKFteXFxdXSopXFxdXFwoKFteKV0rKVxcKSQvLmV4ZWMobGluZSk7XG4gICAgaWYgKGxpbmUudHJpbSgpID09PSAnJykgYXQrKztcbiAgICBlbHNlIGlmIChoZWFkaW5nICE9PSBudWxsKSB7XG4gICAgICBjb25zdCBwYXJ0cyA9IGlubGluZShoZWFkaW5nWzJdID8/ICcnKTtcbiAgICAgIGNvbnN0IGFuY2hvciA9IHRvQW5jaG9yKHBsYWluVGV4dChwYXJ0cykpO1xuICAgICAgaWYgKGFuY2hvcnMuaGFzKGFuY2hvcikpIHJlZnVzZShgVGhlcmUgYXJlIHR3byBoZWFkaW5ncyBcIiR7cGxhaW5UZXh0KHBhcnRzKX1cIi5gKTtcbiAgICAgIGFuY2hvcnMuYWRkKGFuY2hvcik7XG4gICAgICBibG9ja3MucHVzaCh7IGtpbmQ6ICdoZWFkaW5nJywgbGV2ZWw6IGhlYWRpbmdbMV0/Lmxlbmd0aCA/PyAxLCBhbmNob3IsIHBhcnRzIH0pO1xuICAgICAgYXQrKztcbiAgICB9IGVsc2UgaWYgKHBpY3R1cmUgIT09IG51bGwpIHtcbiAgICAgIGJsb2Nrcy5wdXNoKHsga2luZDogJ3BpY3R1cmUnLCBzb3VyY2U6IHBpY3R1cmVbMl0gPz8gJycsIHRleHQ6IHBpY3R1cmVbMV0gPz8gJycgfSk7XG4gICAgICBhdCsrO1xuICAgIH0gZWxzZSBpZiAobGluZS5zdGFydHNXaXRoKCdgYGAnKSkge1xuICAgICAgYXQrKztcbiAgICAgIGNvbnN0IGNvZGUgPSB0YWtlV2hpbGUoKG90aGVyKSA9PiBvdGhlciAhPT0gJ2BgYCcpO1xuICAgICAgaWYgKGxpbmVzW2F0XSA9PT0gdW5kZWZpbmVkKSByZWZ1c2UoJ1RoaXMgY29kZSBoYXMgbm8gZW5kLicpO1xuICAgICAgYXQrKztcbiAgICAgIGJsb2Nrcy5wdXNoKHsga2luZDogJ2NvZGUnLCB0ZXh0OiBjb2RlLmpvaW4oJ1xcbicpIH0pO1xuICAgIH0gZWxzZSBpZiAoUk9XLnRlc3QobGluZSkpIHtcbiAgICAgIGNvbnN0IFtoZWFkLCBydWxlLCAuLi5yb3dzXSA9IHRha2VXaGlsZSgob3RoZXIpID0+IFJPVy50ZXN0KG90aGVyKSkubWFwKGNlbGxzT2YpO1xuICAgICAgaWYgKGhlYWQgPT09IHVuZGVmaW5lZCB8fCBydWxlPy5ldmVyeSgoY2VsbCkgPT4gL146Py0rOj8kLy50ZXN0KGNlbGwpKSAhPT0gdHJ1ZSlcbiAgICAgICAgcmVmdXNlKCdBIHRhYmxlIG5lZWRzIGEgaGVhZCBhbmQgYSBydWxlIGJlbG93IGl0LicpO1xuICAgICAgYmxvY2tzLnB1c2goe1xuICAgICAgICBraW5kOiAndGFibGUnLFxuICAgICAgICBoZWFkOiAoaGVhZCA/PyBbXSkubWFwKGlubGluZSksXG4gICAgICAgIHJvd3M6IHJvd3MubWFwKChjZWxscykgPT4gY2VsbHMubWFwKGlubGluZSkpLFxuICAgICAgfSk7XG4gICAgfSBlbHNlIGlmIChJVEVNLnRlc3QobGluZSkpIHtcbiAgICAgIGNvbnN0IGl0ZW1zID0gdGFrZVdoaWxlKChvdGhlcikgPT4gSVRFTS50ZXN0KG90aGVyKSk7XG4gICAgICBpZiAoL15cXHMrXFxTLy50ZXN0KGxpbmVzW2F0XSA/PyAnJykpIHJlZnVzZSgnQW4gaXRlbSBvZiBhIGxpc3QgaXMgb25lIGxpbmUuJyk7XG4gICAgICBibG9ja3MucHVzaCh7XG4gICAgICAgIGtpbmQ6ICdsaXN0JyxcbiAgICAgICAgb3JkZXJlZDogL15cXGQvLnRlc3QobGluZSksXG4gICAgICAgIGl0ZW1zOiBpdGVtcy5tYXAoKGl0ZW0pID0+IGlubGluZShpdGVtLnJlcGxhY2UoSVRFTSwgJycpKSksXG4gICAgICB9KTtcbiAgICB9IGVsc2UgaWYgKC9eKFxcc3w+fDx8I3w9fFxcfCkvLnRlc3QobGluZSkpIHJlZnVzZShgVGhpcyBNYXJrZG93biBpcyBub3Qga25vd24gaGVyZTogJHtsaW5lfWApO1xuICAgIGVsc2Uge1xuICAgICAgY29uc3Qgd29yZHMgPSB0YWtlV2hpbGUoKG90aGVyKSA9PiBvdGhlci50cmltKCkgIT09ICcnICYmICEvXigjfGBgYHxcXHx8IVxcWykvLnRlc3Qob3RoZXIpKTtcbiAgICAgIGJsb2Nrcy5wdXNoKHsga2luZDogJ3BhcmFncmFwaCcsIHBhcnRzOiBpbmxpbmUod29yZHMuam9pbignICcpKSB9KTtcbiAgICB9XG4gIH1cbiAgY29uc3QgW2ZpcnN0XSA9IGJsb2NrcztcbiAgaWYgKGZpcnN0Py5raW5kICE9PSAnaGVhZGluZycgfHwgZmlyc3QubGV2ZWwgIT09IDEpXG4gICAgdGhyb3cgbmV3IEVycm9yKGBkb2NzL2d1aWRlLyR7bmFtZX0ubWQ6MTogQSBwYWdlIGJlZ2lucyB3aXRoIGl0cyB0aXRsZS5gKTtcbiAgcmV0dXJuIHsgbmFtZSwgdGl0bGU6IHBsYWluVGV4dChmaXJzdC5wYXJ0cyksIGJsb2NrcyB9O1xufVxuXG4vKiogQ2VsbHMgb2YgYSByb3cgb2YgYSB0YWJsZTsgYSBiYXIgYmVoaW5kIGEgYmFja3NsYXNoIGlzIHRleHQuICovXG5mdW5jdGlvbiBjZWxsc09mKHJvdzogc3RyaW5nKTogc3RyaW5nW10ge1xuICByZXR1cm4gcm93XG4gICAgLnNsaWNlKDEsIC0xKVxuICAgIC5zcGxpdCgvKD88IVxcXFwpXFx8LylcbiAgICAubWFwKChjZWxsKSA9PiBjZWxsLnRyaW0oKS5yZXBsYWNlQWxsKCdcXFxcfCcsICd8JykpO1xufVxuXG5jb25zdCBNQVJLRUQgPSAvYChbXmBdKylgfFxcKlxcKiguKz8pXFwqXFwqfFxcKihbXipcXHNdKD86W14qXSpbXipcXHNdKT8pXFwqfFxcWyhbXlxcXV0rKVxcXVxcKChbXilcXHNdKylcXCkvZztcblxuZnVuY3Rpb24gcGFyc2VJbmxpbmUocGFnZTogc3RyaW5nLCBzb3VyY2U6IHN0cmluZyk6IElubGluZVtdIHtcbiAgY29uc3QgcGFydHM6IElubGluZVtdID0gW107XG4gIGxldCBlbmQgPSAwO1xuICBmb3IgKGNvbnN0IGZvdW5kIG9mIHNvdXJjZS5tYXRjaEFsbChNQVJLRUQpKSB7XG4gICAgY29uc3QgW3dob2xlLCBjb2RlLCBzdHJvbmcsIGVtcGhhc2lzLCBsYWJlbCwgdG9dID0gZm91bmQ7XG4gICAgaWYgKGZvdW5kLmluZGV4ID4gZW5kKSBwYXJ0cy5wdXNoKHNvdXJjZS5zbGljZShlbmQsIGZvdW5kLmluZGV4KSk7XG4gICAgZW5kID0gZm91bmQuaW5kZXggKyB3aG9sZS5sZW5ndGg7XG4gICAgaWYgKGNvZGUgIT09IHVuZGVmaW5lZCkgcGFydHMucHVzaCh7IGtpbmQ6ICdjb2RlJywgdGV4dDogY29kZSB9KTtcbiAgICBlbHNlIGlmIChzdHJvbmcgIT09IHVuZGVmaW5lZCkgcGFydHMucHVzaCh7IGtpbmQ6ICdzdHJvbmcnLCBwYXJ0czogcGFyc2VJbmxpbmUocGFnZSwgc3Ryb25nKSB9KTtcbiAgICBlbHNlIGlmIChlbXBoYXNpcyAhPT0gdW5kZWZpbmVkKSBwYXJ0cy5wdXNoKHsga2luZDogJ2VtcGhhc2lzJywgcGFydHM6IHBhcnNlSW5saW5lKHBhZ2UsIGVtcGhhc2lzKSB9KTtcbiAgICBlbHNlIHBhcnRzLnB1c2goLi4ubGlua09mKHBhZ2UsIGxhYmVsID8/ICcnLCB0byA/PyAnJykpO1xuICB9XG4gIGlmIChlbmQgPCBzb3VyY2UubGVuZ3RoKSBwYXJ0cy5wdXNoKHNvdXJjZS5zbGljZShlbmQpKTtcbiAgcmV0dXJuIHBhcnRzO1xufVxuXG4vKiogQSBsaW5rIGludG8gdGhlIGd1aWRlOyBvZiBhbnkgb3RoZXIgaXRzIHdvcmRzLCBhbmQgaXRzIGFkZHJlc3Mgd2hlcmUgdGhhdCBpcyBvbmUgb2YgdGhlIHdlYi4gKi9cbmZ1bmN0aW9uIGxpbmtPZihwYWdlOiBzdHJpbmcsIGxhYmVsOiBzdHJpbmcsIHRvOiBzdHJpbmcpOiBJbmxpbmVbXSB7XG4gIGNvbnN0IGluc2lkZSA9IC9eKD86KFtcXHctXSspXFwubWQpPyg/OiMoW1xcdy1dKykpPyQvLmV4ZWModG8pO1xuICBjb25zdCBwYXJ0cyA9IHBhcnNlSW5saW5lKHBhZ2UsIGxhYmVsKTtcbiAgaWYgKGluc2lkZSA9PT0gbnVsbCkgcmV0dXJuIC9eaHR0cHM/Oi8udGVzdCh0bykgJiYgdG8gIT09IGxhYmVsID8gWy4uLnBhcnRzLCBgICgke3RvfSlgXSA6IHBhcnRzO1xuICByZXR1cm4gW3sga2luZDogJ2xpbmsnLCB0bzogeyBwYWdlOiBpbnNpZGVbMV0gPz8gcGFnZSwgYW5jaG9yOiBpbnNpZGVbMl0gPz8gbnVsbCB9LCBwYXJ0cyB9XTtcbn1cblxuLyoqIFRoZSBtb2R1bGUgYHZpcnR1YWw6Z3VpZGVgIG9mIHRoZSBwYWdlOiBgcGFnZXNgLCBtYWRlIG9mIHRoZSBmb2xkZXI7IHBpY3R1cmVzIGJlY29tZSBmaWxlcyBvZiB0aGUgYnVpbGQuICovXG5leHBvcnQgZnVuY3Rpb24gZ3VpZGVQYWdlcyhmb2xkZXI6IHN0cmluZyk6IFBsdWdpbiB7XG4gIGNvbnN0IGZpbGVzID0gKCk6IHN0cmluZ1tdID0+XG4gICAgcmVhZGRpclN5bmMoZm9sZGVyKVxuICAgICAgLmZpbHRlcigoZmlsZSkgPT4gZmlsZS5lbmRzV2l0aCgnLm1kJykpXG4gICAgICAuc29ydCgpO1xuICByZXR1cm4ge1xuICAgIG5hbWU6ICdndWlkZS1wYWdlcycsXG4gICAgcmVzb2x2ZUlkOiAoaWQpID0+IChpZCA9PT0gTU9EVUxFID8gYFxcMCR7TU9EVUxFfWAgOiBudWxsKSxcbiAgICBsb2FkKGlkKSB7XG4gICAgICBpZiAoaWQgIT09IGBcXDAke01PRFVMRX1gKSByZXR1cm4gbnVsbDtcbiAgICAgIGZvciAoY29uc3QgZmlsZSBvZiBmaWxlcygpKSB0aGlzLmFkZFdhdGNoRmlsZShqb2luKGZvbGRlciwgZmlsZSkpO1xuICAgICAgcmV0dXJuIGd1aWRlTW9kdWxlKFxuICAgICAgICBmb2xkZXIsXG4gICAgICAgIGZpbGVzKCkubWFwKChmaWxlKSA9PiBwYXJzZVBhZ2UoYmFzZW5hbWUoZmlsZSwgJy5tZCcpLCByZWFkRmlsZVN5bmMoam9pbihmb2xkZXIsIGZpbGUpLCAndXRmOCcpKSksXG4gICAgICApO1xuICAgIH0sXG4gIH07XG59XG5cbi8qKiBTb3VyY2Ugb2YgdGhlIG1vZHVsZS4gQHRocm93cyBFcnJvciB3aGVyZSBhIGxpbmsgbGVhZHMgdG8gbm8gcGFnZSBvciBoZWFkaW5nICovXG5mdW5jdGlvbiBndWlkZU1vZHVsZShmb2xkZXI6IHN0cmluZywgcGFnZXM6IHJlYWRvbmx5IFBhZ2VbXSk6IHN0cmluZyB7XG4gIGNvbnN0IGJyb2tlbiA9IGJyb2tlbkxpbmtzKHBhZ2VzKTtcbiAgaWYgKGJyb2tlbi5sZW5ndGggPiAwKSB0aHJvdyBuZXcgRXJyb3IoYFRoZSBndWlkZSBsZWFkcyBub3doZXJlOiAke2Jyb2tlbi5qb2luKCcsICcpfWApO1xuICBjb25zdCBwaWN0dXJlczogc3RyaW5nW10gPSBbXTtcbiAgY29uc3QganNvbiA9IEpTT04uc3RyaW5naWZ5KHBhZ2VzLCAoa2V5LCB2YWx1ZTogdW5rbm93bikgPT4ge1xuICAgIGlmIChrZXkgIT09ICdzb3VyY2UnIHx8IHR5cGVvZiB2YWx1ZSAhPT0gJ3N0cmluZycpIHJldHVybiB2YWx1ZTtcbiAgICBjb25zdCBwYXRoID0gbm9ybWFsaXplKHJlc29sdmUoZm9sZGVyLCB2YWx1ZSkpLnJlcGxhY2VBbGwoJ1xcXFwnLCAnLycpO1xuICAgIGlmICghcGljdHVyZXMuaW5jbHVkZXMocGF0aCkpIHBpY3R1cmVzLnB1c2gocGF0aCk7XG4gICAgcmV0dXJuIGBcXDAke3BpY3R1cmVzLmluZGV4T2YocGF0aCl9YDtcbiAgfSk7XG4gIGNvbnN0IGltcG9ydHMgPSBwaWN0dXJlcy5tYXAoKHBhdGgsIGkpID0+IGBpbXBvcnQgcGljdHVyZSR7aX0gZnJvbSAke0pTT04uc3RyaW5naWZ5KHBhdGgpfTtcXG5gKTtcbiAgcmV0dXJuIGAke2ltcG9ydHMuam9pbignJyl9ZXhwb3J0IGNvbnN0IHBhZ2VzID0gJHtqc29uLnJlcGxhY2UoL1wiXFxcXHUwMDAwKFxcZCspXCIvZywgJ3BpY3R1cmUkMScpfTtgO1xufVxuXG4vKiogTGlua3MgaW50byB0aGUgZ3VpZGUgdGhhdCBsZWFkIHRvIG5vIHBhZ2UsIG9yIHRvIG5vIGhlYWRpbmcgb2Ygb25lOiBcImRhdGEubWQg4oaSIG5ldHdvcmtzLm1kI3JhdGVcIi4gKi9cbmV4cG9ydCBmdW5jdGlvbiBicm9rZW5MaW5rcyhwYWdlczogcmVhZG9ubHkgUGFnZVtdKTogc3RyaW5nW10ge1xuICBjb25zdCBhbmNob3JzID0gbmV3IE1hcChcbiAgICBwYWdlcy5tYXAoKHsgbmFtZSwgYmxvY2tzIH0pID0+IFtcbiAgICAgIG5hbWUsXG4gICAgICBuZXcgU2V0KGJsb2Nrcy5mbGF0TWFwKChibG9jaykgPT4gKGJsb2NrLmtpbmQgPT09ICdoZWFkaW5nJyA/IFtibG9jay5hbmNob3JdIDogW10pKSksXG4gICAgXSksXG4gICk7XG4gIHJldHVybiBwYWdlcy5mbGF0TWFwKCh7IG5hbWUsIGJsb2NrcyB9KSA9PlxuICAgIGxpbmtzT2YoYmxvY2tzKS5mbGF0TWFwKCh7IHBhZ2UsIGFuY2hvciB9KSA9PiB7XG4gICAgICBjb25zdCBmb3VuZCA9IGFuY2hvcnMuZ2V0KHBhZ2UpO1xuICAgICAgaWYgKGZvdW5kICE9PSB1bmRlZmluZWQgJiYgKGFuY2hvciA9PT0gbnVsbCB8fCBmb3VuZC5oYXMoYW5jaG9yKSkpIHJldHVybiBbXTtcbiAgICAgIHJldHVybiBbYCR7bmFtZX0ubWQg4oaSICR7cGFnZX0ubWQke2FuY2hvciA9PT0gbnVsbCA/ICcnIDogYCMke2FuY2hvcn1gfWBdO1xuICAgIH0pLFxuICApO1xufVxuXG50eXBlIExpbmsgPSBFeHRyYWN0PElubGluZSwgeyBraW5kOiAnbGluaycgfT47XG5cbi8qKiBFdmVyeSBsaW5rIG9mIHNvbWUgYmxvY2tzLCBpbiB0aGVpciBvcmRlci4gKi9cbmZ1bmN0aW9uIGxpbmtzT2YoYmxvY2tzOiByZWFkb25seSBCbG9ja1tdKTogTGlua1sndG8nXVtdIHtcbiAgY29uc3Qgb2ZMaW5lID0gKHBhcnRzOiByZWFkb25seSBJbmxpbmVbXSk6IExpbmtbJ3RvJ11bXSA9PlxuICAgIHBhcnRzLmZsYXRNYXAoKHBhcnQpID0+IHtcbiAgICAgIGlmICh0eXBlb2YgcGFydCA9PT0gJ3N0cmluZycgfHwgcGFydC5raW5kID09PSAnY29kZScpIHJldHVybiBbXTtcbiAgICAgIHJldHVybiBwYXJ0LmtpbmQgPT09ICdsaW5rJyA/IFtwYXJ0LnRvXSA6IG9mTGluZShwYXJ0LnBhcnRzKTtcbiAgICB9KTtcbiAgcmV0dXJuIGJsb2Nrcy5mbGF0TWFwKChibG9jaykgPT4ge1xuICAgIGlmIChibG9jay5raW5kID09PSAnaGVhZGluZycgfHwgYmxvY2sua2luZCA9PT0gJ3BhcmFncmFwaCcpIHJldHVybiBvZkxpbmUoYmxvY2sucGFydHMpO1xuICAgIGlmIChibG9jay5raW5kID09PSAnbGlzdCcpIHJldHVybiBibG9jay5pdGVtcy5mbGF0TWFwKG9mTGluZSk7XG4gICAgaWYgKGJsb2NrLmtpbmQgPT09ICd0YWJsZScpIHJldHVybiBbYmxvY2suaGVhZCwgLi4uYmxvY2sucm93c10uZmxhdCgpLmZsYXRNYXAob2ZMaW5lKTtcbiAgICByZXR1cm4gW107XG4gIH0pO1xufVxuIiwiaW1wb3J0IHR5cGUgeyBQbHVnaW4gfSBmcm9tICd2aXRlJztcblxuLyoqIFBsdWdpbnMgb2YgdGhlIHByb2dyYW0ncyBidWlsZHM6IHdoYXQgaXMgbG9hZGVkIGF0IGEgc3RhcnQsIGFuZCB3aGVuLiAqL1xuXG4vKipcbiAqIFRoZSBmaXJzdCBmaWxlIG9mIGEgcHJvZ3JhbSwgaW5kZXguY2pzLCBsb2FkcyB0aGUgc2Vjb25kIHdoZW4gaXQgc2F5cyBzbywgYW5kIG5vdCBiZWZvcmUuIFRoZSBidW5kbGVyIG1heVxuICogaGF2ZSBpdCBiZWdpbiB3aXRoIGxvYWRpbmcgdGhlIHNlY29uZCwgd2hlcmUgaXRzIG93biBoZWxwZXJzIGxpZSwgb2Ygd2hpY2ggdGhlIGZpcnN0IG9uZSB1c2VzIG5vbmU6IHRoZW5cbiAqIG5vdGhpbmcgd291bGQgYmUgZ2FpbmVkIGJ5IHRoZWlyIGJlaW5nIHR3by5cbiAqIEBwYXJhbSBzZWNvbmQgbmFtZSBvZiB0aGUgZmlsZSB0aGF0IGlzIGxvYWRlZCBsYXRlclxuICovXG5leHBvcnQgZnVuY3Rpb24gc3RhcnRBbG9uZShzZWNvbmQ6IHN0cmluZyk6IFBsdWdpbiB7XG4gIHJldHVybiB7XG4gICAgbmFtZTogJ3N0YXJ0LWFsb25lJyxcbiAgICBnZW5lcmF0ZUJ1bmRsZTogKF9vcHRpb25zLCBidW5kbGUpID0+IHtcbiAgICAgIGNvbnN0IGZpcnN0ID0gYnVuZGxlWydpbmRleC5janMnXTtcbiAgICAgIGlmIChmaXJzdD8udHlwZSAhPT0gJ2NodW5rJykgdGhyb3cgbmV3IEVycm9yKCdUaGVyZSBpcyBubyBpbmRleC5janMuJyk7XG4gICAgICBjb25zdCBsb2FkcyA9IGByZXF1aXJlKFwiLi8ke3NlY29uZH1cIik7YDtcbiAgICAgIGNvbnN0IGxpbmVzID0gZmlyc3QuY29kZS5zcGxpdCgnXFxuJykuZmlsdGVyKChsaW5lKSA9PiBsaW5lICE9PSBsb2Fkcyk7XG4gICAgICBpZiAobGluZXMuc29tZSgobGluZSkgPT4gbGluZS5zdGFydHNXaXRoKCdjb25zdCAnKSAmJiBsaW5lLmVuZHNXaXRoKGxvYWRzKSkpXG4gICAgICAgIHRocm93IG5ldyBFcnJvcihgaW5kZXguY2pzIHVzZXMgd2hhdCBpcyBpbiAke3NlY29uZH0sIGFuZCBzbyBsb2FkcyBpdCBhdCBvbmNlLmApO1xuICAgICAgZmlyc3QuY29kZSA9IGxpbmVzLmpvaW4oJ1xcbicpO1xuICAgIH0sXG4gIH07XG59XG5cbmNvbnN0IEJZX1pPRCA9ICdTdG9yZXMgYXJlIGNoZWNrZWQgYnkgdGhlaXIgem9kIHNjaGVtYTogY29uZiBpcyBnaXZlbiBubyBKU09OIHNjaGVtYS4nO1xuLyoqIFdoYXQgY29uZiBpbXBvcnRzLCBhbmQgd2h5IHRoaXMgcHJvZ3JhbSBuZXZlciBjb21lcyB0aGVyZS4gKi9cbmNvbnN0IE5FVkVSX1VTRUQgPSBuZXcgTWFwKFtcbiAgWydhanYvZGlzdC8yMDIwLmpzJywgQllfWk9EXSxcbiAgWydhanYtZm9ybWF0cycsIEJZX1pPRF0sXG4gIFsnc2VtdmVyJywgJ1N0b3JlZCBmb3JtYXRzIGhhdmUgdmVyc2lvbnMgb2YgdGhlaXIgb3duOiBjb25mIGlzIGdpdmVuIG5vIG1pZ3JhdGlvbnMuJ10sXG5dKTtcbi8qKiBXaGF0IGNvbmYgY2FsbHMgb2YgdGhlbS4gKi9cbmNvbnN0IENBTExFRCA9IFsnZGVmYXVsdCcsICdjbGVhbicsICdlcScsICdndCcsICdsdGUnLCAnc2F0aXNmaWVzJ107XG5jb25zdCBNQVJLID0gJ1xcMG5ldmVyLXVzZWQ6JztcblxuLyoqXG4gKiBMZWF2ZXMgb3V0IG9mIGEgYnVpbGQgd2hhdCBjb25mIGltcG9ydHMgYW5kIG5ldmVyIHVzZXMgaGVyZSwgMzIwIEtCIHRoYXQgZWFjaCBzdGFydCB3b3VsZCBjb21waWxlIGFuZCBydW4uXG4gKiBXaG9ldmVyIGRpZCB1c2UgaXQgd291bGQgYmUgdG9sZCBzbyBieSBhbiBlcnJvci5cbiAqL1xuZXhwb3J0IGZ1bmN0aW9uIGxpZ2h0Q29uZigpOiBQbHVnaW4ge1xuICByZXR1cm4ge1xuICAgIG5hbWU6ICdsaWdodC1jb25mJyxcbiAgICBlbmZvcmNlOiAncHJlJyxcbiAgICByZXNvbHZlSWQ6IChpZCwgaW1wb3J0ZXIpID0+XG4gICAgICBORVZFUl9VU0VELmhhcyhpZCkgJiYgL1tcXFxcL11ub2RlX21vZHVsZXNbXFxcXC9dY29uZltcXFxcL10vLnRlc3QoaW1wb3J0ZXIgPz8gJycpID8gTUFSSyArIGlkIDogbnVsbCxcbiAgICBsb2FkOiAoaWQpID0+IHtcbiAgICAgIGNvbnN0IHdoeSA9IGlkLnN0YXJ0c1dpdGgoTUFSSykgPyBORVZFUl9VU0VELmdldChpZC5zbGljZShNQVJLLmxlbmd0aCkpIDogdW5kZWZpbmVkO1xuICAgICAgaWYgKHdoeSA9PT0gdW5kZWZpbmVkKSByZXR1cm4gbnVsbDtcbiAgICAgIHJldHVybiBgY29uc3QgcmVmdXNlID0gKCkgPT4geyB0aHJvdyBuZXcgRXJyb3IoJHtKU09OLnN0cmluZ2lmeSh3aHkpfSk7IH07XG5leHBvcnQgY29uc3QgQWp2MjAyMCA9IGNsYXNzIHsgY29uc3RydWN0b3IoKSB7IHJlZnVzZSgpOyB9IH07XG5leHBvcnQgZGVmYXVsdCB7ICR7Q0FMTEVELm1hcCgobmFtZSkgPT4gYCR7bmFtZX06IHJlZnVzZWApLmpvaW4oJywgJyl9IH07YDtcbiAgICB9LFxuICB9O1xufVxuXG5jb25zdCBKU09OX1NDSEVNQSA9XG4gIC9bXFxcXC9dbm9kZV9tb2R1bGVzW1xcXFwvXXpvZFtcXFxcL112NFtcXFxcL11jb3JlW1xcXFwvXSh0by1qc29uLXNjaGVtYXxqc29uLXNjaGVtYS1wcm9jZXNzb3JzKVxcLmpzJC87XG5cbi8qKlxuICogTGVhdmVzIG91dCBvZiBhIGJ1aWxkIGhvdyB6b2Qgd3JpdGVzIGl0cyBzY2hlbWFzIGFzIEpTT04gU2NoZW1hLCAxOCBLQiB0aGF0IG5vdGhpbmcgaGVyZSBhc2tzIGZvciBhbmQgdGhhdFxuICogaXRzIGNsYXNzZXMgaG9sZCBvbiB0by4gV2hvZXZlciBkaWQgYXNrIHdvdWxkIGJlIHRvbGQgc28gYnkgYW4gZXJyb3IuXG4gKi9cbmV4cG9ydCBmdW5jdGlvbiBsaWdodFpvZCgpOiBQbHVnaW4ge1xuICByZXR1cm4ge1xuICAgIG5hbWU6ICdsaWdodC16b2QnLFxuICAgIGVuZm9yY2U6ICdwcmUnLFxuICAgIHRyYW5zZm9ybTogKGNvZGUsIGlkKSA9PiB7XG4gICAgICBpZiAoIUpTT05fU0NIRU1BLnRlc3QoaWQpKSByZXR1cm4gbnVsbDtcbiAgICAgIGNvbnN0IG5hbWVzID0gW1xuICAgICAgICAuLi5bLi4uY29kZS5tYXRjaEFsbCgvXmV4cG9ydCAoPzpmdW5jdGlvbnxjb25zdCkgKFxcdyspL2dtKV0ubWFwKChbLCBuYW1lXSkgPT4gbmFtZSksXG4gICAgICAgIC4uLlsuLi5jb2RlLm1hdGNoQWxsKC9eZXhwb3J0IFxceyBcXHcrIGFzIChcXHcrKSBcXH07L2dtKV0ubWFwKChbLCBuYW1lXSkgPT4gbmFtZSksXG4gICAgICBdO1xuICAgICAgaWYgKG5hbWVzLmxlbmd0aCA9PT0gMCkgdGhyb3cgbmV3IEVycm9yKGB6b2QgaGFzIG5vIEpTT04gU2NoZW1hIGluICR7aWR9OiBzZWUgbGlnaHQtem9kLmApO1xuICAgICAgLy8gVHdvIG9mIHRoZW0gYXJlIGNhbGxlZCBmb3IgZWFjaCBzY2hlbWEgYXMgaXQgaXMgbWFkZSwgYW5kIGdpdmUgd2hhdCB3b3VsZCB3cml0ZSBpdC5cbiAgICAgIGNvbnN0IG1hZGUgPSBgY29uc3QgcmVmdXNlID0gKCkgPT4geyB0aHJvdyBuZXcgRXJyb3IoJ1NjaGVtYXMgb2Ygem9kIGFyZSBub3Qgd3JpdHRlbiBhcyBKU09OIFNjaGVtYSBoZXJlLicpOyB9O1xuY29uc3QgbWFrZSA9ICgpID0+IHJlZnVzZTtgO1xuICAgICAgY29uc3QgZXhwb3J0ZWQgPSBuYW1lcy5tYXAoXG4gICAgICAgIChuYW1lKSA9PlxuICAgICAgICAgIGBleHBvcnQgY29uc3QgJHtuYW1lID09PSAncHJvY2VzcycgPyAnX3Byb2Nlc3MnIDogbmFtZX0gPSAkey9eY3JlYXRlLy50ZXN0KG5hbWUgPz8gJycpID8gJ21ha2UnIDogJ3JlZnVzZSd9O2AsXG4gICAgICApO1xuICAgICAgY29uc3QgcmVuYW1lZCA9IG5hbWVzLmluY2x1ZGVzKCdwcm9jZXNzJykgPyBbJ2V4cG9ydCB7IF9wcm9jZXNzIGFzIHByb2Nlc3MgfTsnXSA6IFtdO1xuICAgICAgcmV0dXJuIHsgY29kZTogW21hZGUsIC4uLmV4cG9ydGVkLCAuLi5yZW5hbWVkXS5qb2luKCdcXG4nKSwgbWFwOiBudWxsIH07XG4gICAgfSxcbiAgfTtcbn1cbiIsIi8vIFdoYXQgdGhlIGZpbmRlcnMgb2Ygc2VudGVuY2VzIHNoYXJlOiBzb3VyY2VzIGFzIHRyZWVzLCBhbmQgdGhlIG1lc3NhZ2VzIGluIGV4cHJlc3Npb25zLlxuaW1wb3J0IHsgcGFyc2UgfSBmcm9tICdzdmVsdGUvY29tcGlsZXInO1xuXG5jb25zdCBTQ1JJUFQgPSAnPHNjcmlwdCBsYW5nPVwidHNcIj4nO1xuXG4vKiogTmFtZXMgb2YgYXR0cmlidXRlcywgcHJvcGVydGllcyBhbmQgcHJvcGVydGllcyBvZiBvYmplY3RzIHdob3NlIHZhbHVlIGEgcGVyc29uIHJlYWRzLiAqL1xuZXhwb3J0IGNvbnN0IFRFWFRfTkFNRVMgPSBuZXcgU2V0KFtcbiAgLi4uWydsYWJlbCcsICd0aXRsZScsICdhcmlhLWxhYmVsJywgJ2RhdGEtdGlwJywgJ2hpbnQnLCAndGV4dCcsICdwbGFjZWhvbGRlcicsICdzdWInLCAnbm90ZScsICdlbXB0eU1lYW5zJ10sXG4gIC4uLlsndmFsdWVUZXh0JywgJ2FyaWEtdmFsdWV0ZXh0JywgJ2FjdGlvbkxhYmVsJywgJ25vbmUnLCAnb3RoZXJOYW1lJywgJ3RpcCcsICdhYm91dCcsICdhY3Rpb24nLCAnZXJyb3InXSxcbiAgLi4uWydhbHQnLCAnb2YnLCAnY2FwdGlvbicsICdoZWFkaW5nJywgJ21lc3NhZ2UnLCAnaGVscCcsICd1bml0JywgJ2Rlc2NyaXB0aW9uJywgJ2FyaWEtZGVzY3JpcHRpb24nXSxcbl0pO1xuXG4vKiogTmFtZXMgdGhhdCBubyBsYW5ndWFnZSB0cmFuc2xhdGVzLiAqL1xuY29uc3QgTkFNRVMgPVxuICAvXFxiKEJlbmNodG9wfFRlbnNvckZsb3d8RWxlY3Ryb258Tm9kZXxTVkd8UE5HfENTVnxUU1Z8SlNPTnxTUUx8VVRGLTh8U0hBLTI1NnxXZWJHTHxSTVNFfE1BRXxST0N8UENBfEFSSXxOTUl8ay1tZWFuc3xTVk18WE5PUnxYT1J8UGVhcnNvbnxTcGVhcm1hbnxBZGFtfEFkYW1XfEFkYWdyYWR8Uk1TcHJvcHxOZXN0ZXJvdnxIdWJlcnxQYXJxdWV0fEtlcmFzfFB5dGhvbnxDdHJsfHB4fG1tfGRwaSlcXGIvZztcblxuLyoqIFdoZXRoZXIgYSBwZXJzb24gd291bGQgcmVhZCBpdCBpbiBhbm90aGVyIGxhbmd1YWdlOiB0d28gbGV0dGVycyBzaWRlIGJ5IHNpZGUsIGF0IGxlYXN0LCB0aGF0IGFyZSBubyBuYW1lLiAqL1xuZXhwb3J0IGZ1bmN0aW9uIGlzUmVhZGFibGUodGV4dCkge1xuICByZXR1cm4gL1xccHtMfXsyfS91LnRlc3QodGV4dC5yZXBsYWNlKE5BTUVTLCAnJykpICYmICFBRERSRVNTLnRlc3QodGV4dCk7XG59XG5cbi8qKiBPZiBhIHBhZ2Ugb2YgdGhlIGd1aWRlLiAqL1xuY29uc3QgQUREUkVTUyA9IC9eW1xcdy1dKyNbXFx3LV0rJC87XG5cbmxldCBsYXN0ID0geyBmaWxlOiAnJywgc291cmNlOiAnJywgZm91bmQ6IG51bGwgfTtcblxuLyoqIEBwYXJhbSBmaWxlIG5hbWUgb2YgYSBgLnN2ZWx0ZWAgb3IgYC50c2AgZmlsZS4gT2YgdGhlIGxhc3Qgb25lIHRoZSB0cmVlIGlzIGtlcHQ6IHNldmVyYWwgbG9vayBmb3Igc29tZXRoaW5nIGluIGl0LiAqL1xuZXhwb3J0IGZ1bmN0aW9uIHBhcnNlU291cmNlKGZpbGUsIHNvdXJjZSkge1xuICBpZiAobGFzdC5mb3VuZCA9PT0gbnVsbCB8fCBsYXN0LmZpbGUgIT09IGZpbGUgfHwgbGFzdC5zb3VyY2UgIT09IHNvdXJjZSlcbiAgICBsYXN0ID0geyBmaWxlLCBzb3VyY2UsIGZvdW5kOiBwYXJzZUFuZXcoZmlsZSwgc291cmNlKSB9O1xuICByZXR1cm4gbGFzdC5mb3VuZDtcbn1cblxuZnVuY3Rpb24gcGFyc2VBbmV3KGZpbGUsIHNvdXJjZSkge1xuICBpZiAoZmlsZS5lbmRzV2l0aCgnLnN2ZWx0ZScpKSByZXR1cm4geyB0cmVlOiBwYXJzZShzb3VyY2UsIHsgbW9kZXJuOiB0cnVlLCBmaWxlbmFtZTogZmlsZSB9KSwgc2hpZnQ6IDAgfTtcbiAgY29uc3QgdHJlZSA9IHBhcnNlKGAke1NDUklQVH0ke3NvdXJjZS5yZXBsYWNlQWxsKCc8L3NjcmlwdCcsICc8LXNjcmlwdCcpfTwvc2NyaXB0PmAsIHtcbiAgICBtb2Rlcm46IHRydWUsXG4gICAgZmlsZW5hbWU6IGZpbGUsXG4gIH0pO1xuICByZXR1cm4geyB0cmVlLCBzaGlmdDogU0NSSVBULmxlbmd0aCB9O1xufVxuXG4vKiogQ2FsbHMgYHZpc2l0YCB3aXRoIGVhY2ggbm9kZSBhbmQgdGhvc2UgYXJvdW5kIGl0LCB0aGUgbmVhcmVzdCBmaXJzdDsgd2hhdCBpdCByZXR1cm5zIGZhbHNlIGZvciBpcyBub3QgZW50ZXJlZC4gKi9cbmV4cG9ydCBmdW5jdGlvbiB3YWxrKG5vZGUsIHZpc2l0LCBwYXJlbnRzID0gW10pIHtcbiAgaWYgKEFycmF5LmlzQXJyYXkobm9kZSkpIHtcbiAgICBmb3IgKGNvbnN0IG9uZSBvZiBub2RlKSB3YWxrKG9uZSwgdmlzaXQsIHBhcmVudHMpO1xuICAgIHJldHVybjtcbiAgfVxuICBpZiAobm9kZSA9PT0gbnVsbCB8fCB0eXBlb2Ygbm9kZSAhPT0gJ29iamVjdCcpIHJldHVybjtcbiAgY29uc3QgaXNOb2RlID0gdHlwZW9mIG5vZGUudHlwZSA9PT0gJ3N0cmluZyc7XG4gIGlmIChpc05vZGUgJiYgdmlzaXQobm9kZSwgcGFyZW50cykgPT09IGZhbHNlKSByZXR1cm47XG4gIGNvbnN0IGFyb3VuZCA9IGlzTm9kZSA/IFtub2RlLCAuLi5wYXJlbnRzXSA6IHBhcmVudHM7XG4gIGZvciAoY29uc3QgW2tleSwgY2hpbGRdIG9mIE9iamVjdC5lbnRyaWVzKG5vZGUpKSB7XG4gICAgaWYgKGtleSA9PT0gJ2NzcycgfHwga2V5ID09PSAnbG9jJyB8fCBrZXkgPT09ICdtZXRhZGF0YScpIGNvbnRpbnVlO1xuICAgIGlmIChjaGlsZCAhPT0gbnVsbCAmJiB0eXBlb2YgY2hpbGQgPT09ICdvYmplY3QnKSB3YWxrKGNoaWxkLCB2aXNpdCwgYXJvdW5kKTtcbiAgfVxufVxuXG4vKiogVGhlIGxpdGVyYWxzIGFuZCB0ZW1wbGF0ZXMgdGhhdCBtYXkgY29tZSBvdXQgb2YgYW4gZXhwcmVzc2lvbiBhcyB0aGV5IGFyZSB3cml0dGVuLiAqL1xuZXhwb3J0IGZ1bmN0aW9uIHJlc3VsdHMobm9kZSkge1xuICBzd2l0Y2ggKG5vZGU/LnR5cGUpIHtcbiAgICBjYXNlICdMaXRlcmFsJzpcbiAgICAgIHJldHVybiB0eXBlb2Ygbm9kZS52YWx1ZSA9PT0gJ3N0cmluZycgPyBbbm9kZV0gOiBbXTtcbiAgICBjYXNlICdUZW1wbGF0ZUxpdGVyYWwnOlxuICAgICAgcmV0dXJuIFtub2RlXTtcbiAgICBjYXNlICdDb25kaXRpb25hbEV4cHJlc3Npb24nOlxuICAgICAgcmV0dXJuIFsuLi5yZXN1bHRzKG5vZGUuY29uc2VxdWVudCksIC4uLnJlc3VsdHMobm9kZS5hbHRlcm5hdGUpXTtcbiAgICBjYXNlICdMb2dpY2FsRXhwcmVzc2lvbic6XG4gICAgICByZXR1cm4gWy4uLnJlc3VsdHMobm9kZS5sZWZ0KSwgLi4ucmVzdWx0cyhub2RlLnJpZ2h0KV07XG4gICAgY2FzZSAnVFNBc0V4cHJlc3Npb24nOlxuICAgIGNhc2UgJ1RTU2F0aXNmaWVzRXhwcmVzc2lvbic6XG4gICAgY2FzZSAnVFNOb25OdWxsRXhwcmVzc2lvbic6XG4gICAgICByZXR1cm4gcmVzdWx0cyhub2RlLmV4cHJlc3Npb24pO1xuICAgIGRlZmF1bHQ6XG4gICAgICByZXR1cm4gW107XG4gIH1cbn1cblxuLyoqIE5hbWUgb2YgYSB2YWx1ZSBieSB3aGF0IGl0IGlzIGNvbXB1dGVkIGZyb206IGByb3dzYCBvZiBgZmlsZS5yb3dzYCwgYGZvcm1hdENvdW50KGZpbGUucm93cylgIGFuZCBgcm93cy5sZW5ndGhgLiAqL1xuZnVuY3Rpb24gdmFsdWVOYW1lKG5vZGUpIHtcbiAgc3dpdGNoIChub2RlLnR5cGUpIHtcbiAgICBjYXNlICdJZGVudGlmaWVyJzpcbiAgICAgIHJldHVybiBub2RlLm5hbWU7XG4gICAgY2FzZSAnTWVtYmVyRXhwcmVzc2lvbic6XG4gICAgICBpZiAobm9kZS5jb21wdXRlZCkgcmV0dXJuIHZhbHVlTmFtZShub2RlLm9iamVjdCk7XG4gICAgICByZXR1cm4gWydsZW5ndGgnLCAnbGFiZWwnLCAnc2l6ZSddLmluY2x1ZGVzKG5vZGUucHJvcGVydHkubmFtZSlcbiAgICAgICAgPyB2YWx1ZU5hbWUobm9kZS5vYmplY3QpXG4gICAgICAgIDogbm9kZS5wcm9wZXJ0eS5uYW1lO1xuICAgIGNhc2UgJ0NoYWluRXhwcmVzc2lvbic6XG4gICAgY2FzZSAnVFNOb25OdWxsRXhwcmVzc2lvbic6XG4gICAgY2FzZSAnVFNBc0V4cHJlc3Npb24nOlxuICAgICAgcmV0dXJuIHZhbHVlTmFtZShub2RlLmV4cHJlc3Npb24pO1xuICAgIGNhc2UgJ0NhbGxFeHByZXNzaW9uJzoge1xuICAgICAgY29uc3QgW2ZpcnN0XSA9IG5vZGUuYXJndW1lbnRzO1xuICAgICAgY29uc3Qgb2ZUZXh0ID0gW1xuICAgICAgICAnam9pbicsXG4gICAgICAgICd0b0xvd2VyQ2FzZScsXG4gICAgICAgICd0cmltJyxcbiAgICAgICAgJ3NsaWNlJyxcbiAgICAgICAgJ3JlcGxhY2UnLFxuICAgICAgICAncmVwbGFjZUFsbCcsXG4gICAgICAgICdtYXAnLFxuICAgICAgICAndG9TdHJpbmcnLFxuICAgICAgICAnZmlsdGVyJyxcbiAgICAgIF07XG4gICAgICBpZiAobm9kZS5jYWxsZWUudHlwZSA9PT0gJ01lbWJlckV4cHJlc3Npb24nICYmIG9mVGV4dC5pbmNsdWRlcyhub2RlLmNhbGxlZS5wcm9wZXJ0eS5uYW1lKSlcbiAgICAgICAgcmV0dXJuIHZhbHVlTmFtZShub2RlLmNhbGxlZS5vYmplY3QpO1xuICAgICAgaWYgKGZpcnN0ICE9PSB1bmRlZmluZWQgJiYgZmlyc3QudHlwZSAhPT0gJ0xpdGVyYWwnICYmIGZpcnN0LnR5cGUgIT09ICdTcHJlYWRFbGVtZW50JylcbiAgICAgICAgcmV0dXJuIHZhbHVlTmFtZShmaXJzdCk7XG4gICAgICByZXR1cm4gdmFsdWVOYW1lKG5vZGUuY2FsbGVlKTtcbiAgICB9XG4gICAgY2FzZSAnTG9naWNhbEV4cHJlc3Npb24nOlxuICAgICAgcmV0dXJuIHZhbHVlTmFtZShub2RlLmxlZnQpO1xuICAgIGNhc2UgJ0JpbmFyeUV4cHJlc3Npb24nOlxuICAgICAgcmV0dXJuIHZhbHVlTmFtZShub2RlLmxlZnQudHlwZSA9PT0gJ0xpdGVyYWwnID8gbm9kZS5yaWdodCA6IG5vZGUubGVmdCk7XG4gICAgZGVmYXVsdDpcbiAgICAgIHJldHVybiAndmFsdWUnO1xuICB9XG59XG5cbi8qKlxuICogQSBtZXNzYWdlIG9mIGxpdGVyYWwgcGFydHMgd2l0aCBleHByZXNzaW9ucyBiZXR3ZWVuIHRoZW0uXG4gKiBAcGFyYW0gcGFydHMgbGl0ZXJhbCB0ZXh0cyBhbmQgZXhwcmVzc2lvbnMgaW4gdGhlaXIgb3JkZXJcbiAqIEByZXR1cm5zIHRleHQgd2l0aCBge25hbWVzfWAsIGFuZCB0aGUgbmFtZSBvZiBlYWNoIGV4cHJlc3Npb25cbiAqL1xuZXhwb3J0IGZ1bmN0aW9uIGpvaW5QYXJ0cyhwYXJ0cykge1xuICBjb25zdCBuYW1lcyA9IFtdO1xuICBjb25zdCB0ZXh0ID0gcGFydHMubWFwKChwYXJ0KSA9PiB7XG4gICAgaWYgKHR5cGVvZiBwYXJ0ID09PSAnc3RyaW5nJykgcmV0dXJuIHBhcnQ7XG4gICAgY29uc3Qgd2FudGVkID0gdmFsdWVOYW1lKHBhcnQpLnJlcGxhY2UoL1teQS1aYS16MC05X10vZywgJycpIHx8ICd2YWx1ZSc7XG4gICAgbGV0IG5hbWUgPSB3YW50ZWQ7XG4gICAgZm9yIChsZXQgbiA9IDI7IG5hbWVzLmluY2x1ZGVzKG5hbWUpOyBuKyspIG5hbWUgPSBgJHt3YW50ZWR9JHtufWA7XG4gICAgbmFtZXMucHVzaChuYW1lKTtcbiAgICByZXR1cm4gYHske25hbWV9fWA7XG4gIH0pO1xuICByZXR1cm4geyB0ZXh0OiB0ZXh0LmpvaW4oJycpLCBuYW1lcyB9O1xufVxuXG4vKiogTGl0ZXJhbCBwYXJ0cyBhbmQgZXhwcmVzc2lvbnMgb2YgYSB0ZW1wbGF0ZS4gKi9cbmV4cG9ydCBmdW5jdGlvbiB0ZW1wbGF0ZVBhcnRzKHsgcXVhc2lzLCBleHByZXNzaW9ucyB9KSB7XG4gIHJldHVybiBxdWFzaXMuZmxhdE1hcCgocXVhc2ksIGkpID0+XG4gICAgaSA8IGV4cHJlc3Npb25zLmxlbmd0aCA/IFtxdWFzaS52YWx1ZS5jb29rZWQsIGV4cHJlc3Npb25zW2ldXSA6IFtxdWFzaS52YWx1ZS5jb29rZWRdLFxuICApO1xufVxuXG4vKiogV2hhdCBpcyBjaGFuZ2VkIGluIGEgc291cmNlLCBieSBwbGFjZXMgaW4gaXQuICovXG5leHBvcnQgY2xhc3MgRWRpdHMge1xuICAjZWRpdHMgPSBbXTtcblxuICByZXBsYWNlKHN0YXJ0LCBlbmQsIHRleHQpIHtcbiAgICB0aGlzLiNlZGl0cy5wdXNoKHsgc3RhcnQsIGVuZCwgdGV4dCB9KTtcbiAgfVxuXG4gIGluc2VydChhdCwgdGV4dCkge1xuICAgIHRoaXMuI2VkaXRzLnB1c2goeyBzdGFydDogYXQsIGVuZDogYXQsIHRleHQgfSk7XG4gIH1cblxuICBhcHBseShzb3VyY2UpIHtcbiAgICAvLyBBdCBvbmUgcGxhY2Ugd2hhdCBpcyBpbnNlcnRlZCBlbmRzIHNvbWV0aGluZywgYW5kIGNvbWVzIGZpcnN0LlxuICAgIGNvbnN0IHNvcnRlZCA9IHRoaXMuI2VkaXRzLnNvcnQoKGEsIGIpID0+IGEuc3RhcnQgLSBiLnN0YXJ0IHx8IGEuZW5kIC0gYi5lbmQpO1xuICAgIGxldCBvdXQgPSAnJztcbiAgICBsZXQgYXQgPSAwO1xuICAgIGZvciAoY29uc3QgeyBzdGFydCwgZW5kLCB0ZXh0IH0gb2Ygc29ydGVkKSB7XG4gICAgICBvdXQgKz0gc291cmNlLnNsaWNlKGF0LCBzdGFydCkgKyB0ZXh0O1xuICAgICAgYXQgPSBlbmQ7XG4gICAgfVxuICAgIHJldHVybiBvdXQgKyBzb3VyY2Uuc2xpY2UoYXQpO1xuICB9XG59XG5cbi8qKiBBIGxpdGVyYWwgb3IgdGVtcGxhdGUgYXMgYSBjYWxsIG9mIGBzYXlgOyBsaW5lcyBzdGF5IHdoZXJlIHRoZXkgYXJlLiAqL1xuZXhwb3J0IGZ1bmN0aW9uIHdyYXBSZXN1bHQobm9kZSwgZWRpdHMsIHNvdXJjZSwgc2hpZnQsIGNhbGwpIHtcbiAgaWYgKG5vZGUudHlwZSA9PT0gJ0xpdGVyYWwnKSB7XG4gICAgZWRpdHMuaW5zZXJ0KG5vZGUuc3RhcnQgLSBzaGlmdCwgYCR7Y2FsbH0oYCk7XG4gICAgZWRpdHMuaW5zZXJ0KG5vZGUuZW5kIC0gc2hpZnQsICcpJyk7XG4gICAgcmV0dXJuIG5vZGUudmFsdWU7XG4gIH1cbiAgY29uc3QgeyB0ZXh0LCBuYW1lcyB9ID0gam9pblBhcnRzKHRlbXBsYXRlUGFydHMobm9kZSkpO1xuICBjb25zdCB7IGV4cHJlc3Npb25zIH0gPSBub2RlO1xuICBpZiAoZXhwcmVzc2lvbnMubGVuZ3RoID09PSAwKSB7XG4gICAgZWRpdHMuaW5zZXJ0KG5vZGUuc3RhcnQgLSBzaGlmdCwgYCR7Y2FsbH0oYCk7XG4gICAgZWRpdHMuaW5zZXJ0KG5vZGUuZW5kIC0gc2hpZnQsICcpJyk7XG4gICAgcmV0dXJuIHRleHQ7XG4gIH1cbiAgY29uc3QgW2ZpcnN0XSA9IGV4cHJlc3Npb25zO1xuICBlZGl0cy5yZXBsYWNlKG5vZGUuc3RhcnQgLSBzaGlmdCwgZmlyc3Quc3RhcnQgLSBzaGlmdCwgYCR7Y2FsbH0oJHtxdW90ZSh0ZXh0KX0sIHsgJHtuYW1lc1swXX06IGApO1xuICBmb3IgKGNvbnN0IFtpLCB7IGVuZCB9XSBvZiBleHByZXNzaW9ucy5lbnRyaWVzKCkpIHtcbiAgICBjb25zdCBuZXh0ID0gZXhwcmVzc2lvbnNbaSArIDFdO1xuICAgIGVkaXRzLnJlcGxhY2UoXG4gICAgICBlbmQgLSBzaGlmdCxcbiAgICAgIChuZXh0Py5zdGFydCA/PyBub2RlLmVuZCkgLSBzaGlmdCxcbiAgICAgIG5leHQgPT09IHVuZGVmaW5lZCA/ICcgfSknIDogYCwgJHtuYW1lc1tpICsgMV19OiBgLFxuICAgICk7XG4gIH1cbiAgcmV0dXJuIHRleHQ7XG59XG5cbi8qKiBBcyBvdXIgc291cmNlcyBxdW90ZSBpdC4gKi9cbmV4cG9ydCBmdW5jdGlvbiBxdW90ZSh0ZXh0KSB7XG4gIHJldHVybiBgJyR7dGV4dC5yZXBsYWNlQWxsKCdcXFxcJywgJ1xcXFxcXFxcJykucmVwbGFjZUFsbChcIidcIiwgXCJcXFxcJ1wiKS5yZXBsYWNlQWxsKCdcXG4nLCAnXFxcXG4nKX0nYDtcbn1cbiIsIi8vIFNlbnRlbmNlcyBpbiB0aGUgbWFya3VwIG9mIGEgY29tcG9uZW50OiB0aGV5IGFyZSBtZXNzYWdlcyB3aXRob3V0IGEgbWFyazsgdGhlIGJ1aWxkIGhhcyB0aGVtIHNhaWQgaW4gdGhlXG4vLyBwZXJzb24ncyBsYW5ndWFnZS4gV2hhdCBhIHNjcmlwdCBzYXlzIGlzIG1hcmtlZCB0aGVyZTogc2VlIHNjcmlwdHMubWpzLlxuaW1wb3J0IHtcbiAgRWRpdHMsXG4gIGlzUmVhZGFibGUsXG4gIGpvaW5QYXJ0cyxcbiAgcGFyc2VTb3VyY2UsXG4gIHF1b3RlLFxuICByZXN1bHRzLFxuICBURVhUX05BTUVTLFxuICB3YWxrLFxuICB3cmFwUmVzdWx0LFxufSBmcm9tICcuL3N5bnRheC5tanMnO1xuXG5jb25zdCBDQUxMID0gJ19fc2F5Jztcbi8qKiBXaGF0IHN0YW5kcyBpbiB0aGVtIGlzIHRvIGJlIHR5cGVkIG9yIGNvcGllZCwgb3IgaXMgc29tZWJvZHkncyBkYXRhLiAqL1xuY29uc3QgTk9UX1NFTlRFTkNFUyA9IG5ldyBTZXQoWydjb2RlJywgJ2tiZCcsICdwcmUnLCAnYmRpJywgJ3N0eWxlJywgJ3NjcmlwdCcsICdzYW1wJ10pO1xuXG4vKipcbiAqIEEgY29tcG9uZW50IHdpdGggaXRzIHNlbnRlbmNlcyBzYWlkLCBhbmQgd2hhdCB0aGV5IGFyZSBpbiBFbmdsaXNoLlxuICogQHBhcmFtIGZpbGUgaXRzIG5hbWU7IGxpbmVzIHN0YXkgd2hlcmUgdGhleSBhcmVcbiAqIEBwYXJhbSBmcm9tIHdoZXJlIGBzYXlgIGlzIGltcG9ydGVkIGZyb21cbiAqIEByZXR1cm5zIGNvZGUsIG9yIG51bGwgd2hlcmUgaXQgaGFzIG5vIHNlbnRlbmNlXG4gKi9cbmV4cG9ydCBmdW5jdGlvbiBzYXlNYXJrdXAoZmlsZSwgc291cmNlLCBmcm9tKSB7XG4gIGNvbnN0IHsgdHJlZSB9ID0gcGFyc2VTb3VyY2UoZmlsZSwgc291cmNlKTtcbiAgY29uc3QgZWRpdHMgPSBuZXcgRWRpdHMoKTtcbiAgY29uc3QgbWVzc2FnZXMgPSBbXTtcbiAgY29uc3Qgbm90ZSA9IChub2RlLCB0ZXh0KSA9PiBtZXNzYWdlcy5wdXNoKHsgdGV4dCwgYXQ6IG5vZGUuc3RhcnQgfSk7XG4gIGNvbnN0IHdyYXAgPSAoZXhwcmVzc2lvbikgPT4ge1xuICAgIGZvciAoY29uc3Qgbm9kZSBvZiByZXN1bHRzKGV4cHJlc3Npb24pKSB7XG4gICAgICBjb25zdCB3cml0dGVuID1cbiAgICAgICAgbm9kZS50eXBlID09PSAnTGl0ZXJhbCcgPyBub2RlLnZhbHVlIDogbm9kZS5xdWFzaXMubWFwKCh7IHZhbHVlIH0pID0+IHZhbHVlLmNvb2tlZCkuam9pbignJyk7XG4gICAgICBpZiAoaXNSZWFkYWJsZSh3cml0dGVuKSkgbm90ZShub2RlLCB3cmFwUmVzdWx0KG5vZGUsIGVkaXRzLCBzb3VyY2UsIDAsIENBTEwpKTtcbiAgICAgIGlmIChub2RlLnR5cGUgPT09ICdUZW1wbGF0ZUxpdGVyYWwnKSBub2RlLmV4cHJlc3Npb25zLmZvckVhY2god3JhcCk7XG4gICAgfVxuICB9O1xuICB3YWxrKHRyZWUuZnJhZ21lbnQsIChub2RlLCBwYXJlbnRzKSA9PiB7XG4gICAgaWYgKG5vZGUudHlwZSA9PT0gJ1JlZ3VsYXJFbGVtZW50JyAmJiBOT1RfU0VOVEVOQ0VTLmhhcyhub2RlLm5hbWUpKSB7XG4gICAgICB3YWxrKG5vZGUuYXR0cmlidXRlcywgKGlubmVyKSA9PiB2aXNpdEF0dHJpYnV0ZShpbm5lcikpO1xuICAgICAgcmV0dXJuIGZhbHNlO1xuICAgIH1cbiAgICBpZiAobm9kZS50eXBlID09PSAnRnJhZ21lbnQnKSBzYXlUZXh0KG5vZGUubm9kZXMpO1xuICAgIGlmIChub2RlLnR5cGUgPT09ICdFeHByZXNzaW9uVGFnJyAmJiBwYXJlbnRzWzBdPy50eXBlID09PSAnRnJhZ21lbnQnKSB3cmFwKG5vZGUuZXhwcmVzc2lvbik7XG4gICAgcmV0dXJuIHZpc2l0QXR0cmlidXRlKG5vZGUpO1xuICB9KTtcblxuICBmdW5jdGlvbiB2aXNpdEF0dHJpYnV0ZShub2RlKSB7XG4gICAgaWYgKG5vZGUudHlwZSA9PT0gJ0F0dHJpYnV0ZScgJiYgVEVYVF9OQU1FUy5oYXMobm9kZS5uYW1lKSAmJiBub2RlLnZhbHVlICE9PSB0cnVlKSB7XG4gICAgICBjb25zdCB7IHZhbHVlIH0gPSBub2RlO1xuICAgICAgaWYgKCFBcnJheS5pc0FycmF5KHZhbHVlKSkgd3JhcCh2YWx1ZS5leHByZXNzaW9uKTtcbiAgICAgIGVsc2UgaWYgKGlzUmVhZGFibGUobGl0ZXJhbHModmFsdWUpKSkge1xuICAgICAgICBzYXlQYXJ0cyh2YWx1ZSwgbm9kZS5zdGFydCwgbm9kZS5lbmQsIGAke25vZGUubmFtZX09e2AsICd9Jyk7XG4gICAgICAgIGZvciAoY29uc3QgcGFydCBvZiB2YWx1ZSkgaWYgKHBhcnQudHlwZSA9PT0gJ0V4cHJlc3Npb25UYWcnKSB3cmFwKHBhcnQuZXhwcmVzc2lvbik7XG4gICAgICB9XG4gICAgfVxuICAgIGlmIChub2RlLnR5cGUgPT09ICdQcm9wZXJ0eScgJiYgIW5vZGUuY29tcHV0ZWQgJiYgVEVYVF9OQU1FUy5oYXMobm9kZS5rZXkubmFtZSkpIHdyYXAobm9kZS52YWx1ZSk7XG4gICAgcmV0dXJuIHRydWU7XG4gIH1cblxuICAvKiogUnVucyBvZiB0ZXh0IGFuZCBleHByZXNzaW9ucyBiZXR3ZWVuIHRhZ3MgYW5kIGJsb2Nrcy4gKi9cbiAgZnVuY3Rpb24gc2F5VGV4dChub2Rlcykge1xuICAgIGxldCBydW4gPSBbXTtcbiAgICBjb25zdCBlbmQgPSAoKSA9PiB7XG4gICAgICBpZiAoaXNSZWFkYWJsZShsaXRlcmFscyhydW4pKSkgc2F5UGFydHMoLi4udHJpbW1lZChydW4pLCAneycsICd9Jyk7XG4gICAgICBydW4gPSBbXTtcbiAgICB9O1xuICAgIGZvciAoY29uc3Qgbm9kZSBvZiBub2Rlcykge1xuICAgICAgaWYgKG5vZGUudHlwZSA9PT0gJ1RleHQnIHx8IG5vZGUudHlwZSA9PT0gJ0V4cHJlc3Npb25UYWcnKSBydW4ucHVzaChub2RlKTtcbiAgICAgIGVsc2UgZW5kKCk7XG4gICAgfVxuICAgIGVuZCgpO1xuICB9XG5cbiAgLyoqIFdpdGhvdXQgdGhlIGJsYW5rcyBhcm91bmQgaXQsIGFuZCB3aXRob3V0IGV4cHJlc3Npb25zIGF0IGl0cyBlbmRzIHRoYXQgb25seSBibGFua3MgcGFydCBmcm9tIGl0LiAqL1xuICBmdW5jdGlvbiB0cmltbWVkKHJ1bikge1xuICAgIGNvbnN0IHBhcnRzID0gcnVuLm1hcCgobm9kZSkgPT4gKHsgLi4ubm9kZSB9KSk7XG4gICAgY29uc3QgZmlyc3QgPSBwYXJ0c1swXTtcbiAgICBpZiAoZmlyc3QudHlwZSA9PT0gJ1RleHQnKSB7XG4gICAgICBjb25zdCBibGFua3MgPSBmaXJzdC5kYXRhLmxlbmd0aCAtIGZpcnN0LmRhdGEudHJpbVN0YXJ0KCkubGVuZ3RoO1xuICAgICAgZmlyc3Quc3RhcnQgKz0gYmxhbmtzO1xuICAgICAgZmlyc3QuZGF0YSA9IGZpcnN0LmRhdGEudHJpbVN0YXJ0KCk7XG4gICAgfVxuICAgIGNvbnN0IGxhc3QgPSBwYXJ0cy5hdCgtMSk7XG4gICAgaWYgKGxhc3QudHlwZSA9PT0gJ1RleHQnKSB7XG4gICAgICBjb25zdCBibGFua3MgPSBsYXN0LmRhdGEubGVuZ3RoIC0gbGFzdC5kYXRhLnRyaW1FbmQoKS5sZW5ndGg7XG4gICAgICBsYXN0LmVuZCAtPSBibGFua3M7XG4gICAgICBsYXN0LmRhdGEgPSBsYXN0LmRhdGEudHJpbUVuZCgpO1xuICAgIH1cbiAgICBjb25zdCBrZXB0ID0gcGFydHMuZmlsdGVyKChwYXJ0KSA9PiBwYXJ0LnR5cGUgIT09ICdUZXh0JyB8fCBwYXJ0LmRhdGEgIT09ICcnKTtcbiAgICByZXR1cm4gW2tlcHQsIGtlcHRbMF0uc3RhcnQsIGtlcHQuYXQoLTEpLmVuZF07XG4gIH1cblxuICBmdW5jdGlvbiBzYXlQYXJ0cyhwYXJ0cywgc3RhcnQsIGVuZCwgb3BlbiwgY2xvc2UpIHtcbiAgICBjb25zdCB7IHRleHQsIG5hbWVzIH0gPSBqb2luUGFydHMoXG4gICAgICBwYXJ0cy5tYXAoKHBhcnQpID0+IChwYXJ0LnR5cGUgPT09ICdUZXh0JyA/IHBhcnQuZGF0YS5yZXBsYWNlKC9bIFxcdFxcclxcbl0rL2csICcgJykgOiBwYXJ0LmV4cHJlc3Npb24pKSxcbiAgICApO1xuICAgIG5vdGUoeyBzdGFydCB9LCB0ZXh0KTtcbiAgICBjb25zdCB0YWdzID0gcGFydHMuZmlsdGVyKCh7IHR5cGUgfSkgPT4gdHlwZSA9PT0gJ0V4cHJlc3Npb25UYWcnKS5tYXAoKHsgZXhwcmVzc2lvbiB9KSA9PiBleHByZXNzaW9uKTtcbiAgICBjb25zdCBsaW5lcyA9IChmcm9tLCB0bykgPT4gJ1xcbicucmVwZWF0KHNvdXJjZS5zbGljZShmcm9tLCB0bykuc3BsaXQoJ1xcbicpLmxlbmd0aCAtIDEpO1xuICAgIGNvbnN0IGhlYWQgPSBgJHtvcGVufSR7Q0FMTH0oJHtxdW90ZSh0ZXh0KX1gO1xuICAgIGlmICh0YWdzLmxlbmd0aCA9PT0gMCkge1xuICAgICAgZWRpdHMucmVwbGFjZShzdGFydCwgZW5kLCBgJHtoZWFkfSkke2xpbmVzKHN0YXJ0LCBlbmQpfSR7Y2xvc2V9YCk7XG4gICAgICByZXR1cm47XG4gICAgfVxuICAgIGVkaXRzLnJlcGxhY2Uoc3RhcnQsIHRhZ3NbMF0uc3RhcnQsIGAke2hlYWR9LCB7ICR7bmFtZXNbMF19OiAoJHtsaW5lcyhzdGFydCwgdGFnc1swXS5zdGFydCl9YCk7XG4gICAgZm9yIChjb25zdCBbaSwgdGFnXSBvZiB0YWdzLmVudHJpZXMoKSkge1xuICAgICAgY29uc3QgbmV4dCA9IHRhZ3NbaSArIDFdO1xuICAgICAgY29uc3QgZ2FwID0gbGluZXModGFnLmVuZCwgbmV4dD8uc3RhcnQgPz8gZW5kKTtcbiAgICAgIGVkaXRzLnJlcGxhY2UoXG4gICAgICAgIHRhZy5lbmQsXG4gICAgICAgIG5leHQ/LnN0YXJ0ID8/IGVuZCxcbiAgICAgICAgbmV4dCA9PT0gdW5kZWZpbmVkID8gYCkke2dhcH0gfSkke2Nsb3NlfWAgOiBgKSwke2dhcH0gJHtuYW1lc1tpICsgMV19OiAoYCxcbiAgICAgICk7XG4gICAgfVxuICB9XG5cbiAgaWYgKG1lc3NhZ2VzLmxlbmd0aCA9PT0gMCkgcmV0dXJuIHsgY29kZTogbnVsbCwgbWVzc2FnZXMgfTtcbiAgY29uc3QgbGluZSA9IGBpbXBvcnQgeyBzYXkgYXMgJHtDQUxMfSB9IGZyb20gJyR7ZnJvbX0nO2A7XG4gIGlmICh0cmVlLmluc3RhbmNlID09PSBudWxsKSBlZGl0cy5pbnNlcnQoMCwgYDxzY3JpcHQgbGFuZz1cInRzXCI+JHtsaW5lfTwvc2NyaXB0PmApO1xuICBlbHNlIGVkaXRzLmluc2VydCh0cmVlLmluc3RhbmNlLmNvbnRlbnQuc3RhcnQsIGxpbmUpO1xuICByZXR1cm4geyBjb2RlOiBlZGl0cy5hcHBseShzb3VyY2UpLCBtZXNzYWdlcyB9O1xufVxuXG5mdW5jdGlvbiBsaXRlcmFscyhwYXJ0cykge1xuICByZXR1cm4gcGFydHMubWFwKChwYXJ0KSA9PiAocGFydC50eXBlID09PSAnVGV4dCcgPyBwYXJ0LmRhdGEgOiAnICcpKS5qb2luKCcnKTtcbn1cbiIsImltcG9ydCB7IGRpcm5hbWUsIHJlbGF0aXZlLCBzZXAgfSBmcm9tICdub2RlOnBhdGgnO1xuaW1wb3J0IHR5cGUgeyBQbHVnaW4gfSBmcm9tICd2aXRlJztcbmltcG9ydCB7IHNheU1hcmt1cCB9IGZyb20gJy4vdG9vbHMvd29yZHMvbWFya3VwLm1qcyc7XG5cbi8qKlxuICogSGFzIHRoZSBzZW50ZW5jZXMgaW4gdGhlIG1hcmt1cCBvZiB0aGUgd2luZG93J3MgY29tcG9uZW50cyBzYWlkIGluIHRoZSBwZXJzb24ncyBsYW5ndWFnZSwgd2hlbiB0aGUgcGFnZSBpcyBidWlsdDpcbiAqIHNlZSBkb2NzL2RlY2lzaW9ucy9tZXNzYWdlcy5tZC5cbiAqIEBwYXJhbSBmb2xkZXIgb2YgdGhlIHdpbmRvdydzIHNvdXJjZXNcbiAqIEBwYXJhbSBzYXkgdGhlIG1vZHVsZSB0aGF0IHNheXMgdGhlbVxuICovXG5leHBvcnQgZnVuY3Rpb24gc2FpZE1hcmt1cChmb2xkZXI6IHN0cmluZywgc2F5OiBzdHJpbmcpOiBQbHVnaW4ge1xuICByZXR1cm4ge1xuICAgIG5hbWU6ICdzYWlkLW1hcmt1cCcsXG4gICAgZW5mb3JjZTogJ3ByZScsXG4gICAgdHJhbnNmb3JtKHNvdXJjZSwgaWQpIHtcbiAgICAgIGlmICghaWQuZW5kc1dpdGgoJy5zdmVsdGUnKSB8fCAhaWQuc3RhcnRzV2l0aChmb2xkZXIpIHx8IGlkLmluY2x1ZGVzKGAke3NlcH1nYWxsZXJ5JHtzZXB9YCkpXG4gICAgICAgIHJldHVybiBudWxsO1xuICAgICAgY29uc3QgZnJvbSA9IHJlbGF0aXZlKGRpcm5hbWUoaWQpLCBzYXkpLnJlcGxhY2VBbGwoc2VwLCAnLycpO1xuICAgICAgY29uc3QgeyBjb2RlIH0gPSBzYXlNYXJrdXAoaWQsIHNvdXJjZSwgZnJvbSk7XG4gICAgICAvLyBMaW5lcyBzdGF5IHdoZXJlIHRoZXkgYXJlLlxuICAgICAgcmV0dXJuIGNvZGUgPT09IG51bGwgPyBudWxsIDogeyBjb2RlLCBtYXA6IG51bGwgfTtcbiAgICB9LFxuICB9O1xufVxuIiwiaW1wb3J0IHsgc3ZlbHRlIH0gZnJvbSAnQHN2ZWx0ZWpzL3ZpdGUtcGx1Z2luLXN2ZWx0ZSc7XG5pbXBvcnQgeyBkZWZpbmVDb25maWcgfSBmcm9tICdlbGVjdHJvbi12aXRlJztcbmltcG9ydCB7IHJlYWRGaWxlU3luYyB9IGZyb20gJ25vZGU6ZnMnO1xuaW1wb3J0IHsgcmVzb2x2ZSB9IGZyb20gJ25vZGU6cGF0aCc7XG5pbXBvcnQgdHlwZSB7IFBsdWdpbiB9IGZyb20gJ3ZpdGUnO1xuaW1wb3J0IHsgZ3VpZGVQYWdlcyB9IGZyb20gJy4vdml0ZS5ndWlkZS50cyc7XG5pbXBvcnQgeyBsaWdodENvbmYsIGxpZ2h0Wm9kLCBzdGFydEFsb25lIH0gZnJvbSAnLi92aXRlLnBsdWdpbnMudHMnO1xuaW1wb3J0IHsgc2FpZE1hcmt1cCB9IGZyb20gJy4vdml0ZS53b3Jkcy50cyc7XG5cbmNvbnN0IHsgdmVyc2lvbiB9ID0gSlNPTi5wYXJzZShyZWFkRmlsZVN5bmMocmVzb2x2ZShfX2Rpcm5hbWUsICdwYWNrYWdlLmpzb24nKSwgJ3V0ZjgnKSkgYXMge1xuICB2ZXJzaW9uOiBzdHJpbmc7XG59O1xuY29uc3QgZGVmaW5lID0geyBfX0FQUF9WRVJTSU9OX186IEpTT04uc3RyaW5naWZ5KHZlcnNpb24pIH07XG4vKiogTm90IG51bGwgdW5kZXIgYG5wbSBydW4gZGV2YCBhbG9uZTogd2hhdCBpcyBidWlsdCBvdGhlcndpc2UgaGFzIG5vIGNvZGUgZm9yIGl0LiAqL1xuY29uc3QgZGV2U2VydmVyID0gKGNvbW1hbmQ6ICdidWlsZCcgfCAnc2VydmUnKTogc3RyaW5nID0+XG4gIGNvbW1hbmQgPT09ICdzZXJ2ZScgPyBgcHJvY2Vzcy5lbnZbJ0JFTkNIVE9QX0RFVl9TRVJWRVInXWAgOiAnbnVsbCc7XG5jb25zdCBmb2xkZXIgPSAocGF0aDogc3RyaW5nKTogc3RyaW5nID0+IHJlc29sdmUoX19kaXJuYW1lLCBwYXRoKTtcblxuLyoqIEluIGRldmVsb3BtZW50IHRoZSBwYWdlJ3MgcG9saWN5IGlzIHRoYXQgb2YgaXRzIHJlc3BvbnNlIGFsb25lOiB3aW5kb3cvZGV2LXNlcnZlci50cy4gKi9cbmNvbnN0IHdpdGhvdXRQb2xpY3k6IFBsdWdpbiA9IHtcbiAgbmFtZTogJ3dpdGhvdXQtcG9saWN5JyxcbiAgYXBwbHk6ICdzZXJ2ZScsXG4gIHRyYW5zZm9ybUluZGV4SHRtbDogKGh0bWwpID0+IHtcbiAgICBjb25zdCBvcGVuID0gaHRtbC5yZXBsYWNlKC88bWV0YVxccytodHRwLWVxdWl2PVwiQ29udGVudC1TZWN1cml0eS1Qb2xpY3lcIltePl0qPi8sICcnKTtcbiAgICBpZiAob3BlbiA9PT0gaHRtbCkgdGhyb3cgbmV3IEVycm9yKCdpbmRleC5odG1sIGhhcyBubyBwb2xpY3kgdG8gdGFrZSBvdXQuJyk7XG4gICAgcmV0dXJuIG9wZW47XG4gIH0sXG59O1xuXG4vKiogRm9sZGVycyBhbmQgcGFja2FnZXMgd2hvc2UgbW9kdWxlcyBzZXZlcmFsIHZpZXdzIHNoYXJlLCBhbmQgdGhvc2UgdGhhdCBkcmF3IGNoYXJ0cy4gKi9cbmNvbnN0IENPTU1PTiA9IFsnY29tcG9uZW50cycsICdzdGF0ZScsICdzcmMtc2hhcmVkJywgJ0BsdWNpZGUnLCAnc3ZlbHRlJywgJ2Nsc3gnLCAnZXNtLWVudicsICd6b2QnLCAndmFsdWVzJ107XG5jb25zdCBDSEFSVFMgPSBbJ2NoYXJ0LmpzJywgJ0BrdXJrbGUnLCAnY2hhcnRzJ107XG5cbmZ1bmN0aW9uIGlzSW5QYWNrYWdlcyhpZDogc3RyaW5nLCBuYW1lczogcmVhZG9ubHkgc3RyaW5nW10pOiBib29sZWFuIHtcbiAgY29uc3QgcGF0aCA9IGAke2lkLnJlcGxhY2VBbGwoJ1xcXFwnLCAnLycpLnJlcGxhY2UoL1xcPy4qJC8sICcnKX0vYDtcbiAgcmV0dXJuIG5hbWVzLnNvbWUoKG5hbWUpID0+IHBhdGguaW5jbHVkZXMoYC8ke25hbWV9L2ApKTtcbn1cblxuLyoqIEEgZm9sZGVyIHRoYXQgd2FzIG1vdmVkIHdvdWxkIGxlYXZlIGl0cyBjaHVuayB3aXRob3V0IGEgd29yZDogdGhlIHN0YXJ0IHdvdWxkIHJlYWQgbW9yZSBmaWxlcy4gKi9cbmNvbnN0IG5hbWVzQXJlVGhlcmU6IFBsdWdpbiA9IHtcbiAgbmFtZTogJ25hbWVzLWFyZS10aGVyZScsXG4gIGFwcGx5OiAnYnVpbGQnLFxuICBnZW5lcmF0ZUJ1bmRsZSgpIHtcbiAgICBjb25zdCBpZHMgPSBbLi4udGhpcy5nZXRNb2R1bGVJZHMoKV07XG4gICAgY29uc3QgZ29uZSA9IFsuLi5DT01NT04sIC4uLkNIQVJUU10uZmlsdGVyKChuYW1lKSA9PiAhaWRzLnNvbWUoKGlkKSA9PiBpc0luUGFja2FnZXMoaWQsIFtuYW1lXSkpKTtcbiAgICBpZiAoZ29uZS5sZW5ndGggPiAwKVxuICAgICAgdGhyb3cgbmV3IEVycm9yKGBUaGUgcGFnZSBoYXMgbm8gbW9kdWxlIG9mICR7Z29uZS5qb2luKCcsICcpfTogc2VlIGVsZWN0cm9uLnZpdGUuY29uZmlnLnRzLmApO1xuICB9LFxufTtcblxudHlwZSBNb2R1bGVPZiA9IChpZDogc3RyaW5nKSA9PiB7IGltcG9ydGVkSWRzOiByZWFkb25seSBzdHJpbmdbXSB9IHwgbnVsbDtcbmNvbnN0IGVudHJ5ID0gZm9sZGVyKCdzcmMtcmVuZGVyZXIvbWFpbi50cycpO1xuY29uc3QgZmlyc3QgPSBuZXcgU2V0PHN0cmluZz4oKTtcblxuLyoqIFdoZXRoZXIgdGhlIHdpbmRvdydzIGZpcnN0IHZpZXcgbmVlZHMgYSBtb2R1bGU6IGl0IGlzIHJlYWQgd2l0aCB0aGUgZmlyc3Qgc2NyaXB0IHRoZW4uICovXG5mdW5jdGlvbiBpc0ZpcnN0KGlkOiBzdHJpbmcsIGZpbmRNb2R1bGU6IE1vZHVsZU9mKTogYm9vbGVhbiB7XG4gIGlmIChmaXJzdC5zaXplID09PSAwKSB7XG4gICAgY29uc3QgcmVzdCA9IFtlbnRyeV07XG4gICAgZm9yIChsZXQgbmV4dCA9IHJlc3QucG9wKCk7IG5leHQgIT09IHVuZGVmaW5lZDsgbmV4dCA9IHJlc3QucG9wKCkpIHtcbiAgICAgIGlmIChmaXJzdC5oYXMobmV4dCkpIGNvbnRpbnVlO1xuICAgICAgZmlyc3QuYWRkKG5leHQpO1xuICAgICAgcmVzdC5wdXNoKC4uLihmaW5kTW9kdWxlKG5leHQpPy5pbXBvcnRlZElkcyA/PyBbXSkpO1xuICAgIH1cbiAgfVxuICByZXR1cm4gZmlyc3QuaGFzKGlkKTtcbn1cblxuLyoqXG4gKiBPbmUgYnVpbGQgZm9yIEVsZWN0cm9uIDIyICh3aGVyZSBvbmx5IHJlZ2lzdHJpZXMgY2FuIGJlIHJlYWNoZWQpIGFuZCBmb3IgdGhlIG5ld2VzdDogQ29tbW9uSlMsXG4gKiBiZWNhdXNlIEVsZWN0cm9uIGxvYWRzIG1vZHVsZXMgYXMgc3VjaCBvbmx5IGZyb20gMjggb24sIGFuZCBzeW50YXggb2YgQ2hyb21pdW0gMTA4IC8gTm9kZSAxNi5cbiAqL1xuZXhwb3J0IGRlZmF1bHQgZGVmaW5lQ29uZmlnKCh7IGNvbW1hbmQgfSkgPT4gKHtcbiAgbWFpbjoge1xuICAgIGRlZmluZTogeyAuLi5kZWZpbmUsIF9fREVWX1NFUlZFUl9fOiBkZXZTZXJ2ZXIoY29tbWFuZCkgfSxcbiAgICBwbHVnaW5zOiBbbGlnaHRDb25mKCksIHN0YXJ0QWxvbmUoJ3Byb2dyYW0uY2pzJyldLFxuICAgIGJ1aWxkOiB7XG4gICAgICBvdXREaXI6ICdvdXQvbWFpbicsXG4gICAgICB0YXJnZXQ6ICdub2RlMTYuMTcnLFxuICAgICAgZXh0ZXJuYWxpemVEZXBzOiBmYWxzZSxcbiAgICAgIHJvbGxkb3duT3B0aW9uczoge1xuICAgICAgICAvLyBUaGUgc2Vjb25kIG9uZSBieSBpdHNlbGYgdG9vLCBzbyB0aGF0IG5vdGhpbmcgb2YgaXQgaXMgZHJhd24gaW50byB0aGUgZmlyc3QuXG4gICAgICAgIGlucHV0OiB7IGluZGV4OiBmb2xkZXIoJ3NyYy1tYWluL2luZGV4LnRzJyksIHByb2dyYW06IGZvbGRlcignc3JjLW1haW4vcHJvZ3JhbS50cycpIH0sXG4gICAgICAgIGV4dGVybmFsOiBbJ2VsZWN0cm9uJ10sXG4gICAgICAgIC8vIEEgY2h1bmsgY2FsbGVkIC5qcyB3b3VsZCBiZSB0YWtlbiBmb3IgYSBtb2R1bGUuXG4gICAgICAgIG91dHB1dDoge1xuICAgICAgICAgIGZvcm1hdDogJ2NqcycsXG4gICAgICAgICAgZW50cnlGaWxlTmFtZXM6ICdbbmFtZV0uY2pzJyxcbiAgICAgICAgICBjaHVua0ZpbGVOYW1lczogJ1tuYW1lXS5janMnLFxuICAgICAgICB9LFxuICAgICAgfSxcbiAgICB9LFxuICB9LFxuICBwcmVsb2FkOiB7XG4gICAgYnVpbGQ6IHtcbiAgICAgIG91dERpcjogJ291dC9wcmVsb2FkJyxcbiAgICAgIHRhcmdldDogJ25vZGUxNi4xNycsXG4gICAgICBleHRlcm5hbGl6ZURlcHM6IGZhbHNlLFxuICAgICAgcm9sbGRvd25PcHRpb25zOiB7XG4gICAgICAgIGlucHV0OiB7IGluZGV4OiBmb2xkZXIoJ3NyYy1tYWluL3ByZWxvYWQvaW5kZXgudHMnKSB9LFxuICAgICAgICBleHRlcm5hbDogWydlbGVjdHJvbiddLFxuICAgICAgICAvLyBBIHNhbmRib3hlZCBwcmVsb2FkIGNhbm5vdCBiZSBhIG1vZHVsZS5cbiAgICAgICAgb3V0cHV0OiB7IGZvcm1hdDogJ2NqcycsIGVudHJ5RmlsZU5hbWVzOiAnW25hbWVdLmNqcycgfSxcbiAgICAgIH0sXG4gICAgfSxcbiAgfSxcbiAgcmVuZGVyZXI6IHtcbiAgICByb290OiBmb2xkZXIoJ3NyYy1yZW5kZXJlcicpLFxuICAgIGRlZmluZSxcbiAgICBwbHVnaW5zOiBbXG4gICAgICBzYWlkTWFya3VwKGZvbGRlcignc3JjLXJlbmRlcmVyJyksIGZvbGRlcignc3JjLXNoYXJlZC9sYW5ndWFnZS9zYXkudHMnKSksXG4gICAgICBzdmVsdGUoeyBjb25maWdGaWxlOiBmYWxzZSB9KSxcbiAgICAgIGd1aWRlUGFnZXMoZm9sZGVyKCdkb2NzL2d1aWRlJykpLFxuICAgICAgbGlnaHRab2QoKSxcbiAgICAgIHdpdGhvdXRQb2xpY3ksXG4gICAgICBuYW1lc0FyZVRoZXJlLFxuICAgIF0sXG4gICAgYnVpbGQ6IHtcbiAgICAgIG91dERpcjogZm9sZGVyKCdvdXQvcmVuZGVyZXInKSxcbiAgICAgIGVtcHR5T3V0RGlyOiB0cnVlLFxuICAgICAgdGFyZ2V0OiAnY2hyb21lMTA4JyxcbiAgICAgIGFzc2V0c0lubGluZUxpbWl0OiAwLFxuICAgICAgbW9kdWxlUHJlbG9hZDogeyBwb2x5ZmlsbDogZmFsc2UgfSxcbiAgICAgIG1pbmlmeTogdHJ1ZSxcbiAgICAgIHJvbGxkb3duT3B0aW9uczoge1xuICAgICAgICBpbnB1dDogeyBpbmRleDogZm9sZGVyKCdzcmMtcmVuZGVyZXIvaW5kZXguaHRtbCcpIH0sXG4gICAgICAgIG91dHB1dDoge1xuICAgICAgICAgIC8vIEV2ZXJ5IGZpbGUgaXMgYSBxdWVzdGlvbiB0byBtYWluLCB3aGljaCBpcyBidXN5IGF0IHRoZSBzdGFydDogd2hhdCB0aGUgdmlld3Mgc2hhcmUgaXNcbiAgICAgICAgICAvLyBvbmUgZmlsZSwgYW5kIHdoYXQgdGhleSBkcmF3IGNoYXJ0cyB3aXRoIGFub3RoZXIuXG4gICAgICAgICAgY29kZVNwbGl0dGluZzoge1xuICAgICAgICAgICAgZ3JvdXBzOiBbXG4gICAgICAgICAgICAgIHtcbiAgICAgICAgICAgICAgICBkZWJ1Z05hbWU6ICdmaXJzdCcsXG4gICAgICAgICAgICAgICAgbmFtZTogKGlkLCBjb250ZXh0KSA9PiAoaXNGaXJzdChpZCwgKG9mKSA9PiBjb250ZXh0LmdldE1vZHVsZUluZm8ob2YpKSA/ICdmaXJzdCcgOiBudWxsKSxcbiAgICAgICAgICAgICAgICBwcmlvcml0eTogNSxcbiAgICAgICAgICAgICAgfSxcbiAgICAgICAgICAgICAgLy8gVGhlIGJ1bmRsZXIncyBvd24gd2F5IG9mIGxvYWRpbmcgd2hhdCBpcyBsb2FkZWQgbGF0ZXIgd291bGQgZWxzZSBlbmQgdXAgYmVzaWRlIHRoZSBjaGFydHMuXG4gICAgICAgICAgICAgIHsgbmFtZTogJ2NvbW1vbicsIHRlc3Q6IC9wcmVsb2FkLWhlbHBlci8sIHByaW9yaXR5OiA0IH0sXG4gICAgICAgICAgICAgIHtcbiAgICAgICAgICAgICAgICBuYW1lOiAnY29tbW9uJyxcbiAgICAgICAgICAgICAgICB0ZXN0OiAoaWQpID0+IGlzSW5QYWNrYWdlcyhpZCwgQ09NTU9OKSxcbiAgICAgICAgICAgICAgICBtaW5TaGFyZUNvdW50OiAyLFxuICAgICAgICAgICAgICAgIHByaW9yaXR5OiAyLFxuICAgICAgICAgICAgICB9LFxuICAgICAgICAgICAgICB7XG4gICAgICAgICAgICAgICAgbmFtZTogJ2NoYXJ0cycsXG4gICAgICAgICAgICAgICAgdGVzdDogKGlkKSA9PiBpc0luUGFja2FnZXMoaWQsIENIQVJUUyksXG4gICAgICAgICAgICAgICAgbWluU2hhcmVDb3VudDogMixcbiAgICAgICAgICAgICAgICBwcmlvcml0eTogMSxcbiAgICAgICAgICAgICAgfSxcbiAgICAgICAgICAgIF0sXG4gICAgICAgICAgfSxcbiAgICAgICAgfSxcbiAgICAgIH0sXG4gICAgfSxcbiAgfSxcbn0pKTtcbiJdLCJtYXBwaW5ncyI6Ijs7Ozs7OztBQUNBLFNBQWdCLFNBQVMsU0FBeUI7Q0FDaEQsT0FBTyxRQUNKLFlBQVksQ0FBQyxDQUNiLFFBQVEsdUJBQXVCLEVBQUUsQ0FBQyxDQUNsQyxLQUFLLENBQUMsQ0FDTixRQUFRLE9BQU8sR0FBRztBQUN2Qjs7O0FDbUNBLFNBQWdCLFVBQVUsT0FBa0M7Q0FDMUQsT0FBTyxNQUNKLEtBQUssU0FDSixPQUFPLFNBQVMsV0FBVyxPQUFPLEtBQUssU0FBUyxTQUFTLEtBQUssT0FBTyxVQUFVLEtBQUssS0FBSyxDQUMzRixDQUFDLENBQ0EsS0FBSyxFQUFFO0FBQ1o7Ozs7OztBQ3JDQSxNQUFNLFNBQVM7QUFDZixNQUFNLE1BQU07QUFDWixNQUFNLE9BQU87Ozs7OztBQU9iLFNBQWdCLFVBQVUsTUFBYyxNQUFvQjtDQUMxRCxNQUFNLFFBQVEsS0FBSyxXQUFXLFFBQVEsSUFBSSxDQUFDLENBQUMsTUFBTSxJQUFJO0NBQ3RELE1BQU0sU0FBa0IsQ0FBQztDQUN6QixNQUFNLDBCQUFVLElBQUksSUFBWTtDQUNoQyxJQUFJLEtBQUs7Q0FDVCxNQUFNLFVBQVUsUUFBdUI7RUFDckMsTUFBTSxJQUFJLE1BQU0sY0FBYyxLQUFLLE1BQU0sS0FBSyxFQUFFLElBQUksS0FBSztDQUMzRDs7Q0FFQSxNQUFNLGFBQWEsWUFBaUQ7RUFDbEUsTUFBTSxRQUFrQixDQUFDO0VBQ3pCLEtBQUssSUFBSSxPQUFPLE1BQU0sS0FBSyxTQUFTLEtBQUEsS0FBYSxRQUFRLElBQUksR0FBRyxPQUFPLE1BQU0sRUFBRSxLQUFLLE1BQU0sS0FBSyxJQUFJO0VBQ25HLE9BQU87Q0FDVDtDQUNBLE1BQU0sVUFBVSxXQUE2QixZQUFZLE1BQU0sTUFBTTtDQUVyRSxPQUFPLEtBQUssTUFBTSxRQUFRO0VBQ3hCLE1BQU0sT0FBTyxNQUFNLE9BQU87RUFDMUIsTUFBTSxVQUFVLGtCQUFrQixLQUFLLElBQUk7RUFDM0MsTUFBTSxVQUFVLDZCQUE2QixLQUFLLElBQUk7RUFDdEQsSUFBSSxLQUFLLEtBQUssTUFBTSxJQUFJO09BQ25CLElBQUksWUFBWSxNQUFNO0dBQ3pCLE1BQU0sUUFBUSxPQUFPLFFBQVEsTUFBTSxFQUFFO0dBQ3JDLE1BQU0sU0FBUyxTQUFTLFVBQVUsS0FBSyxDQUFDO0dBQ3hDLElBQUksUUFBUSxJQUFJLE1BQU0sR0FBRyxPQUFPLDJCQUEyQixVQUFVLEtBQUssRUFBRSxHQUFHO0dBQy9FLFFBQVEsSUFBSSxNQUFNO0dBQ2xCLE9BQU8sS0FBSztJQUFFLE1BQU07SUFBVyxPQUFPLFFBQVEsRUFBRSxFQUFFLFVBQVU7SUFBRztJQUFRO0dBQU0sQ0FBQztHQUM5RTtFQUNGLE9BQU8sSUFBSSxZQUFZLE1BQU07R0FDM0IsT0FBTyxLQUFLO0lBQUUsTUFBTTtJQUFXLFFBQVEsUUFBUSxNQUFNO0lBQUksTUFBTSxRQUFRLE1BQU07R0FBRyxDQUFDO0dBQ2pGO0VBQ0YsT0FBTyxJQUFJLEtBQUssV0FBVyxLQUFLLEdBQUc7R0FDakM7R0FDQSxNQUFNLE9BQU8sV0FBVyxVQUFVLFVBQVUsS0FBSztHQUNqRCxJQUFJLE1BQU0sUUFBUSxLQUFBLEdBQVcsT0FBTyx1QkFBdUI7R0FDM0Q7R0FDQSxPQUFPLEtBQUs7SUFBRSxNQUFNO0lBQVEsTUFBTSxLQUFLLEtBQUssSUFBSTtHQUFFLENBQUM7RUFDckQsT0FBTyxJQUFJLElBQUksS0FBSyxJQUFJLEdBQUc7R0FDekIsTUFBTSxDQUFDLE1BQU0sTUFBTSxHQUFHLFFBQVEsV0FBVyxVQUFVLElBQUksS0FBSyxLQUFLLENBQUMsQ0FBQyxDQUFDLElBQUksT0FBTztHQUMvRSxJQUFJLFNBQVMsS0FBQSxLQUFhLE1BQU0sT0FBTyxTQUFTLFdBQVcsS0FBSyxJQUFJLENBQUMsTUFBTSxNQUN6RSxPQUFPLDJDQUEyQztHQUNwRCxPQUFPLEtBQUs7SUFDVixNQUFNO0lBQ04sT0FBTyxRQUFRLENBQUMsRUFBQSxDQUFHLElBQUksTUFBTTtJQUM3QixNQUFNLEtBQUssS0FBSyxVQUFVLE1BQU0sSUFBSSxNQUFNLENBQUM7R0FDN0MsQ0FBQztFQUNILE9BQU8sSUFBSSxLQUFLLEtBQUssSUFBSSxHQUFHO0dBQzFCLE1BQU0sUUFBUSxXQUFXLFVBQVUsS0FBSyxLQUFLLEtBQUssQ0FBQztHQUNuRCxJQUFJLFNBQVMsS0FBSyxNQUFNLE9BQU8sRUFBRSxHQUFHLE9BQU8sZ0NBQWdDO0dBQzNFLE9BQU8sS0FBSztJQUNWLE1BQU07SUFDTixTQUFTLE1BQU0sS0FBSyxJQUFJO0lBQ3hCLE9BQU8sTUFBTSxLQUFLLFNBQVMsT0FBTyxLQUFLLFFBQVEsTUFBTSxFQUFFLENBQUMsQ0FBQztHQUMzRCxDQUFDO0VBQ0gsT0FBTyxJQUFJLG1CQUFtQixLQUFLLElBQUksR0FBRyxPQUFPLG9DQUFvQyxNQUFNO09BQ3RGO0dBQ0gsTUFBTSxRQUFRLFdBQVcsVUFBVSxNQUFNLEtBQUssTUFBTSxNQUFNLENBQUMsa0JBQWtCLEtBQUssS0FBSyxDQUFDO0dBQ3hGLE9BQU8sS0FBSztJQUFFLE1BQU07SUFBYSxPQUFPLE9BQU8sTUFBTSxLQUFLLEdBQUcsQ0FBQztHQUFFLENBQUM7RUFDbkU7Q0FDRjtDQUNBLE1BQU0sQ0FBQyxTQUFTO0NBQ2hCLElBQUksT0FBTyxTQUFTLGFBQWEsTUFBTSxVQUFVLEdBQy9DLE1BQU0sSUFBSSxNQUFNLGNBQWMsS0FBSyxxQ0FBcUM7Q0FDMUUsT0FBTztFQUFFO0VBQU0sT0FBTyxVQUFVLE1BQU0sS0FBSztFQUFHO0NBQU87QUFDdkQ7O0FBR0EsU0FBUyxRQUFRLEtBQXVCO0NBQ3RDLE9BQU8sSUFDSixNQUFNLEdBQUcsRUFBRSxDQUFDLENBQ1osTUFBTSxXQUFXLENBQUMsQ0FDbEIsS0FBSyxTQUFTLEtBQUssS0FBSyxDQUFDLENBQUMsV0FBVyxPQUFPLEdBQUcsQ0FBQztBQUNyRDtBQUVBLE1BQU0sU0FBUztBQUVmLFNBQVMsWUFBWSxNQUFjLFFBQTBCO0NBQzNELE1BQU0sUUFBa0IsQ0FBQztDQUN6QixJQUFJLE1BQU07Q0FDVixLQUFLLE1BQU0sU0FBUyxPQUFPLFNBQVMsTUFBTSxHQUFHO0VBQzNDLE1BQU0sQ0FBQyxPQUFPLE1BQU0sUUFBUSxVQUFVLE9BQU8sTUFBTTtFQUNuRCxJQUFJLE1BQU0sUUFBUSxLQUFLLE1BQU0sS0FBSyxPQUFPLE1BQU0sS0FBSyxNQUFNLEtBQUssQ0FBQztFQUNoRSxNQUFNLE1BQU0sUUFBUSxNQUFNO0VBQzFCLElBQUksU0FBUyxLQUFBLEdBQVcsTUFBTSxLQUFLO0dBQUUsTUFBTTtHQUFRLE1BQU07RUFBSyxDQUFDO09BQzFELElBQUksV0FBVyxLQUFBLEdBQVcsTUFBTSxLQUFLO0dBQUUsTUFBTTtHQUFVLE9BQU8sWUFBWSxNQUFNLE1BQU07RUFBRSxDQUFDO09BQ3pGLElBQUksYUFBYSxLQUFBLEdBQVcsTUFBTSxLQUFLO0dBQUUsTUFBTTtHQUFZLE9BQU8sWUFBWSxNQUFNLFFBQVE7RUFBRSxDQUFDO09BQy9GLE1BQU0sS0FBSyxHQUFHLE9BQU8sTUFBTSxTQUFTLElBQUksTUFBTSxFQUFFLENBQUM7Q0FDeEQ7Q0FDQSxJQUFJLE1BQU0sT0FBTyxRQUFRLE1BQU0sS0FBSyxPQUFPLE1BQU0sR0FBRyxDQUFDO0NBQ3JELE9BQU87QUFDVDs7QUFHQSxTQUFTLE9BQU8sTUFBYyxPQUFlLElBQXNCO0NBQ2pFLE1BQU0sU0FBUyxvQ0FBb0MsS0FBSyxFQUFFO0NBQzFELE1BQU0sUUFBUSxZQUFZLE1BQU0sS0FBSztDQUNyQyxJQUFJLFdBQVcsTUFBTSxPQUFPLFdBQVcsS0FBSyxFQUFFLEtBQUssT0FBTyxRQUFRLENBQUMsR0FBRyxPQUFPLEtBQUssR0FBRyxFQUFFLElBQUk7Q0FDM0YsT0FBTyxDQUFDO0VBQUUsTUFBTTtFQUFRLElBQUk7R0FBRSxNQUFNLE9BQU8sTUFBTTtHQUFNLFFBQVEsT0FBTyxNQUFNO0VBQUs7RUFBRztDQUFNLENBQUM7QUFDN0Y7O0FBR0EsU0FBZ0IsV0FBVyxRQUF3QjtDQUNqRCxNQUFNLGNBQ0osWUFBWSxNQUFNLENBQUMsQ0FDaEIsUUFBUSxTQUFTLEtBQUssU0FBUyxLQUFLLENBQUMsQ0FBQyxDQUN0QyxLQUFLO0NBQ1YsT0FBTztFQUNMLE1BQU07RUFDTixZQUFZLE9BQVEsT0FBTyxTQUFTLEtBQUssV0FBVztFQUNwRCxLQUFLLElBQUk7R0FDUCxJQUFJLE9BQU8sS0FBSyxVQUFVLE9BQU87R0FDakMsS0FBSyxNQUFNLFFBQVEsTUFBTSxHQUFHLEtBQUssYUFBYSxLQUFLLFFBQVEsSUFBSSxDQUFDO0dBQ2hFLE9BQU8sWUFDTCxRQUNBLE1BQU0sQ0FBQyxDQUFDLEtBQUssU0FBUyxVQUFVLFNBQVMsTUFBTSxLQUFLLEdBQUcsYUFBYSxLQUFLLFFBQVEsSUFBSSxHQUFHLE1BQU0sQ0FBQyxDQUFDLENBQ2xHO0VBQ0Y7Q0FDRjtBQUNGOztBQUdBLFNBQVMsWUFBWSxRQUFnQixPQUFnQztDQUNuRSxNQUFNLFNBQVMsWUFBWSxLQUFLO0NBQ2hDLElBQUksT0FBTyxTQUFTLEdBQUcsTUFBTSxJQUFJLE1BQU0sNEJBQTRCLE9BQU8sS0FBSyxJQUFJLEdBQUc7Q0FDdEYsTUFBTSxXQUFxQixDQUFDO0NBQzVCLE1BQU0sT0FBTyxLQUFLLFVBQVUsUUFBUSxLQUFLLFVBQW1CO0VBQzFELElBQUksUUFBUSxZQUFZLE9BQU8sVUFBVSxVQUFVLE9BQU87RUFDMUQsTUFBTSxPQUFPLFVBQVUsUUFBUSxRQUFRLEtBQUssQ0FBQyxDQUFDLENBQUMsV0FBVyxNQUFNLEdBQUc7RUFDbkUsSUFBSSxDQUFDLFNBQVMsU0FBUyxJQUFJLEdBQUcsU0FBUyxLQUFLLElBQUk7RUFDaEQsT0FBTyxLQUFLLFNBQVMsUUFBUSxJQUFJO0NBQ25DLENBQUM7Q0FFRCxPQUFPLEdBRFMsU0FBUyxLQUFLLE1BQU0sTUFBTSxpQkFBaUIsRUFBRSxRQUFRLEtBQUssVUFBVSxJQUFJLEVBQUUsSUFDMUUsQ0FBQyxDQUFDLEtBQUssRUFBRSxFQUFFLHVCQUF1QixLQUFLLFFBQVEsbUJBQW1CLFdBQVcsRUFBRTtBQUNqRzs7QUFHQSxTQUFnQixZQUFZLE9BQWtDO0NBQzVELE1BQU0sVUFBVSxJQUFJLElBQ2xCLE1BQU0sS0FBSyxFQUFFLE1BQU0sYUFBYSxDQUM5QixNQUNBLElBQUksSUFBSSxPQUFPLFNBQVMsVUFBVyxNQUFNLFNBQVMsWUFBWSxDQUFDLE1BQU0sTUFBTSxJQUFJLENBQUMsQ0FBRSxDQUFDLENBQ3JGLENBQUMsQ0FDSDtDQUNBLE9BQU8sTUFBTSxTQUFTLEVBQUUsTUFBTSxhQUM1QixRQUFRLE1BQU0sQ0FBQyxDQUFDLFNBQVMsRUFBRSxNQUFNLGFBQWE7RUFDNUMsTUFBTSxRQUFRLFFBQVEsSUFBSSxJQUFJO0VBQzlCLElBQUksVUFBVSxLQUFBLE1BQWMsV0FBVyxRQUFRLE1BQU0sSUFBSSxNQUFNLElBQUksT0FBTyxDQUFDO0VBQzNFLE9BQU8sQ0FBQyxHQUFHLEtBQUssUUFBUSxLQUFLLEtBQUssV0FBVyxPQUFPLEtBQUssSUFBSSxVQUFVO0NBQ3pFLENBQUMsQ0FDSDtBQUNGOztBQUtBLFNBQVMsUUFBUSxRQUF3QztDQUN2RCxNQUFNLFVBQVUsVUFDZCxNQUFNLFNBQVMsU0FBUztFQUN0QixJQUFJLE9BQU8sU0FBUyxZQUFZLEtBQUssU0FBUyxRQUFRLE9BQU8sQ0FBQztFQUM5RCxPQUFPLEtBQUssU0FBUyxTQUFTLENBQUMsS0FBSyxFQUFFLElBQUksT0FBTyxLQUFLLEtBQUs7Q0FDN0QsQ0FBQztDQUNILE9BQU8sT0FBTyxTQUFTLFVBQVU7RUFDL0IsSUFBSSxNQUFNLFNBQVMsYUFBYSxNQUFNLFNBQVMsYUFBYSxPQUFPLE9BQU8sTUFBTSxLQUFLO0VBQ3JGLElBQUksTUFBTSxTQUFTLFFBQVEsT0FBTyxNQUFNLE1BQU0sUUFBUSxNQUFNO0VBQzVELElBQUksTUFBTSxTQUFTLFNBQVMsT0FBTyxDQUFDLE1BQU0sTUFBTSxHQUFHLE1BQU0sSUFBSSxDQUFDLENBQUMsS0FBSyxDQUFDLENBQUMsUUFBUSxNQUFNO0VBQ3BGLE9BQU8sQ0FBQztDQUNWLENBQUM7QUFDSDs7Ozs7Ozs7O0FDakxBLFNBQWdCLFdBQVcsUUFBd0I7Q0FDakQsT0FBTztFQUNMLE1BQU07RUFDTixpQkFBaUIsVUFBVSxXQUFXO0dBQ3BDLE1BQU0sUUFBUSxPQUFPO0dBQ3JCLElBQUksT0FBTyxTQUFTLFNBQVMsTUFBTSxJQUFJLE1BQU0sd0JBQXdCO0dBQ3JFLE1BQU0sUUFBUSxjQUFjLE9BQU87R0FDbkMsTUFBTSxRQUFRLE1BQU0sS0FBSyxNQUFNLElBQUksQ0FBQyxDQUFDLFFBQVEsU0FBUyxTQUFTLEtBQUs7R0FDcEUsSUFBSSxNQUFNLE1BQU0sU0FBUyxLQUFLLFdBQVcsUUFBUSxLQUFLLEtBQUssU0FBUyxLQUFLLENBQUMsR0FDeEUsTUFBTSxJQUFJLE1BQU0sNkJBQTZCLE9BQU8sMkJBQTJCO0dBQ2pGLE1BQU0sT0FBTyxNQUFNLEtBQUssSUFBSTtFQUM5QjtDQUNGO0FBQ0Y7QUFFQSxNQUFNLFNBQVM7O0FBRWYsTUFBTSw2QkFBYSxJQUFJLElBQUk7Q0FDekIsQ0FBQyxvQkFBb0IsTUFBTTtDQUMzQixDQUFDLGVBQWUsTUFBTTtDQUN0QixDQUFDLFVBQVUseUVBQXlFO0FBQ3RGLENBQUM7O0FBRUQsTUFBTSxTQUFTO0NBQUM7Q0FBVztDQUFTO0NBQU07Q0FBTTtDQUFPO0FBQVc7QUFDbEUsTUFBTSxPQUFPOzs7OztBQU1iLFNBQWdCLFlBQW9CO0NBQ2xDLE9BQU87RUFDTCxNQUFNO0VBQ04sU0FBUztFQUNULFlBQVksSUFBSSxhQUNkLFdBQVcsSUFBSSxFQUFFLEtBQUssa0NBQWtDLEtBQUssWUFBWSxFQUFFLElBQUksT0FBTyxLQUFLO0VBQzdGLE9BQU8sT0FBTztHQUNaLE1BQU0sTUFBTSxHQUFHLFdBQVcsSUFBSSxJQUFJLFdBQVcsSUFBSSxHQUFHLE1BQU0sRUFBVyxDQUFDLElBQUksS0FBQTtHQUMxRSxJQUFJLFFBQVEsS0FBQSxHQUFXLE9BQU87R0FDOUIsT0FBTywwQ0FBMEMsS0FBSyxVQUFVLEdBQUcsRUFBRTs7bUJBRXhELE9BQU8sS0FBSyxTQUFTLEdBQUcsS0FBSyxTQUFTLENBQUMsQ0FBQyxLQUFLLElBQUksRUFBRTtFQUNsRTtDQUNGO0FBQ0Y7QUFFQSxNQUFNLGNBQ0o7Ozs7O0FBTUYsU0FBZ0IsV0FBbUI7Q0FDakMsT0FBTztFQUNMLE1BQU07RUFDTixTQUFTO0VBQ1QsWUFBWSxNQUFNLE9BQU87R0FDdkIsSUFBSSxDQUFDLFlBQVksS0FBSyxFQUFFLEdBQUcsT0FBTztHQUNsQyxNQUFNLFFBQVEsQ0FDWixHQUFHLENBQUMsR0FBRyxLQUFLLFNBQVMsb0NBQW9DLENBQUMsQ0FBQyxDQUFDLEtBQUssR0FBRyxVQUFVLElBQUksR0FDbEYsR0FBRyxDQUFDLEdBQUcsS0FBSyxTQUFTLCtCQUErQixDQUFDLENBQUMsQ0FBQyxLQUFLLEdBQUcsVUFBVSxJQUFJLENBQy9FO0dBQ0EsSUFBSSxNQUFNLFdBQVcsR0FBRyxNQUFNLElBQUksTUFBTSw2QkFBNkIsR0FBRyxpQkFBaUI7R0FFekYsTUFBTSxPQUFPOztHQUViLE1BQU0sV0FBVyxNQUFNLEtBQ3BCLFNBQ0MsZ0JBQWdCLFNBQVMsWUFBWSxhQUFhLEtBQUssS0FBSyxVQUFVLEtBQUssUUFBUSxFQUFFLElBQUksU0FBUyxTQUFTLEVBQy9HO0dBQ0EsTUFBTSxVQUFVLE1BQU0sU0FBUyxTQUFTLElBQUksQ0FBQyxpQ0FBaUMsSUFBSSxDQUFDO0dBQ25GLE9BQU87SUFBRSxNQUFNO0tBQUM7S0FBTSxHQUFHO0tBQVUsR0FBRztJQUFPLENBQUMsQ0FBQyxLQUFLLElBQUk7SUFBRyxLQUFLO0dBQUs7RUFDdkU7Q0FDRjtBQUNGOztBQ2xGQSxNQUFNLFNBQVM7O0FBR2YsTUFBYSw2QkFBYSxJQUFJLElBQUk7Q0FDaEMsR0FBRztFQUFDO0VBQVM7RUFBUztFQUFjO0VBQVk7RUFBUTtFQUFRO0VBQWU7RUFBTztFQUFRO0NBQVk7Q0FDMUcsR0FBRztFQUFDO0VBQWE7RUFBa0I7RUFBZTtFQUFRO0VBQWE7RUFBTztFQUFTO0VBQVU7Q0FBTztDQUN4RyxHQUFHO0VBQUM7RUFBTztFQUFNO0VBQVc7RUFBVztFQUFXO0VBQVE7RUFBUTtFQUFlO0NBQWtCO0FBQ3JHLENBQUM7O0FBR0QsTUFBTSxRQUNKOztBQUdGLFNBQWdCLFdBQVcsTUFBTTtDQUMvQixPQUFPLFlBQVksS0FBSyxLQUFLLFFBQVEsT0FBTyxFQUFFLENBQUMsS0FBSyxDQUFDLFFBQVEsS0FBSyxJQUFJO0FBQ3hFOztBQUdBLE1BQU0sVUFBVTtBQUVoQixJQUFJLE9BQU87Q0FBRSxNQUFNO0NBQUksUUFBUTtDQUFJLE9BQU87QUFBSzs7QUFHL0MsU0FBZ0IsWUFBWSxNQUFNLFFBQVE7Q0FDeEMsSUFBSSxLQUFLLFVBQVUsUUFBUSxLQUFLLFNBQVMsUUFBUSxLQUFLLFdBQVcsUUFDL0QsT0FBTztFQUFFO0VBQU07RUFBUSxPQUFPLFVBQVUsTUFBTSxNQUFNO0NBQUU7Q0FDeEQsT0FBTyxLQUFLO0FBQ2Q7QUFFQSxTQUFTLFVBQVUsTUFBTSxRQUFRO0NBQy9CLElBQUksS0FBSyxTQUFTLFNBQVMsR0FBRyxPQUFPO0VBQUUsTUFBTSxNQUFNLFFBQVE7R0FBRSxRQUFRO0dBQU0sVUFBVTtFQUFLLENBQUM7RUFBRyxPQUFPO0NBQUU7Q0FLdkcsT0FBTztFQUFFLE1BSkksTUFBTSxHQUFHLFNBQVMsT0FBTyxXQUFXLGFBQVksVUFBVSxFQUFFLGFBQVk7R0FDbkYsUUFBUTtHQUNSLFVBQVU7RUFDWixDQUNZO0VBQUcsT0FBTztDQUFjO0FBQ3RDOztBQUdBLFNBQWdCLEtBQUssTUFBTSxPQUFPLFVBQVUsQ0FBQyxHQUFHO0NBQzlDLElBQUksTUFBTSxRQUFRLElBQUksR0FBRztFQUN2QixLQUFLLE1BQU0sT0FBTyxNQUFNLEtBQUssS0FBSyxPQUFPLE9BQU87RUFDaEQ7Q0FDRjtDQUNBLElBQUksU0FBUyxRQUFRLE9BQU8sU0FBUyxVQUFVO0NBQy9DLE1BQU0sU0FBUyxPQUFPLEtBQUssU0FBUztDQUNwQyxJQUFJLFVBQVUsTUFBTSxNQUFNLE9BQU8sTUFBTSxPQUFPO0NBQzlDLE1BQU0sU0FBUyxTQUFTLENBQUMsTUFBTSxHQUFHLE9BQU8sSUFBSTtDQUM3QyxLQUFLLE1BQU0sQ0FBQyxLQUFLLFVBQVUsT0FBTyxRQUFRLElBQUksR0FBRztFQUMvQyxJQUFJLFFBQVEsU0FBUyxRQUFRLFNBQVMsUUFBUSxZQUFZO0VBQzFELElBQUksVUFBVSxRQUFRLE9BQU8sVUFBVSxVQUFVLEtBQUssT0FBTyxPQUFPLE1BQU07Q0FDNUU7QUFDRjs7QUFHQSxTQUFnQixRQUFRLE1BQU07Q0FDNUIsUUFBUSxNQUFNLE1BQWQ7RUFDRSxLQUFLLFdBQ0gsT0FBTyxPQUFPLEtBQUssVUFBVSxXQUFXLENBQUMsSUFBSSxJQUFJLENBQUM7RUFDcEQsS0FBSyxtQkFDSCxPQUFPLENBQUMsSUFBSTtFQUNkLEtBQUsseUJBQ0gsT0FBTyxDQUFDLEdBQUcsUUFBUSxLQUFLLFVBQVUsR0FBRyxHQUFHLFFBQVEsS0FBSyxTQUFTLENBQUM7RUFDakUsS0FBSyxxQkFDSCxPQUFPLENBQUMsR0FBRyxRQUFRLEtBQUssSUFBSSxHQUFHLEdBQUcsUUFBUSxLQUFLLEtBQUssQ0FBQztFQUN2RCxLQUFLO0VBQ0wsS0FBSztFQUNMLEtBQUssdUJBQ0gsT0FBTyxRQUFRLEtBQUssVUFBVTtFQUNoQyxTQUNFLE9BQU8sQ0FBQztDQUNaO0FBQ0Y7O0FBR0EsU0FBUyxVQUFVLE1BQU07Q0FDdkIsUUFBUSxLQUFLLE1BQWI7RUFDRSxLQUFLLGNBQ0gsT0FBTyxLQUFLO0VBQ2QsS0FBSztHQUNILElBQUksS0FBSyxVQUFVLE9BQU8sVUFBVSxLQUFLLE1BQU07R0FDL0MsT0FBTztJQUFDO0lBQVU7SUFBUztHQUFNLENBQUMsQ0FBQyxTQUFTLEtBQUssU0FBUyxJQUFJLElBQzFELFVBQVUsS0FBSyxNQUFNLElBQ3JCLEtBQUssU0FBUztFQUNwQixLQUFLO0VBQ0wsS0FBSztFQUNMLEtBQUssa0JBQ0gsT0FBTyxVQUFVLEtBQUssVUFBVTtFQUNsQyxLQUFLLGtCQUFrQjtHQUNyQixNQUFNLENBQUMsU0FBUyxLQUFLO0dBWXJCLElBQUksS0FBSyxPQUFPLFNBQVMsc0JBQXNCO0lBVjdDO0lBQ0E7SUFDQTtJQUNBO0lBQ0E7SUFDQTtJQUNBO0lBQ0E7SUFDQTtHQUVrRCxDQUFDLENBQUMsU0FBUyxLQUFLLE9BQU8sU0FBUyxJQUFJLEdBQ3RGLE9BQU8sVUFBVSxLQUFLLE9BQU8sTUFBTTtHQUNyQyxJQUFJLFVBQVUsS0FBQSxLQUFhLE1BQU0sU0FBUyxhQUFhLE1BQU0sU0FBUyxpQkFDcEUsT0FBTyxVQUFVLEtBQUs7R0FDeEIsT0FBTyxVQUFVLEtBQUssTUFBTTtFQUM5QjtFQUNBLEtBQUsscUJBQ0gsT0FBTyxVQUFVLEtBQUssSUFBSTtFQUM1QixLQUFLLG9CQUNILE9BQU8sVUFBVSxLQUFLLEtBQUssU0FBUyxZQUFZLEtBQUssUUFBUSxLQUFLLElBQUk7RUFDeEUsU0FDRSxPQUFPO0NBQ1g7QUFDRjs7Ozs7O0FBT0EsU0FBZ0IsVUFBVSxPQUFPO0NBQy9CLE1BQU0sUUFBUSxDQUFDO0NBU2YsT0FBTztFQUFFLE1BUkksTUFBTSxLQUFLLFNBQVM7R0FDL0IsSUFBSSxPQUFPLFNBQVMsVUFBVSxPQUFPO0dBQ3JDLE1BQU0sU0FBUyxVQUFVLElBQUksQ0FBQyxDQUFDLFFBQVEsa0JBQWtCLEVBQUUsS0FBSztHQUNoRSxJQUFJLE9BQU87R0FDWCxLQUFLLElBQUksSUFBSSxHQUFHLE1BQU0sU0FBUyxJQUFJLEdBQUcsS0FBSyxPQUFPLEdBQUcsU0FBUztHQUM5RCxNQUFNLEtBQUssSUFBSTtHQUNmLE9BQU8sSUFBSSxLQUFLO0VBQ2xCLENBQ2tCLENBQUMsQ0FBQyxLQUFLLEVBQUU7RUFBRztDQUFNO0FBQ3RDOztBQUdBLFNBQWdCLGNBQWMsRUFBRSxRQUFRLGVBQWU7Q0FDckQsT0FBTyxPQUFPLFNBQVMsT0FBTyxNQUM1QixJQUFJLFlBQVksU0FBUyxDQUFDLE1BQU0sTUFBTSxRQUFRLFlBQVksRUFBRSxJQUFJLENBQUMsTUFBTSxNQUFNLE1BQU0sQ0FDckY7QUFDRjs7QUFHQSxJQUFhLFFBQWIsTUFBbUI7Q0FDakIsU0FBUyxDQUFDO0NBRVYsUUFBUSxPQUFPLEtBQUssTUFBTTtFQUN4QixLQUFLLE9BQU8sS0FBSztHQUFFO0dBQU87R0FBSztFQUFLLENBQUM7Q0FDdkM7Q0FFQSxPQUFPLElBQUksTUFBTTtFQUNmLEtBQUssT0FBTyxLQUFLO0dBQUUsT0FBTztHQUFJLEtBQUs7R0FBSTtFQUFLLENBQUM7Q0FDL0M7Q0FFQSxNQUFNLFFBQVE7RUFFWixNQUFNLFNBQVMsS0FBSyxPQUFPLE1BQU0sR0FBRyxNQUFNLEVBQUUsUUFBUSxFQUFFLFNBQVMsRUFBRSxNQUFNLEVBQUUsR0FBRztFQUM1RSxJQUFJLE1BQU07RUFDVixJQUFJLEtBQUs7RUFDVCxLQUFLLE1BQU0sRUFBRSxPQUFPLEtBQUssVUFBVSxRQUFRO0dBQ3pDLE9BQU8sT0FBTyxNQUFNLElBQUksS0FBSyxJQUFJO0dBQ2pDLEtBQUs7RUFDUDtFQUNBLE9BQU8sTUFBTSxPQUFPLE1BQU0sRUFBRTtDQUM5QjtBQUNGOztBQUdBLFNBQWdCLFdBQVcsTUFBTSxPQUFPLFFBQVEsT0FBTyxNQUFNO0NBQzNELElBQUksS0FBSyxTQUFTLFdBQVc7RUFDM0IsTUFBTSxPQUFPLEtBQUssUUFBUSxPQUFPLEdBQUcsS0FBSyxFQUFFO0VBQzNDLE1BQU0sT0FBTyxLQUFLLE1BQU0sT0FBTyxHQUFHO0VBQ2xDLE9BQU8sS0FBSztDQUNkO0NBQ0EsTUFBTSxFQUFFLE1BQU0sVUFBVSxVQUFVLGNBQWMsSUFBSSxDQUFDO0NBQ3JELE1BQU0sRUFBRSxnQkFBZ0I7Q0FDeEIsSUFBSSxZQUFZLFdBQVcsR0FBRztFQUM1QixNQUFNLE9BQU8sS0FBSyxRQUFRLE9BQU8sR0FBRyxLQUFLLEVBQUU7RUFDM0MsTUFBTSxPQUFPLEtBQUssTUFBTSxPQUFPLEdBQUc7RUFDbEMsT0FBTztDQUNUO0NBQ0EsTUFBTSxDQUFDLFNBQVM7Q0FDaEIsTUFBTSxRQUFRLEtBQUssUUFBUSxPQUFPLE1BQU0sUUFBUSxPQUFPLEdBQUcsS0FBSyxHQUFHLE1BQU0sSUFBSSxFQUFFLE1BQU0sTUFBTSxHQUFHLEdBQUc7Q0FDaEcsS0FBSyxNQUFNLENBQUMsR0FBRyxFQUFFLFVBQVUsWUFBWSxRQUFRLEdBQUc7RUFDaEQsTUFBTSxPQUFPLFlBQVksSUFBSTtFQUM3QixNQUFNLFFBQ0osTUFBTSxRQUNMLE1BQU0sU0FBUyxLQUFLLE9BQU8sT0FDNUIsU0FBUyxLQUFBLElBQVksUUFBUSxLQUFLLE1BQU0sSUFBSSxHQUFHLEdBQ2pEO0NBQ0Y7Q0FDQSxPQUFPO0FBQ1Q7O0FBR0EsU0FBZ0IsTUFBTSxNQUFNO0NBQzFCLE9BQU8sSUFBSSxLQUFLLFdBQVcsTUFBTSxNQUFNLENBQUMsQ0FBQyxXQUFXLEtBQUssS0FBSyxDQUFDLENBQUMsV0FBVyxNQUFNLEtBQUssRUFBRTtBQUMxRjs7QUMxTEEsTUFBTSxPQUFPOztBQUViLE1BQU0sZ0NBQWdCLElBQUksSUFBSTtDQUFDO0NBQVE7Q0FBTztDQUFPO0NBQU87Q0FBUztDQUFVO0FBQU0sQ0FBQzs7Ozs7OztBQVF0RixTQUFnQixVQUFVLE1BQU0sUUFBUSxNQUFNO0NBQzVDLE1BQU0sRUFBRSxTQUFTLFlBQVksTUFBTSxNQUFNO0NBQ3pDLE1BQU0sUUFBUSxJQUFJLE1BQU07Q0FDeEIsTUFBTSxXQUFXLENBQUM7Q0FDbEIsTUFBTSxRQUFRLE1BQU0sU0FBUyxTQUFTLEtBQUs7RUFBRTtFQUFNLElBQUksS0FBSztDQUFNLENBQUM7Q0FDbkUsTUFBTSxRQUFRLGVBQWU7RUFDM0IsS0FBSyxNQUFNLFFBQVEsUUFBUSxVQUFVLEdBQUc7R0FHdEMsSUFBSSxXQURGLEtBQUssU0FBUyxZQUFZLEtBQUssUUFBUSxLQUFLLE9BQU8sS0FBSyxFQUFFLFlBQVksTUFBTSxNQUFNLENBQUMsQ0FBQyxLQUFLLEVBQUUsQ0FDdkUsR0FBRyxLQUFLLE1BQU0sV0FBVyxNQUFNLE9BQU8sUUFBUSxHQUFHLElBQUksQ0FBQztHQUM1RSxJQUFJLEtBQUssU0FBUyxtQkFBbUIsS0FBSyxZQUFZLFFBQVEsSUFBSTtFQUNwRTtDQUNGO0NBQ0EsS0FBSyxLQUFLLFdBQVcsTUFBTSxZQUFZO0VBQ3JDLElBQUksS0FBSyxTQUFTLG9CQUFvQixjQUFjLElBQUksS0FBSyxJQUFJLEdBQUc7R0FDbEUsS0FBSyxLQUFLLGFBQWEsVUFBVSxlQUFlLEtBQUssQ0FBQztHQUN0RCxPQUFPO0VBQ1Q7RUFDQSxJQUFJLEtBQUssU0FBUyxZQUFZLFFBQVEsS0FBSyxLQUFLO0VBQ2hELElBQUksS0FBSyxTQUFTLG1CQUFtQixRQUFRLEVBQUUsRUFBRSxTQUFTLFlBQVksS0FBSyxLQUFLLFVBQVU7RUFDMUYsT0FBTyxlQUFlLElBQUk7Q0FDNUIsQ0FBQztDQUVELFNBQVMsZUFBZSxNQUFNO0VBQzVCLElBQUksS0FBSyxTQUFTLGVBQWUsV0FBVyxJQUFJLEtBQUssSUFBSSxLQUFLLEtBQUssVUFBVSxNQUFNO0dBQ2pGLE1BQU0sRUFBRSxVQUFVO0dBQ2xCLElBQUksQ0FBQyxNQUFNLFFBQVEsS0FBSyxHQUFHLEtBQUssTUFBTSxVQUFVO1FBQzNDLElBQUksV0FBVyxTQUFTLEtBQUssQ0FBQyxHQUFHO0lBQ3BDLFNBQVMsT0FBTyxLQUFLLE9BQU8sS0FBSyxLQUFLLEdBQUcsS0FBSyxLQUFLLEtBQUssR0FBRztJQUMzRCxLQUFLLE1BQU0sUUFBUSxPQUFPLElBQUksS0FBSyxTQUFTLGlCQUFpQixLQUFLLEtBQUssVUFBVTtHQUNuRjtFQUNGO0VBQ0EsSUFBSSxLQUFLLFNBQVMsY0FBYyxDQUFDLEtBQUssWUFBWSxXQUFXLElBQUksS0FBSyxJQUFJLElBQUksR0FBRyxLQUFLLEtBQUssS0FBSztFQUNoRyxPQUFPO0NBQ1Q7O0NBR0EsU0FBUyxRQUFRLE9BQU87RUFDdEIsSUFBSSxNQUFNLENBQUM7RUFDWCxNQUFNLFlBQVk7R0FDaEIsSUFBSSxXQUFXLFNBQVMsR0FBRyxDQUFDLEdBQUcsU0FBUyxHQUFHLFFBQVEsR0FBRyxHQUFHLEtBQUssR0FBRztHQUNqRSxNQUFNLENBQUM7RUFDVDtFQUNBLEtBQUssTUFBTSxRQUFRLE9BQ2pCLElBQUksS0FBSyxTQUFTLFVBQVUsS0FBSyxTQUFTLGlCQUFpQixJQUFJLEtBQUssSUFBSTtPQUNuRSxJQUFJO0VBRVgsSUFBSTtDQUNOOztDQUdBLFNBQVMsUUFBUSxLQUFLO0VBQ3BCLE1BQU0sUUFBUSxJQUFJLEtBQUssVUFBVSxFQUFFLEdBQUcsS0FBSyxFQUFFO0VBQzdDLE1BQU0sUUFBUSxNQUFNO0VBQ3BCLElBQUksTUFBTSxTQUFTLFFBQVE7R0FDekIsTUFBTSxTQUFTLE1BQU0sS0FBSyxTQUFTLE1BQU0sS0FBSyxVQUFVLENBQUMsQ0FBQztHQUMxRCxNQUFNLFNBQVM7R0FDZixNQUFNLE9BQU8sTUFBTSxLQUFLLFVBQVU7RUFDcEM7RUFDQSxNQUFNLE9BQU8sTUFBTSxHQUFHLEVBQUU7RUFDeEIsSUFBSSxLQUFLLFNBQVMsUUFBUTtHQUN4QixNQUFNLFNBQVMsS0FBSyxLQUFLLFNBQVMsS0FBSyxLQUFLLFFBQVEsQ0FBQyxDQUFDO0dBQ3RELEtBQUssT0FBTztHQUNaLEtBQUssT0FBTyxLQUFLLEtBQUssUUFBUTtFQUNoQztFQUNBLE1BQU0sT0FBTyxNQUFNLFFBQVEsU0FBUyxLQUFLLFNBQVMsVUFBVSxLQUFLLFNBQVMsRUFBRTtFQUM1RSxPQUFPO0dBQUM7R0FBTSxLQUFLLEVBQUUsQ0FBQztHQUFPLEtBQUssR0FBRyxFQUFFLENBQUMsQ0FBQztFQUFHO0NBQzlDO0NBRUEsU0FBUyxTQUFTLE9BQU8sT0FBTyxLQUFLLE1BQU0sT0FBTztFQUNoRCxNQUFNLEVBQUUsTUFBTSxVQUFVLFVBQ3RCLE1BQU0sS0FBSyxTQUFVLEtBQUssU0FBUyxTQUFTLEtBQUssS0FBSyxRQUFRLGVBQWUsR0FBRyxJQUFJLEtBQUssVUFBVyxDQUN0RztFQUNBLEtBQUssRUFBRSxNQUFNLEdBQUcsSUFBSTtFQUNwQixNQUFNLE9BQU8sTUFBTSxRQUFRLEVBQUUsV0FBVyxTQUFTLGVBQWUsQ0FBQyxDQUFDLEtBQUssRUFBRSxpQkFBaUIsVUFBVTtFQUNwRyxNQUFNLFNBQVMsTUFBTSxPQUFPLEtBQUssT0FBTyxPQUFPLE1BQU0sTUFBTSxFQUFFLENBQUMsQ0FBQyxNQUFNLElBQUksQ0FBQyxDQUFDLFNBQVMsQ0FBQztFQUNyRixNQUFNLE9BQU8sR0FBRyxPQUFPLEtBQUssR0FBRyxNQUFNLElBQUk7RUFDekMsSUFBSSxLQUFLLFdBQVcsR0FBRztHQUNyQixNQUFNLFFBQVEsT0FBTyxLQUFLLEdBQUcsS0FBSyxHQUFHLE1BQU0sT0FBTyxHQUFHLElBQUksT0FBTztHQUNoRTtFQUNGO0VBQ0EsTUFBTSxRQUFRLE9BQU8sS0FBSyxFQUFFLENBQUMsT0FBTyxHQUFHLEtBQUssTUFBTSxNQUFNLEdBQUcsS0FBSyxNQUFNLE9BQU8sS0FBSyxFQUFFLENBQUMsS0FBSyxHQUFHO0VBQzdGLEtBQUssTUFBTSxDQUFDLEdBQUcsUUFBUSxLQUFLLFFBQVEsR0FBRztHQUNyQyxNQUFNLE9BQU8sS0FBSyxJQUFJO0dBQ3RCLE1BQU0sTUFBTSxNQUFNLElBQUksS0FBSyxNQUFNLFNBQVMsR0FBRztHQUM3QyxNQUFNLFFBQ0osSUFBSSxLQUNKLE1BQU0sU0FBUyxLQUNmLFNBQVMsS0FBQSxJQUFZLElBQUksSUFBSSxLQUFLLFVBQVUsS0FBSyxJQUFJLEdBQUcsTUFBTSxJQUFJLEdBQUcsSUFDdkU7RUFDRjtDQUNGO0NBRUEsSUFBSSxTQUFTLFdBQVcsR0FBRyxPQUFPO0VBQUUsTUFBTTtFQUFNO0NBQVM7Q0FDekQsTUFBTSxPQUFPLG1CQUFtQixLQUFLLFdBQVcsS0FBSztDQUNyRCxJQUFJLEtBQUssYUFBYSxNQUFNLE1BQU0sT0FBTyxHQUFHLHFCQUFxQixLQUFLLFdBQVU7TUFDM0UsTUFBTSxPQUFPLEtBQUssU0FBUyxRQUFRLE9BQU8sSUFBSTtDQUNuRCxPQUFPO0VBQUUsTUFBTSxNQUFNLE1BQU0sTUFBTTtFQUFHO0NBQVM7QUFDL0M7QUFFQSxTQUFTLFNBQVMsT0FBTztDQUN2QixPQUFPLE1BQU0sS0FBSyxTQUFVLEtBQUssU0FBUyxTQUFTLEtBQUssT0FBTyxHQUFJLENBQUMsQ0FBQyxLQUFLLEVBQUU7QUFDOUU7Ozs7Ozs7O0FDcEhBLFNBQWdCLFdBQVcsUUFBZ0IsS0FBcUI7Q0FDOUQsT0FBTztFQUNMLE1BQU07RUFDTixTQUFTO0VBQ1QsVUFBVSxRQUFRLElBQUk7R0FDcEIsSUFBSSxDQUFDLEdBQUcsU0FBUyxTQUFTLEtBQUssQ0FBQyxHQUFHLFdBQVcsTUFBTSxLQUFLLEdBQUcsU0FBUyxHQUFHLElBQUksU0FBUyxLQUFLLEdBQ3hGLE9BQU87R0FFVCxNQUFNLEVBQUUsU0FBUyxVQUFVLElBQUksUUFEbEIsU0FBUyxRQUFRLEVBQUUsR0FBRyxHQUFHLENBQUMsQ0FBQyxXQUFXLEtBQUssR0FDakIsQ0FBSTtHQUUzQyxPQUFPLFNBQVMsT0FBTyxPQUFPO0lBQUU7SUFBTSxLQUFLO0dBQUs7RUFDbEQ7Q0FDRjtBQUNGOztBQ3ZCQSxNQUFNLG1DQUFtQztBQVN6QyxNQUFNLEVBQUUsWUFBWSxLQUFLLE1BQU0sYUFBYSxRQUFBLGtDQUFtQixjQUFjLEdBQUcsTUFBTSxDQUFDO0FBR3ZGLE1BQU0sU0FBUyxFQUFFLGlCQUFpQixLQUFLLFVBQVUsT0FBTyxFQUFFOztBQUUxRCxNQUFNLGFBQWEsWUFDakIsWUFBWSxVQUFVLHVDQUF1QztBQUMvRCxNQUFNLFVBQVUsU0FBeUIsUUFBQSxrQ0FBbUIsSUFBSTs7QUFHaEUsTUFBTSxnQkFBd0I7Q0FDNUIsTUFBTTtDQUNOLE9BQU87Q0FDUCxxQkFBcUIsU0FBUztFQUM1QixNQUFNLE9BQU8sS0FBSyxRQUFRLHNEQUFzRCxFQUFFO0VBQ2xGLElBQUksU0FBUyxNQUFNLE1BQU0sSUFBSSxNQUFNLHVDQUF1QztFQUMxRSxPQUFPO0NBQ1Q7QUFDRjs7QUFHQSxNQUFNLFNBQVM7Q0FBQztDQUFjO0NBQVM7Q0FBYztDQUFXO0NBQVU7Q0FBUTtDQUFXO0NBQU87QUFBUTtBQUM1RyxNQUFNLFNBQVM7Q0FBQztDQUFZO0NBQVc7QUFBUTtBQUUvQyxTQUFTLGFBQWEsSUFBWSxPQUFtQztDQUNuRSxNQUFNLE9BQU8sR0FBRyxHQUFHLFdBQVcsTUFBTSxHQUFHLENBQUMsQ0FBQyxRQUFRLFNBQVMsRUFBRSxFQUFFO0NBQzlELE9BQU8sTUFBTSxNQUFNLFNBQVMsS0FBSyxTQUFTLElBQUksS0FBSyxFQUFFLENBQUM7QUFDeEQ7O0FBR0EsTUFBTSxnQkFBd0I7Q0FDNUIsTUFBTTtDQUNOLE9BQU87Q0FDUCxpQkFBaUI7RUFDZixNQUFNLE1BQU0sQ0FBQyxHQUFHLEtBQUssYUFBYSxDQUFDO0VBQ25DLE1BQU0sT0FBTyxDQUFDLEdBQUcsUUFBUSxHQUFHLE1BQU0sQ0FBQyxDQUFDLFFBQVEsU0FBUyxDQUFDLElBQUksTUFBTSxPQUFPLGFBQWEsSUFBSSxDQUFDLElBQUksQ0FBQyxDQUFDLENBQUM7RUFDaEcsSUFBSSxLQUFLLFNBQVMsR0FDaEIsTUFBTSxJQUFJLE1BQU0sNkJBQTZCLEtBQUssS0FBSyxJQUFJLEVBQUUsK0JBQStCO0NBQ2hHO0FBQ0Y7QUFHQSxNQUFNLFFBQVEsT0FBTyxzQkFBc0I7QUFDM0MsTUFBTSx3QkFBUSxJQUFJLElBQVk7O0FBRzlCLFNBQVMsUUFBUSxJQUFZLFlBQStCO0NBQzFELElBQUksTUFBTSxTQUFTLEdBQUc7RUFDcEIsTUFBTSxPQUFPLENBQUMsS0FBSztFQUNuQixLQUFLLElBQUksT0FBTyxLQUFLLElBQUksR0FBRyxTQUFTLEtBQUEsR0FBVyxPQUFPLEtBQUssSUFBSSxHQUFHO0dBQ2pFLElBQUksTUFBTSxJQUFJLElBQUksR0FBRztHQUNyQixNQUFNLElBQUksSUFBSTtHQUNkLEtBQUssS0FBSyxHQUFJLFdBQVcsSUFBSSxDQUFDLEVBQUUsZUFBZSxDQUFDLENBQUU7RUFDcEQ7Q0FDRjtDQUNBLE9BQU8sTUFBTSxJQUFJLEVBQUU7QUFDckI7Ozs7O0FBTUEsSUFBQSwrQkFBZSxjQUFjLEVBQUUsZUFBZTtDQUM1QyxNQUFNO0VBQ0osUUFBUTtHQUFFLEdBQUc7R0FBUSxnQkFBZ0IsVUFBVSxPQUFPO0VBQUU7RUFDeEQsU0FBUyxDQUFDLFVBQVUsR0FBRyxXQUFXLGFBQWEsQ0FBQztFQUNoRCxPQUFPO0dBQ0wsUUFBUTtHQUNSLFFBQVE7R0FDUixpQkFBaUI7R0FDakIsaUJBQWlCO0lBRWYsT0FBTztLQUFFLE9BQU8sT0FBTyxtQkFBbUI7S0FBRyxTQUFTLE9BQU8scUJBQXFCO0lBQUU7SUFDcEYsVUFBVSxDQUFDLFVBQVU7SUFFckIsUUFBUTtLQUNOLFFBQVE7S0FDUixnQkFBZ0I7S0FDaEIsZ0JBQWdCO0lBQ2xCO0dBQ0Y7RUFDRjtDQUNGO0NBQ0EsU0FBUyxFQUNQLE9BQU87RUFDTCxRQUFRO0VBQ1IsUUFBUTtFQUNSLGlCQUFpQjtFQUNqQixpQkFBaUI7R0FDZixPQUFPLEVBQUUsT0FBTyxPQUFPLDJCQUEyQixFQUFFO0dBQ3BELFVBQVUsQ0FBQyxVQUFVO0dBRXJCLFFBQVE7SUFBRSxRQUFRO0lBQU8sZ0JBQWdCO0dBQWE7RUFDeEQ7Q0FDRixFQUNGO0NBQ0EsVUFBVTtFQUNSLE1BQU0sT0FBTyxjQUFjO0VBQzNCO0VBQ0EsU0FBUztHQUNQLFdBQVcsT0FBTyxjQUFjLEdBQUcsT0FBTyw0QkFBNEIsQ0FBQztHQUN2RSxPQUFPLEVBQUUsWUFBWSxNQUFNLENBQUM7R0FDNUIsV0FBVyxPQUFPLFlBQVksQ0FBQztHQUMvQixTQUFTO0dBQ1Q7R0FDQTtFQUNGO0VBQ0EsT0FBTztHQUNMLFFBQVEsT0FBTyxjQUFjO0dBQzdCLGFBQWE7R0FDYixRQUFRO0dBQ1IsbUJBQW1CO0dBQ25CLGVBQWUsRUFBRSxVQUFVLE1BQU07R0FDakMsUUFBUTtHQUNSLGlCQUFpQjtJQUNmLE9BQU8sRUFBRSxPQUFPLE9BQU8seUJBQXlCLEVBQUU7SUFDbEQsUUFBUSxFQUdOLGVBQWUsRUFDYixRQUFRO0tBQ047TUFDRSxXQUFXO01BQ1gsT0FBTyxJQUFJLFlBQWEsUUFBUSxLQUFLLE9BQU8sUUFBUSxjQUFjLEVBQUUsQ0FBQyxJQUFJLFVBQVU7TUFDbkYsVUFBVTtLQUNaO0tBRUE7TUFBRSxNQUFNO01BQVUsTUFBTTtNQUFrQixVQUFVO0tBQUU7S0FDdEQ7TUFDRSxNQUFNO01BQ04sT0FBTyxPQUFPLGFBQWEsSUFBSSxNQUFNO01BQ3JDLGVBQWU7TUFDZixVQUFVO0tBQ1o7S0FDQTtNQUNFLE1BQU07TUFDTixPQUFPLE9BQU8sYUFBYSxJQUFJLE1BQU07TUFDckMsZUFBZTtNQUNmLFVBQVU7S0FDWjtJQUNGLEVBQ0YsRUFDRjtHQUNGO0VBQ0Y7Q0FDRjtBQUNGLEVBQUUifQ==