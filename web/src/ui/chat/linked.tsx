import type { ComponentChild } from 'preact';

const address = /https?:\/\/[^\s<>"'「」『』（）、。！？]+/g;
/** Signs that end a sentence rather than an address. */
const trailing = /[.,;:!?)\]]+$/;

/** A piece of a line: plain, or an address. */
export interface Piece {
  text: string;
  href?: string;
}

/** Cuts a line into plain text and web addresses. */
export function pieces(text: string): Piece[] {
  const out: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    const found = match[0].replace(trailing, '');
    if (!URL.canParse(found)) continue;
    if (match.index > from) out.push({ text: text.slice(from, match.index) });
    out.push({ text: found, href: found });
    from = match.index + found.length;
  }
  if (from < text.length) out.push({ text: text.slice(from) });
  return out;
}

/** A line with its addresses as links that tell nothing about this page. */
export function Linked({ text }: { text: string }): ComponentChild {
  return pieces(text).map((piece, i) =>
    piece.href ? (
      <a key={i} href={piece.href} target="_blank" rel="noopener noreferrer">
        {piece.text}
      </a>
    ) : (
      piece.text
    ),
  );
}
