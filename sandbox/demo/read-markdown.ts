import type { TerminalBlock } from "../../src/core/report/terminal/block.ts";
import { plainText, readInline } from "./read-inline.ts";

/**
 * Tollgate's own Markdown (not anybody's), as the sandbox's GitHub holds it, in blocks that a terminal can show: headings,
 * tables, lists, fences, folded parts, flow charts.
 */
export function readMarkdown(markdown: string): TerminalBlock[] {
  return readLines(markdown.split("\n").filter((line) => !/^\s*<!--.*-->$/.test(line)));
}

/** Blocks that no blank line parts stand together. */
function readLines(lines: readonly string[]): TerminalBlock[] {
  const stacks: TerminalBlock[][] = [[]];
  for (let at = 0; at < lines.length; ) {
    const length = blockLength(lines, at);
    const block = lines.slice(at, at + length);
    at += length;
    if (block.join("").trim() === "") stacks.push([]);
    else stacks.at(-1)?.push(readBlock(block));
  }
  return stacks.filter((blocks) => blocks.length > 0).map((blocks) => ({ kind: "stack", blocks }));
}

/** How many lines belong together from here on. */
function blockLength(lines: readonly string[], at: number): number {
  const line = lines[at] ?? "";
  const ticks = line.match(/^\s*(`{3,})/)?.[1];
  const rest = lines.slice(at + 1);
  const through = (last: number) => (last < 0 ? rest.length : last + 1) + 1;
  if (ticks !== undefined) return through(rest.findIndex((other) => other.trim() === ticks));
  if (line.startsWith("<details")) return through(closing(rest));
  if (!line.startsWith("|")) return 1;
  const end = rest.findIndex((other) => !other.startsWith("|"));
  return (end < 0 ? rest.length : end) + 1;
}

/** Where the folded part ends whose first line is passed; one may stand in another. */
function closing(lines: readonly string[]): number {
  let open = 1;
  return lines.findIndex((line) => {
    if (line.startsWith("<details")) open++;
    if (line === "</details>") open--;
    return open === 0;
  });
}

function readBlock(lines: readonly string[]): TerminalBlock {
  const [first = "", ...rest] = lines;
  if (/^\s*```/.test(first)) return readFence(first.trim().replace(/^`+/, ""), rest.slice(0, -1));
  if (first.startsWith("<details")) {
    const summary = plainText((rest[0] ?? "").replace(/<\/?summary>/g, ""));
    return { kind: "folded", summary, body: readLines(rest.slice(1, -1)) };
  }
  return first.startsWith("|") ? readTable(lines) : readLine(first);
}

function readTable(lines: readonly string[]): TerminalBlock {
  const [head = [], , ...rows] = lines.map((line) => line.split("|").slice(1, -1));
  return {
    kind: "table",
    head: head.map((cell) => plainText(cell.trim())),
    rows: rows.map((row) => row.map((cell) => readInline(cell.trim()))),
  };
}

function readFence(language: string, lines: readonly string[]): TerminalBlock {
  if (language === "mermaid") return { kind: "paragraph", text: [{ plain: arrows(lines) }] };
  return { kind: "code", language: language === "diff" ? "diff" : "sql", text: lines.join("\n") };
}

/** `a["Owner<br/>olga"]:::x --> b` becomes `Owner (olga) → b`. */
function arrows(lines: readonly string[]): string {
  const nodes =
    lines
      .find((line) => line.includes(" --> "))
      ?.trim()
      .split(" --> ") ?? [];
  const labels = nodes.map((node) => node.match(/[[(]+"?(.*?)"?[\])]+(:::\w+)?$/)?.[1] ?? node);
  return labels
    .map((label) => label.replace(/#(\d+);/g, (_, point) => String.fromCodePoint(Number(point))))
    .map((label) => label.replace(/<br\/>(.*)$/, " ($1)"))
    .join(" → ");
}

function readLine(line: string): TerminalBlock {
  const heading = line.match(/^#{1,6} (.*)$/)?.[1];
  if (heading !== undefined) return { kind: "heading", text: [{ plain: plainText(heading) }] };
  const [, lead = "", text = ""] = line.match(/^(\s*(?:- )?)(.*)$/) ?? [];
  const blocks = text
    .split(/<br\s*\/?>/)
    .map((part): TerminalBlock => ({ kind: "paragraph", text: readInline(part) }));
  return { kind: "item", mark: lead, blocks };
}
