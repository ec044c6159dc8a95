/** A piece of a message: plain text, or a link to somewhere on the web. */
export interface Part {
  readonly text: string;
  /** Null for plain text. */
  readonly href: string | null;
}

const LINK = /https?:\/\/[^\s<>"'`]+/gi;
/** What ends a sentence rather than an address. */
const TRAILING = /[.,;:!?…，。；：！？）)\]}»”’]+$/;

/** The pieces of a text; only http and https become links. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const found of text.matchAll(LINK)) {
    const address = trimmed(found[0]);
    if (!isAddress(address)) continue;
    if (found.index > end) parts.push({ text: text.slice(end, found.index), href: null });
    parts.push({ text: address, href: address });
    end = found.index + address.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}

/** Without what ends the sentence; a bracket that the address itself opened stays. */
function trimmed(found: string): string {
  const address = found.replace(TRAILING, '');
  const next = found[address.length];
  return next === ')' && count(address, '(') > count(address, ')') ? `${address})` : address;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function isAddress(text: string): boolean {
  try {
    const { protocol, hostname } = new URL(text);
    return (protocol === 'http:' || protocol === 'https:') && hostname !== '';
  } catch {
    return false;
  }
}
