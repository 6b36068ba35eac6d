import { reservedWords } from "../grammar/reserved-words.ts";
import { quoteName } from "./quote.ts";

/** An identifier as SQL: quoted where it would be read as something else without (manual 9.2). */
export function writeName(name: string): string {
  const plain = /^[a-z_][a-z0-9_]*$/i.test(name) && !reservedWords(undefined).has(name.toUpperCase());
  return plain ? name : quoteName(name);
}
