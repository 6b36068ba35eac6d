import { visible } from "./neutralise.ts";
import type { Paint } from "./terminal-text.ts";

/** Code spans, bold, italics, links and entities of one line of our Markdown. */
export function terminalInline(text: string, paint: Paint): string {
  return withoutLinks(text)
    .split(/((?<!\\)`[^`]+`|<code>.*?<\/code>)/)
    .map((part, i) => (i % 2 === 1 ? paint("cyan", codeText(part)) : styled(part, paint)))
    .join("");
}

/** A terminal shows the link's text only. Escaped characters and code are passed over. */
function withoutLinks(text: string): string {
  const link = /\\.|`[^`]+`|<code>.*?<\/code>|\[((?:`[^`]*`|<code>.*?<\/code>|[^\][`<])*)\]\([^()\s]*\)/g;
  return text.replace(link, (whole: string, shown: string | undefined) => shown ?? whole);
}

function codeText(span: string): string {
  return span.startsWith("`") ? span.slice(1, -1) : decoded(span.slice("<code>".length, -"</code>".length));
}

function styled(text: string, paint: Paint): string {
  const plain = text.replace(/<\/?(?:sub|summary)>/g, "");
  return plain
    .split(/((?<!\\)\*\*.+?(?<!\\)\*\*|(?<![\\*])\*[^*]+?(?<!\\)\*)/)
    .map((part, i) => {
      if (i % 2 === 0) return decoded(part);
      const bold = part.startsWith("**");
      return paint(bold ? "bold" : "italic", decoded(bold ? part.slice(2, -2) : part.slice(1, -1)));
    })
    .join("");
}

/** Undoes `prose`: entities (our zero-width space is dropped) and backslashes. */
function decoded(text: string): string {
  return text
    .replaceAll("&#8203;", "")
    .replace(
      /\\([\\`*_[\]~$])|&#(\d+);/g,
      (_, escaped, point) => escaped ?? visible(String.fromCodePoint(Number(point))),
    );
}
