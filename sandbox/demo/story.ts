import { styleText } from "node:util";
import { renderBlocks } from "../../src/core/report/terminal/render-blocks.ts";
import { readMarkdown } from "./read-markdown.ts";

/** Tells what happens, as it happens. */
export interface Story {
  /** A new scene begins. */
  begins(title: string): void;
  /** Somebody did something. */
  did(who: string, what: string): void;
  /** What GitHub shows now: the comment, the check, a job summary. */
  shows(what: string, markdown: string): void;
  /** Something was looked at and found to be so. */
  saw(what: string): void;
  /** Something slow goes on. */
  waits(what: string): void;
}

/** For tests: the assertions speak, nothing is printed. */
export const silentStory: Story = { begins() {}, did() {}, shows() {}, saw() {}, waits() {} };

export interface Terminal {
  write(text: string): void;
  colour: boolean;
  columns: number;
}

export function terminalStory({ write, colour, columns }: Terminal): Story {
  const paint = (format: Parameters<typeof styleText>[0], text: string) =>
    colour ? styleText(format, text, { validateStream: false }) : text;
  const line = (text: string) => write(`${text}\n`);
  return {
    begins: (title) => line(`\n${paint("bold", `━━ ${title} `.padEnd(Math.min(columns, 100), "━"))}\n`),
    did: (who, what) => line(`${paint("cyan", who.padStart(10))}  ${what}`),
    shows(what, markdown) {
      const indent = " ".repeat(12);
      const bar = paint("dim", "│ ");
      line(`${indent}${paint("dim", `┌ ${what}`)}`);
      const text = renderBlocks(readMarkdown(markdown), { colour, columns: columns - 14 }).trimEnd();
      for (const one of text.split("\n")) line(`${indent}${bar}${one}`);
      line(`${indent}${paint("dim", "└")}`);
    },
    saw: (what) => line(`${paint("green", "✓".padStart(10))}  ${what}`),
    waits: (what) => line(paint("dim", `${"…".padStart(10)}  ${what}`)),
  };
}
