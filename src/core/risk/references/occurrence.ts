/** A word of a text that is one of those that are looked for. */
export interface Occurrence {
  /** In lower case. */
  word: string;
  written: string;
  line: number;
  /** What stands around it in its line, at most this far. */
  before: string;
  after: string;
}

const around = 80;
/** Of one file: a text that repeats a name for ever says nothing new. */
const most = 1000;

/** Whole words only: `age` is not in `page` or `age_2`. */
export function occurrences(text: string, words: ReadonlySet<string>): Occurrence[] {
  const lower = text.toLowerCase();
  if (![...words].some((word) => lower.includes(word))) return [];
  const found: Occurrence[] = [];
  let line = 1;
  let start = 0;
  for (const { 0: match, index } of text.matchAll(wordPattern(words))) {
    const word = match.toLowerCase();
    if (!words.has(word)) continue;
    for (let i = text.indexOf("\n", start); i >= 0 && i < index; i = text.indexOf("\n", start)) {
      line++;
      start = i + 1;
    }
    const end = index + match.length;
    const before = text.slice(Math.max(start, index - around), index);
    const after = text.slice(end, end + around).split("\n", 1)[0] ?? "";
    if (found.push({ word, written: match, line, before, after }) === most) break;
  }
  return found;
}

/** Every word; and whole, what holds more than letters and digits, such as a table called `my-orders`. */
function wordPattern(words: ReadonlySet<string>): RegExp {
  const odd = [...words].filter((word) => !/^[\p{L}\p{N}_]+$/u.test(word));
  const escaped = odd.map((word) => word.replace(/[^\p{L}\p{N}_]/gu, asEscape));
  const alternatives = escaped.map((word) => `${word}(?![\\p{L}\\p{N}_])|`).join("");
  return new RegExp(`${alternatives}[\\p{L}\\p{N}_]+`, "giu");
}

const asEscape = (character: string) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** The whole of a string, or quoted as SQL quotes names. */
export function isQuoted({ before, after }: Occurrence): boolean {
  const quote = before.at(-1);
  return quote !== undefined && /["'`]/.test(quote) && after.startsWith(quote);
}

const beforeTable =
  /\b(FROM|JOIN|INTO|UPDATE|TABLE|VIEW|REFERENCES|CALL|TRUNCATE)\s+[`"[]?(?:\w+[`"\]]?\.[`"[]?)?$/i;
const alsoSql = /\b(?:select|insert|delete|set|where|values|join|exists)\b/;

/** After a keyword that a table's name follows; small letters may be prose, so they need a second word of SQL. */
export function isInSql({ before, after }: Occurrence): boolean {
  const keyword = beforeTable.exec(before)?.[1];
  if (keyword === undefined) return false;
  const rest = before.slice(0, before.lastIndexOf(keyword)) + after;
  return keyword === keyword.toUpperCase() || alsoSql.test(rest);
}

/** The name of a type that may be stored there: `class User`, Prisma's `model User {`, `type User struct`. */
export function isDeclared({ before }: Occurrence): boolean {
  return /\b(?:class|struct|model|entity|interface|record|type)\s+$/i.test(before);
}

/** `users.age`, `$user->age`, `user?.age`, "`users`.`age`", `user["age"]`: what stands before it. */
export function receiverOf({ before }: Occurrence): string | undefined {
  return receiver.exec(before)?.[1]?.toLowerCase();
}

const receiver = /([\p{L}\p{N}_]+)[`"\]]?(?:(?:\?\.)?\[["'`]|\?\.|!?\.|->|::)[`"[]?$/u;
