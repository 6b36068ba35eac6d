/** Text for a terminal: styles, widths and line breaks. No style is written unless colour is asked for. */
const styles = {
  bold: "1",
  dim: "2",
  italic: "3",
  underline: "4",
  red: "31",
  green: "32",
  yellow: "33",
  cyan: "36",
} as const;
export type Style = keyof typeof styles;

export type Paint = (style: Style, text: string) => string;

const esc = String.fromCharCode(27);
const sequence = new RegExp(`${esc}\\[[0-9;]*m`, "g");

export function painter(colour: boolean): Paint {
  return (style, text) => (colour && text !== "" ? `${esc}[${styles[style]}m${text}${esc}[0m` : text);
}

/** Columns that the text takes. Emoji and East Asian letters take two. */
export function width(text: string): number {
  if (!/[^\x20-\x7e]/.test(text)) return text.length;
  const wide =
    /\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u;
  const zero = /\p{M}|\p{Cf}|[\u{fe00}-\u{fe0f}]/u;
  let columns = 0;
  for (const character of text.replace(sequence, "")) {
    columns += zero.test(character) ? 0 : wide.test(character) ? 2 : 1;
  }
  return columns;
}

export function pad(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - width(text)));
}

/** Breaks at spaces; a word longer than the line is cut, unless it carries a style. */
export function wrap(text: string, columns: number): string[] {
  if (width(text) <= columns) return [text];
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/ +/).flatMap((word) => pieces(word, columns))) {
    if (line !== "" && width(line) + 1 + width(word) > columns) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function pieces(word: string, columns: number): string[] {
  if (width(word) <= columns || word.includes(esc)) return [word];
  const characters = [...word];
  const count = Math.ceil(characters.length / columns);
  return Array.from({ length: count }, (_, i) => characters.slice(i * columns, (i + 1) * columns).join(""));
}

export function indent(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, " ".repeat(by));
}
