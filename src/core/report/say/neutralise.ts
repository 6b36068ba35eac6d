/**
 * Text that a contributor wrote (SQL, file names, server messages) made harmless where it is shown. Nothing is
 * dropped: what could deceive is spelled out, for example `⟨U+202E⟩`.
 */

/** Control, format (bidi, zero-width), separator, surrogate, private-use and default-ignorable characters. */
const deceiving = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}]/gu;

/** Spells out every character that a reader cannot see. Line feeds and tabs stay. */
export function visible(text: string): string {
  if (!/[^\n\t\x20-\x7e]/.test(text)) return text;
  return text.replaceAll("\r\n", "\n").replace(deceiving, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
  });
}

export function oneLine(text: string): string {
  return visible(text).replace(/\s+/g, " ").trim();
}

/** An inline code span; also inside a table, where a pipe would end the cell. No mention or reference works in code. */
export function code(text: string): string {
  const line = oneLine(text);
  if (line === "") return "<code></code>";
  if (!/[`|]/.test(line)) return `\`${line}\``;
  return `<code>${line.replace(/[^\p{L}\p{N} ]/gu, (c) => `&#${c.codePointAt(0)};`)}</code>`;
}

/**
 * A sentence inside Markdown: backtick pairs become code spans, all the rest is plain text. Mentions, issue
 * references and addresses are broken by a zero-width space, written as an entity so that our own source stays visible.
 */
export function prose(text: string): string {
  return oneLine(text)
    .split(/(`[^`]+`)/)
    .map((part, i) => (i % 2 === 1 ? code(part.slice(1, -1)) : plainText(part)))
    .join("")
    .replace(/(`[^`]+`)(?=`)/g, "$1&#8203;");
}

function plainText(text: string): string {
  return disarm(text)
    .replace(/[&<>|@]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/[\\`*_[\]~$]/g, "\\$&")
    .replace(/^(#{1,6}|[-+=]+|\d+[.)])(?=\s|$)/, "\u200b$1")
    .replaceAll("\u200b", "&#8203;");
}

/** Text between HTML tags of ours, where Markdown is not read: GitHub still looks for mentions there. */
export function htmlText(text: string): string {
  return disarm(oneLine(text))
    .replace(/[^\p{L}\p{N}\p{So} ,.:()/_\u200b-]/gu, (character) => `&#${character.codePointAt(0)};`)
    .replaceAll("\u200b", "&#8203;");
}

/** Entities are decoded before GitHub looks for mentions and references, so these are broken, not escaped. */
function disarm(text: string): string {
  return text
    .replaceAll("@", "@\u200b")
    .replace(/#(?=\d)/g, "#\u200b")
    .replace(/GH-(?=\d)/gi, "GH\u200b-")
    .replaceAll("://", ":\u200b//")
    .replace(/www\./gi, "www\u200b.");
}

/** A fenced block: the fence is longer than any run of backticks inside, and no HTML comment of ours can be forged. */
export function fence(text: string, language: string): string {
  const body = visible(text).replaceAll("<!--", "<! --");
  const ticks = ticksAround(body);
  return `${ticks}${language}\n${body}${body.endsWith("\n") ? "" : "\n"}${ticks}`;
}

/** Longer than any run of backticks in the text, which therefore cannot end the block. */
export function ticksAround(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  return "`".repeat(longest + 1);
}

/** The rest of a very long statement is read where it stands. */
export function clip(text: string, most = 3000): string {
  return text.length <= most ? text : `${text.slice(0, most)}\n… ${text.length - most} more characters`;
}

/** The label of a Mermaid node, to stand between double quotes. */
export function mermaidLabel(text: string): string {
  return oneLine(text).replace(
    /[^\p{L}\p{N}\p{So} ,.:()/-]/gu,
    (character) => `#${character.codePointAt(0)};`,
  );
}

/** A line for a log that GitHub's runner reads: it obeys `::command::` at a line's start and `##[command]` anywhere. */
export function logLines(text: string): string {
  return visible(text)
    .replace(/^(\s*):(?=:)/gmu, "$1: ")
    .replaceAll("##[", "## [");
}
