/** What a page of the notebook shows of the workspace, by an address that its Markdown names. */
export type Embed =
  /** A run's card, or the curve of one of its metrics. */
  | { readonly kind: 'run'; readonly id: string; readonly metric: string | null }
  /** Runs side by side, or the curves of one of their metrics. */
  | { readonly kind: 'compare'; readonly ids: readonly string[]; readonly metric: string | null }
  /** What the runs of a group say together, and each of them. */
  | { readonly kind: 'group'; readonly id: string };

/** How such an address begins; any other is not of the workspace. */
const SCHEME = 'benchtop:';
const ID = /^[a-z0-9-]{8,64}$/;
/** Runs that one embed shows at most. */
export const MOST_COMPARED = 12;

/** Whether an address is of the workspace, right or wrong. */
export function isEmbedAddress(address: string): boolean {
  return address.startsWith(SCHEME);
}

/** What an address names, e.g. `benchtop:run/ID/valLoss`; null where it is none, or is written wrong. */
export function parseEmbed(address: string): Embed | null {
  if (!isEmbedAddress(address)) return null;
  const [kind, name = '', encoded, ...rest] = address.slice(SCHEME.length).split('/');
  const metric = encoded === undefined ? null : decode(encoded);
  if (rest.length > 0 || metric === '') return null;
  switch (kind) {
    case 'run':
      return ID.test(name) ? { kind, id: name, metric } : null;
    case 'compare': {
      const ids = [...new Set(name.split(','))];
      return ids.length <= MOST_COMPARED && ids.every((id) => ID.test(id)) ? { kind, ids, metric } : null;
    }
    case 'group':
      return ID.test(name) && metric === null ? { kind, id: name } : null;
    default:
      return null;
  }
}

/** '' where it is no such text. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** The address of what is embedded: {@link parseEmbed} reads it. */
function embedAddress(embed: Embed): string {
  const place = embed.kind === 'compare' ? `compare/${embed.ids.join(',')}` : `${embed.kind}/${embed.id}`;
  const metric = embed.kind === 'group' ? null : embed.metric;
  return `${SCHEME}${place}${metric === null ? '' : `/${encodeMetric(metric)}`}`;
}

/** Brackets and quotes, which would end an address in Markdown, are written as bytes too. */
function encodeMetric(metric: string): string {
  return encodeURIComponent(metric).replace(
    /[()'*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * The line of Markdown that embeds something: an image, which other programs show as its caption.
 * @param caption said below it; what Markdown would read as its own is escaped
 */
export function embedLine(caption: string, embed: Embed): string {
  const text = caption.replace(/[\r\n]+/g, ' ').replace(/[\\[\]*_`~<]/g, (character) => `\\${character}`);
  return `![${text}](${embedAddress(embed)})`;
}
