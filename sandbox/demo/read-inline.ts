import type { TerminalPiece } from "../../src/core/report/terminal/block.ts";

const token = /\\.|`[^`]+`|<code>.*?<\/code>|\*\*|\*|&#\d+;|&nbsp;|<\/?(?:sub|summary)>|[^\\`*&<]+|./gsu;

/** Code spans, bold, italics, links and entities of one line of Tollgate's Markdown. */
export function readInline(text: string): TerminalPiece[] {
  let style: "bold" | "italic" | undefined;
  const pieces: TerminalPiece[] = [];
  for (const [part] of withoutLinks(text).matchAll(token)) {
    if (part === "**" || part === "*") style = style ? undefined : part === "*" ? "italic" : "bold";
    else pieces.push(readToken(part, style));
  }
  return pieces;
}

function readToken(part: string, style: "bold" | "italic" | undefined): TerminalPiece {
  if (/^(?:`.|<code>)/su.test(part)) return { code: codeText(part) };
  if (/^<\/?s/.test(part)) return "";
  return { plain: decoded(part), ...(style && { style }) };
}

/** The same without styles. */
export function plainText(text: string): string {
  const words = readInline(text).map((piece) => {
    if (typeof piece === "string") return piece;
    return "plain" in piece ? piece.plain : "code" in piece ? piece.code : "";
  });
  return words.join("");
}

/** A terminal shows the link's text only. Escaped characters and code are passed over. */
function withoutLinks(text: string): string {
  const link = /\\.|`[^`]+`|<code>.*?<\/code>|\[((?:`[^`]*`|<code>.*?<\/code>|[^\][`<])*)\]\([^()\s]*\)/g;
  return text.replace(link, (whole: string, shown: string | undefined) => shown ?? whole);
}

function codeText(span: string): string {
  if (span.startsWith("`")) return span.slice(1, -1);
  return span.slice("<code>".length, -"</code>".length).replace(/&#\d+;/g, decoded);
}

/** Undoes `prose` for one token: an entity (our zero-width space is dropped), or an escaped character. */
function decoded(part: string): string {
  if (part === "&#8203;") return "";
  if (part === "&nbsp;") return " ";
  const point = part.match(/^&#(\d+);$/)?.[1];
  if (point !== undefined) return String.fromCodePoint(Number(point));
  return part.length > 1 && part.startsWith("\\") ? part.slice(1) : part;
}
