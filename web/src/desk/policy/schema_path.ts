// Where in a YAML file one stands, and what its JSON Schema says may stand there. Only what completion needs: block style by
// indentation, and the innermost map in braces.

export interface SchemaNode {
  $ref?: string;
  type?: string | readonly string[];
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
  enum?: readonly unknown[];
  anyOf?: readonly SchemaNode[];
  allOf?: readonly SchemaNode[];
  additionalProperties?: SchemaNode | boolean;
  $defs?: Record<string, SchemaNode>;
  'x-ar'?: string;
  'x-en'?: string;
}

/** Keys from the root; `null` for an entry of a list. */
export type Path = readonly (string | null)[];

interface Line {
  indent: number;
  isEntry: boolean;
  key: string | undefined;
}

function readLine(text: string): Line | undefined {
  const found = /^(\s*)((?:-\s+)*)(?:([\w.]+)\s*:(?:\s|$))?/.exec(text);
  if (!found || text.trim() === '' || text.trim().startsWith('#')) return undefined;
  const [, spaces = '', dashes = '', key] = found;
  return { indent: spaces.length + dashes.length, isEntry: dashes !== '', key };
}

/** The way to the map in which the line of this indentation stands. */
function parents(lines: readonly string[], at: number, indent: number, isEntry: boolean): Path {
  const path: (string | null)[] = [];
  let below = indent;
  let wantsEntry = isEntry;
  if (isEntry) path.unshift(null);
  for (let index = at - 1; index >= 0 && (below > 0 || wantsEntry); index--) {
    const line = readLine(lines[index] ?? '');
    if (!line) continue;
    const entryIndent = line.isEntry ? (/^\s*/.exec(lines[index] ?? '')?.[0].length ?? 0) : -1;
    if (line.indent < below && line.key !== undefined) {
      path.unshift(line.key);
      below = line.indent;
      wantsEntry = false;
      if (line.isEntry) { path.unshift(null); below = entryIndent + 1; }
    } else if (line.indent === below && line.isEntry && !wantsEntry) {
      path.unshift(null);
      below = entryIndent + 1;
    }
  }
  return path;
}

export interface Spot {
  path: Path;
  /** The key whose value is being written; none: a key is. */
  key: string | undefined;
  word: string;
}

/** What is being written at the end of `text`. */
export function spotAt(text: string): Spot {
  const lines = text.split('\n');
  const last = lines.at(-1) ?? '';
  const word = /[\w.]*$/.exec(last)?.[0] ?? '';
  const before = last.slice(0, last.length - word.length);
  const dashes = /^(\s*)((?:-\s+)*)/.exec(last);
  const indent = (dashes?.[1]?.length ?? 0) + (dashes?.[2]?.length ?? 0);
  const outer = parents(lines, lines.length - 1, indent, (dashes?.[2] ?? '') !== '');
  const head = /^\s*(?:-\s+)*([\w.]+)\s*:/.exec(last)?.[1];
  const braces = before.lastIndexOf('{') > before.lastIndexOf('}') ? before.slice(before.lastIndexOf('{') + 1) : undefined;
  if (braces !== undefined) {
    const inner = /(?:^|,)\s*([\w.]+)\s*:\s*\[?[^,]*$/.exec(braces)?.[1];
    const isList = /\[\s*\{[^{]*$/.test(before);
    return { path: [...outer, ...(head ? [head] : []), ...(isList ? [null] : [])], key: inner, word };
  }
  return { path: outer, key: head && before.includes(':') ? head : undefined, word };
}

/** Every schema that a node may be, references followed. */
export function alternatives(root: SchemaNode, node: SchemaNode | undefined): SchemaNode[] {
  if (!node) return [];
  if (node.$ref) return alternatives(root, root.$defs?.[node.$ref.replace('#/$defs/', '')]);
  return [node, ...[...(node.anyOf ?? []), ...(node.allOf ?? [])].flatMap((one) => alternatives(root, one))];
}

function step(root: SchemaNode, nodes: readonly SchemaNode[], key: string | null): SchemaNode[] {
  return nodes.flatMap((node) => {
    if (key === null) return alternatives(root, node.items);
    const rest = typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined;
    return alternatives(root, node.properties?.[key] ?? rest);
  });
}

export interface Offer {
  label: string;
  isKey: boolean;
  ar: string;
  en: string;
}

/** What may be written there: keys with what they mean, or the words of a closed list. */
export function offersAt(root: SchemaNode, spot: Spot): Offer[] {
  let nodes = alternatives(root, root);
  for (const key of spot.path) nodes = step(root, nodes, key);
  const offers = new Map<string, Offer>();
  if (spot.key === undefined) {
    for (const node of nodes)
      for (const [label, value] of Object.entries(node.properties ?? {})) offers.set(label, { label, isKey: true, ar: value['x-ar'] ?? '', en: value['x-en'] ?? '' });
    return [...offers.values()];
  }
  const values = step(root, nodes, spot.key);
  for (const node of [...values, ...step(root, values, null)])
    for (const word of node.enum ?? (node.type === 'boolean' ? ['true', 'false'] : [])) offers.set(String(word), { label: String(word), isKey: false, ar: '', en: '' });
  return [...offers.values()];
}
