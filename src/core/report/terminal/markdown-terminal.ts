import { visible } from "../say/neutralise.ts";
import { terminalInline } from "./inline.ts";
import { terminalTable } from "./table.ts";
import { indent, type Paint, painter, wrap } from "./text.ts";

/** Our own Markdown (not anybody's) for a terminal: headings, tables, lists, fences, folded parts, flow charts. */
export function markdownTerminal(
  markdown: string,
  { colour, columns = 100 }: { colour: boolean; columns?: number },
): string {
  const paint = painter(colour);
  const lines = visible(markdown)
    .split("\n")
    .filter((line) => !/^\s*<!--.*-->$/.test(line));
  return `${renderLines(lines, { paint, columns })
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim()}\n`;
}

interface Room {
  paint: Paint;
  columns: number;
}

function renderLines(lines: readonly string[], room: Room): string[] {
  const out: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const length = blockLength(lines, at);
    out.push(renderBlock(lines.slice(at, at + length), room));
    at += length;
  }
  return out;
}

/** How many lines belong together from here on. */
function blockLength(lines: readonly string[], at: number): number {
  const line = lines[at] ?? "";
  const ticks = line.match(/^\s*(`{3,})/)?.[1];
  const rest = lines.slice(at + 1);
  const through = (last: number) => (last < 0 ? rest.length : last + 1) + 1;
  if (ticks !== undefined) return through(rest.findIndex((other) => other.trim() === ticks));
  if (line.startsWith("<details")) return through(rest.indexOf("</details>"));
  if (!line.startsWith("|")) return 1;
  const end = rest.findIndex((other) => !other.startsWith("|"));
  return (end < 0 ? rest.length : end) + 1;
}

function renderBlock(lines: readonly string[], room: Room): string {
  const [first = "", ...rest] = lines;
  if (/^\s*```/.test(first)) return renderFence(first.trim().replace(/^`+/, ""), rest.slice(0, -1), room);
  if (first.startsWith("<details")) return renderDetails(rest.slice(0, -1), room);
  if (first.startsWith("|")) return renderTable(lines, room);
  return renderLine(first, room);
}

function renderTable(lines: readonly string[], room: Room): string {
  const [head = [], , ...rows] = lines.map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => terminalInline(cell.trim(), room.paint)),
  );
  return terminalTable(head, rows, room);
}

function renderDetails(lines: readonly string[], { paint, columns }: Room): string {
  const summary = (lines[0] ?? "").replace(/<\/?summary>/g, "");
  // Blank lines go, the indentation of the first line stays: it may be a diff's.
  const body = renderLines(lines.slice(1), { paint, columns: columns - 2 })
    .join("\n")
    .replace(/^(?:[ \t]*\n)+/, "")
    .trimEnd();
  const head = wrap(`▾ ${terminalInline(summary, paint)}`, columns).map((line) => paint("bold", line));
  return `${head.join("\n")}\n${indent(body, 2)}`;
}

function renderFence(language: string, lines: readonly string[], { paint, columns }: Room): string {
  if (language === "mermaid") return wrap(arrows(lines), columns).join("\n");
  return lines.map((line) => indent(language === "diff" ? diffLine(line, paint) : line, 4)).join("\n");
}

function diffLine(line: string, paint: Paint): string {
  if (line.startsWith("+")) return paint("green", line);
  return line.startsWith("-") ? paint("red", line) : line;
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

function renderLine(line: string, { paint, columns }: Room): string {
  const heading = line.match(/^(#{1,6}) (.*)$/);
  if (heading)
    return paint(
      "bold",
      terminalInline(heading[2] ?? "", (_, text) => text),
    );
  const [, lead = "", text = ""] = line.match(/^(\s*(?:- )?)(.*)$/) ?? [];
  const hanging = " ".repeat(lead.length);
  return text
    .split(/<br\s*\/?>/)
    .flatMap((part) => wrap(terminalInline(part, paint), columns - lead.length))
    .map((part, i) => (i === 0 ? lead : hanging) + part)
    .join("\n");
}
