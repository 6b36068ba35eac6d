import { lex } from "../../sql/lex/lex.ts";

/** Engine unknown, so that executable comments are read as code and what they hold is found too. */
const mode = { ansiQuotes: false, noBackslashEscapes: false, engine: undefined };

/**
 * The statement for people: every literal after IDENTIFIED or a PASSWORD, up to the next comma, gives way to `'…'`.
 * A comment on a pull request outlives the commit that a leaked password was taken out of.
 */
export function hideSecrets(sql: string): string {
  if (!/identified|password/i.test(sql)) return sql;
  let secret = false;
  let shown = "";
  let at = 0;
  for (const { kind, upper, value, start, end } of lex(sql, mode)) {
    if (kind === "word" && /^IDENTIFIED$|PASSWORD$/.test(upper)) secret = true;
    if (value === ",") secret = false;
    if (!secret || (kind !== "string" && kind !== "number" && kind !== "unknown")) continue;
    shown += `${sql.slice(at, start)}'…'`;
    at = end;
  }
  return shown + sql.slice(at);
}
