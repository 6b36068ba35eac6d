import { expect, it } from "vitest";
import type { TerminalBlock } from "./block.ts";
import { renderBlocks } from "./render-blocks.ts";

const plain = (...blocks: TerminalBlock[]) => renderBlocks(blocks, { colour: false, columns: 20 });
const paragraph = (text: string): TerminalBlock => ({ kind: "paragraph", text: [{ plain: text }] });
const verbatim = (text: string): TerminalBlock => ({ kind: "verbatim", text: [{ plain: text }] });

it("blocks stand apart, those of a stack together", () => {
  const stack: TerminalBlock = { kind: "stack", blocks: [paragraph("b"), paragraph("c")] };
  expect(plain(paragraph("a"), stack, { kind: "footnote", text: ["d"] })).toBe("a\n\nb\nc\n\nd\n");
});

it("a paragraph is wrapped, what is verbatim and what leads is not", () => {
  const long = "one two three four five six";
  expect(plain(paragraph(long))).toBe("one two three four\nfive six\n");
  expect(plain(verbatim(`${long}\n  ${long}`))).toBe(`${long}\n  ${long}\n`);
  expect(plain({ kind: "led", lead: ["an-id: "], text: [{ plain: long }] })).toBe(
    "an-id: one two three four\nfive six\n",
  );
});

it("an item's lines stand below each other, wrapped in the room that its mark leaves", () => {
  const blocks: TerminalBlock[] = [
    paragraph("one two three four"),
    verbatim("x"),
    { kind: "indented", by: 2, blocks: [verbatim("y")] },
  ];
  expect(plain({ kind: "item", mark: "    3  ", blocks: blocks })).toBe(
    "    3  one two three\n       four\n       x\n         y\n",
  );
});

it("a folded part lies open, code is indented and keeps its blank lines", () => {
  const code: TerminalBlock = { kind: "code", language: "sql", text: "a\n\n\n b\n" };
  expect(plain({ kind: "folded", summary: "More", body: [code, paragraph("c")] })).toBe(
    "▾ More\n      a\n\n\n       b\n\n  c\n",
  );
});

it("colour marks what a piece is; whoever wrote it writes no escape sequence", () => {
  const painted = renderBlocks(
    [
      { kind: "heading", text: ["A ", { plain: "b\u001b[0m", style: "red" }] },
      {
        kind: "paragraph",
        text: [
          { code: "c" },
          " ",
          { strong: "d" },
          " ",
          { link: "e", to: "https://x" },
          " ",
          { prose: "f `g` h`" },
        ],
      },
      { kind: "code", language: "diff", text: "+i\n-j\n k" },
    ],
    { colour: true },
  );
  const esc = "\u001b";
  expect(painted.replaceAll(esc, "^")).toBe(
    [
      "^[1mA ^[31mb⟨U+001B⟩[0m^[0m^[0m",
      "",
      "^[36mc^[0m ^[1md^[0m e f ^[36mg^[0m h`",
      "",
      "    ^[32m+i^[0m\n    ^[31m-j^[0m\n     k\n",
    ].join("\n"),
  );
});
