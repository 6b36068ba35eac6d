import type { DocumentBlock, Piece } from "../document.ts";
import { code, fence, htmlText, prose } from "../say/neutralise.ts";
import { details, table } from "./markdown.ts";

/** Blocks in GitHub's Markdown. */
export function writeMarkdown(blocks: readonly DocumentBlock[]): string {
  return blocks.map(writeBlock).join("\n\n");
}

function writeBlock(block: DocumentBlock): string {
  switch (block.kind) {
    case "heading":
      return `## ${writeLine(block.text)}`;
    case "paragraph":
      return writeLine(block.text);
    case "footnote":
      return `<sub>${writeLine(block.text)}</sub>`;
    case "table":
      return table(
        block.head,
        block.rows.map((row) => row.map(writeLine)),
      );
    case "code":
      return fence(block.text, block.language);
    case "folded":
      return details(htmlText(block.summary), writeMarkdown(block.body), block.open);
  }
}

function writeLine(pieces: readonly Piece[]): string {
  return pieces.map(writePiece).join("");
}

function writePiece(piece: Piece): string {
  if (typeof piece === "string") return piece;
  if ("prose" in piece) return prose(piece.prose);
  if ("code" in piece) return code(piece.code);
  if ("strong" in piece) return `**${prose(piece.strong)}**`;
  return `[${prose(piece.link)}](${piece.to})`;
}
