import { reservedWords } from "../../sql/grammar/reserved-words.ts";
import { lex } from "../../sql/lex/lex.ts";
import type { LexMode, Token } from "../../sql/lex/token.ts";
import { quoteName, quoteText } from "../../sql/write/quote.ts";

/**
 * An expression of a statement as the server read it, to be written into a query: no comments, and quotes that mean the
 * same in a session with the default sql_mode. undefined = it may do more than look at the row, and whoever wrote the
 * pull request would have somebody else run it: subqueries, variables, functions that are not listed here.
 */
export function plainSql(text: string, mode: LexMode): string | undefined {
  const tokens = lex(text, mode);
  if (tokens.some((token, i) => reachesOut(token, tokens[i + 1]))) return undefined;
  let sql = "";
  let end = 0;
  for (const token of tokens) {
    // NOW() is a function and NOW () is not (manual 11.2.5): what stood close stays close.
    sql += (sql !== "" && token.start > end ? " " : "") + written(token, text);
    end = token.end;
  }
  return sql;
}

function written({ kind, value, start, end }: Token, text: string): string {
  if (kind === "name") return quoteName(value);
  return kind === "string" && /['"]/.test(text.charAt(start)) ? quoteText(value) : text.slice(start, end);
}

const plainKinds: ReadonlySet<Token["kind"]> = new Set([
  "word",
  "name",
  "introducer",
  "string",
  "number",
  "operator",
]);

/** What the server itself takes in a CHECK constraint or an index, of which nothing acts on anything. */
const functions: ReadonlySet<string> = new Set(
  "ABS CAST CEIL CEILING CHAR_LENGTH CHARACTER_LENGTH COALESCE CONCAT CRC32 DATE DATEDIFF DAY FLOOR GREATEST HOUR IFNULL JSON_CONTAINS JSON_EXTRACT JSON_LENGTH JSON_SCHEMA_VALID JSON_TYPE JSON_UNQUOTE JSON_VALID JSON_VALUE LEAST LENGTH LOCATE LOWER LTRIM MD5 MONTH NULLIF OCTET_LENGTH POW POWER REGEXP_LIKE ROUND RTRIM SHA1 SHA2 SIGN STRCMP SUBSTR SUBSTRING SUBSTRING_INDEX TIME TRIM TRUNCATE UPPER YEAR".split(
    " ",
  ),
);

function reachesOut(token: Token, next: Token | undefined): boolean {
  if (!plainKinds.has(token.kind) || token.upper === "SELECT" || token.upper === "TABLE") return true;
  if (next?.value !== "(" || next.kind !== "operator") return false;
  if (token.kind === "name") return true;
  return token.kind === "word" && !functions.has(token.upper) && !reservedWords(undefined).has(token.upper);
}
