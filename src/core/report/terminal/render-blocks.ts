import { oneLine, visible } from "../say/neutralise.ts";
import type { TerminalBlock, TerminalPiece } from "./block.ts";
import { terminalTable } from "./table.ts";
import { indent, type Paint, painter, wrap } from "./text.ts";

interface Room {
  paint: Paint;
  columns: number;
}

/** Blocks for people at a terminal, a blank line between them. No escape sequence comes from anybody's words. */
export function renderBlocks(
  blocks: readonly TerminalBlock[],
  { colour, columns = 100 }: { colour: boolean; columns?: number },
): string {
  return `${renderApart(blocks, { paint: painter(colour), columns })}\n`;
}

function renderApart(blocks: readonly TerminalBlock[], room: Room): string {
  return blocks.map((block) => renderBlock(block, room)).join("\n\n");
}

function renderTogether(blocks: readonly TerminalBlock[], room: Room): string {
  return blocks.map((block) => renderBlock(block, room)).join("\n");
}

function renderBlock(block: TerminalBlock, room: Room): string {
  const { paint } = room;
  switch (block.kind) {
    case "heading":
      return paint("bold", renderLine(block.text, paint));
    case "paragraph":
    case "footnote":
      return renderParagraph(block.text, room);
    case "led":
      return `${renderLine(block.lead, paint)}${renderParagraph(block.text, room)}`;
    case "verbatim":
      return renderLine(block.text, paint);
    case "table": {
      const line = (pieces: readonly TerminalPiece[]) => renderLine(pieces, paint);
      return terminalTable(
        block.head,
        block.rows.map((row) => row.map(line)),
        room,
      );
    }
    case "code":
      return renderCode(block.text, block.language === "diff" ? diffLine : (line) => line, paint);
    case "folded":
      return renderFolded(block, room);
    case "stack":
      return renderTogether(block.blocks, room);
    case "indented":
      return indent(renderTogether(block.blocks, narrower(room, block.by)), block.by);
    case "item":
      return renderItem(block, room);
  }
}

function narrower({ paint, columns }: Room, by: number): Room {
  return { paint, columns: columns - by };
}

function renderParagraph(text: readonly TerminalPiece[], { paint, columns }: Room): string {
  const line = renderLine(text, paint).replace(/\s+/g, " ").trim();
  return wrap(line, columns).join("\n");
}

function renderCode(text: string, line: (line: string, paint: Paint) => string, paint: Paint): string {
  const lines = visible(text).replace(/\n$/, "").split("\n");
  return indent(lines.map((one) => line(one, paint)).join("\n"), 4);
}

function diffLine(line: string, paint: Paint): string {
  if (line.startsWith("+")) return paint("green", line);
  return line.startsWith("-") ? paint("red", line) : line;
}

/** A terminal folds nothing. */
function renderFolded({ summary, body }: Extract<TerminalBlock, { kind: "folded" }>, room: Room): string {
  const head = wrap(`▾ ${oneLine(summary)}`, room.columns).map((line) => room.paint("bold", line));
  return `${head.join("\n")}\n${indent(renderApart(body, narrower(room, 2)), 2)}`;
}

function renderItem({ mark, blocks }: Extract<TerminalBlock, { kind: "item" }>, room: Room): string {
  const [first = "", ...others] = renderTogether(blocks, narrower(room, mark.length)).split("\n");
  return [mark + first, ...others.map((line) => indent(line, mark.length))].join("\n");
}

function renderLine(pieces: readonly TerminalPiece[], paint: Paint): string {
  return pieces.map((piece) => renderPiece(piece, paint)).join("");
}

function renderPiece(piece: TerminalPiece, paint: Paint): string {
  if (typeof piece === "string") return piece;
  if ("plain" in piece) {
    const text = visible(piece.plain);
    return piece.style === undefined ? text : paint(piece.style, text);
  }
  if ("code" in piece) return paint("cyan", oneLine(piece.code));
  if ("strong" in piece) return paint("bold", oneLine(piece.strong));
  if ("link" in piece) return oneLine(piece.link);
  return renderProse(piece.prose, paint);
}

/** Pairs of backticks are code, as in Markdown. */
function renderProse(sentence: string, paint: Paint): string {
  return oneLine(sentence).replace(/`([^`]+)`/g, (_, code: string) => paint("cyan", code.trim()));
}
