import type { DescribedStatement } from "../../change/change.ts";

/** A character set that the server reads statements in, in lower case; undefined = it cannot be told. */
type Charset = string | undefined;

/** What the server takes the bytes of later statements for, and the variables in which a script keeps that. */
export interface ClientCharset {
  charset: Charset;
  saved: ReadonlyMap<string, Charset>;
}

/** A session of a rollout's begins so. */
export const clientUtf8: ClientCharset = { charset: "utf8mb4", saved: new Map() };

const own = /^@@(?:(?:session|local)\.)?character_set_client$/i;

/** After a statement; dumps save the character set that they find, and set it back. */
export function charsetAfter(before: ClientCharset, { changes }: DescribedStatement): ClientCharset {
  let { charset } = before;
  const saved = new Map(before.saved);
  for (const { clause } of changes) {
    if (clause.kind !== "set-session" || clause.deferred || clause.forStatement) continue;
    const { variable, value } = clause;
    if (variable.startsWith("@"))
      saved.set(variable.toLowerCase(), own.test(value.trim()) ? charset : undefined);
    else if (variable === "names" || variable === "character_set_client")
      charset = charsetNamed(value, saved);
  }
  return { charset, saved };
}

function charsetNamed(value: string, saved: ReadonlyMap<string, Charset>): Charset {
  const [first = ""] = value.trim().toLowerCase().split(/\s+/);
  if (first.startsWith("@")) return saved.get(first);
  const name = first.replace(/^['"`]|['"`]$/g, "");
  return name === "default" ? undefined : name;
}

/** Why the server reads other text than the file has, which goes to it byte for byte; undefined = the same. */
export function whyReadOtherwise(text: string, { charset }: ClientCharset): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is not ASCII is meant.
  if (/^utf8(mb[34])?$/.test(charset ?? "") || /^[\x00-\x7f]*$/.test(text)) return undefined;
  return `It is not ASCII alone, and the server is told to read its bytes as ${charset ?? "something that cannot be told"}, not as UTF-8.`;
}
