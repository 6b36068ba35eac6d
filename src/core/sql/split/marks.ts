import { hex } from "./decode.ts";

/** Characters that are not what they seem to a reader of plain text: quotes, comments, commands of the client. */
const marks = ["'", '"', "`", "#", "-", "/", "*", "$", "\\"] as const;

export type Mark = (typeof marks)[number];

const beforeSemicolon = findingAny([...marks, ";"]);

/** Finds the next character that may mean something inside a statement, the delimiter's first one included. */
export function marksAnd(delimiter: string): RegExp {
  return delimiter === ";" ? beforeSemicolon : findingAny([...marks, delimiter.charAt(0)]);
}

function findingAny(characters: readonly string[]): RegExp {
  const escaped = characters.map((character) => `\\u${hex(character.charCodeAt(0))}`);
  return new RegExp(`[${escaped.join("")}]`, "g");
}
