import type { Problem } from "../../words/problem.ts";
import { code } from "./neutralise.ts";

/** `file:line` (or a shorter name for the file), as a link where the head's files can be opened. */
export function place(
  files: string | undefined,
  file: string,
  line: number | undefined,
  name = file,
): string {
  const text = code(line === undefined ? name : `${name}:${line}`);
  if (files === undefined) return text;
  return `[${text}](${files}/${encodePath(file)}${line === undefined ? "" : `#L${line}`})`;
}

export function encodePath(file: string): string {
  return file.split("/").map(encodePart).join("/");
}

/** encodeURIComponent leaves `()'*!` alone (they could end a Markdown link) and throws on a lone surrogate. */
function encodePart(part: string): string {
  return encodeURIComponent(part.replace(/\p{Cs}/gu, "\uFFFD")).replace(
    /[()'*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export function problemPlace({ file, line, column }: Problem): string {
  return [file, line, column].filter((part) => part !== undefined).join(":");
}
