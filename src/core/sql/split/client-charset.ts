import type { Token } from "../lex/token.ts";

/** Their characters may end in the byte of a backslash, a backtick or a letter (manual 12.10.7). */
const hiding: ReadonlySet<string> = new Set(["BIG5", "CP932", "GB18030", "GBK", "SJIS"]);

/** Variables that hold the character set which the script found, with the index up to which that is known. */
export type SavedCharsets = Map<string, number>;

/** Dumps save it in one variable or two; each that is asked for takes a look through the text since. */
const most = 16;

/** A SET statement in its file. */
interface SetStatement {
  tokens: readonly Token[];
  text: string;
  start: number;
  end: number;
}

/**
 * Whether a SET statement makes the server read later text in a character set in which a byte of UTF-8 takes the next
 * character with it: of `'é\'` the backslash goes, and the string ends elsewhere. What cannot be told counts as such.
 */
export function setsHidingCharset(saved: SavedCharsets, set: SetStatement): boolean {
  const { tokens, end } = set;
  const hides = tokens.some((token, at) => {
    const value = tokens[at + valueAfter(tokens, at)];
    if (!value || value === token) return false;
    if (value.kind === "variable") return !holdsSaved(saved, value.upper, set);
    return hiding.has(value.value.toUpperCase());
  });
  for (const [at, { kind, upper }] of tokens.entries()) {
    const saves = kind === "variable" && isOwn(tokens[at + 2]) && /^:?=$/.test(tokens[at + 1]?.value ?? "");
    if (saves && (saved.has(upper) || saved.size < most)) saved.set(upper, end);
  }
  return hides;
}

function isOwn(token: Token | undefined): boolean {
  return token?.kind === "variable" && /^@@(?:SESSION\.|LOCAL\.)?CHARACTER_SET_CLIENT$/.test(token.upper);
}

/** Dumps save the character set that they find and set it back, again and again. */
function holdsSaved(saved: SavedCharsets, variable: string, { text, start, end }: SetStatement): boolean {
  const until = saved.get(variable);
  const name = variable.slice(1);
  if (until === undefined || !/^[A-Z0-9_]+$/.test(name)) return false;
  if (new RegExp(`@['"\`]?${name}\\b`, "i").test(text.slice(until, start))) return false;
  saved.set(variable, end);
  return true;
}

/** How far after it the value stands where the token names the client's character set; 0 = it does not. */
function valueAfter(tokens: readonly Token[], at: number): number {
  const { kind, upper = "" } = tokens[at] ?? {};
  const variable = kind === "variable" ? upper.replace(/^@@(?:SESSION\.|LOCAL\.)?/, "") : upper;
  if (variable === "CHARACTER_SET_CLIENT" && kind !== "string") return 2;
  if (kind !== "word") return 0;
  if (upper === "NAMES" || upper === "CHARSET") return 1;
  return upper === "SET" && /^CHAR(?:ACTER)?$/.test(tokens[at - 1]?.upper ?? "") ? 1 : 0;
}
