import { visible } from "../say/neutralise.ts";
import type { Paint } from "./text.ts";

const token = /\\.|`[^`]+`|<code>.*?<\/code>|\*\*|\*|&#\d+;|&nbsp;|<\/?(?:sub|summary)>|[^\\`*&<]+|./gsu;

/** Code spans, bold, italics, links and entities of one line of our Markdown. */
export function terminalInline(text: string, paint: Paint): string {
  let style: "bold" | "italic" | undefined;
  let out = "";
  for (const [part] of withoutLinks(text).matchAll(token)) {
    if (part === "**" || part === "*") style = style ? undefined : part === "*" ? "italic" : "bold";
    else out += shownPart(part, style, paint);
  }
  return out;
}

function shownPart(part: string, style: "bold" | "italic" | undefined, paint: Paint): string {
  if (/^(?:`.|<code>)/su.test(part)) return paint("cyan", codeText(part));
  if (/^<\/?s/.test(part)) return "";
  return style ? paint(style, decoded(part)) : decoded(part);
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
  if (point !== undefined) return visible(String.fromCodePoint(Number(point)));
  return part.length > 1 && part.startsWith("\\") ? part.slice(1) : part;
}
