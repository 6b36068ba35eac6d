import { parseStatement } from "../core/sql/grammar/parse-statement.ts";
import { lex } from "../core/sql/lex/lex.ts";
import type { LexMode } from "../core/sql/mode.ts";
import { decode } from "../core/sql/split/decode.ts";
import { split } from "../core/sql/split/split.ts";

export interface SplitComparison {
  /** What each of the two makes of the first statement in which they differ; undefined where they agree. */
  difference: { ours: string | undefined; client: string | undefined } | undefined;
  /** Where they differ: our problems' codes, and who refuses the statement, so that nobody takes one reading for the other unawares. */
  told: readonly string[];
}

const engine = { flavour: "mysql", version: 90700 } as const;
const plain: LexMode = { ansiQuotes: false, noBackslashEscapes: false, engine };

/**
 * What we make of a script, and what the `mysql` client sent of it. Statements are compared by their tokens: the client
 * leaves out white space and comments around them.
 */
export function compareSplit(script: Uint8Array, sent: readonly string[]): SplitComparison {
  const read = split(decode(script).text, { mode: { engine } });
  const ours = read.statements.filter(({ text, mode }) => isSent(text, mode));
  const client = sent.filter((text) => isSent(text, plain));
  const at = Array.from({ length: Math.max(ours.length, client.length) }).findIndex((_, i) => {
    const mode = ours[i]?.mode ?? plain;
    return tokensOf(ours[i]?.text, mode) !== tokensOf(client[i], mode);
  });
  if (at === -1) return { difference: undefined, told: [] };
  const difference = { ours: ours[at]?.text, client: client[at] };
  return { difference, told: [...read.problems.map(({ code }) => code), ...whoRefuses(difference)] };
}

function whoRefuses({ ours, client }: NonNullable<SplitComparison["difference"]>): string[] {
  const notRead = ours !== undefined && !parseStatement(ours, plain).parsed;
  const refused = client !== undefined && lex(client, plain)[0]?.upper === "DELIMITER";
  return [...(notRead ? ["not read"] : []), ...(refused ? ["refused by the server"] : [])];
}

/** The client obeys USE itself and sends no empty statements. */
function isSent(text: string, mode: LexMode): boolean {
  const [first] = lex(text, mode);
  return first !== undefined && first.upper !== "USE";
}

/** The client makes LF of CRLF, in strings too. */
function tokensOf(text: string | undefined, mode: LexMode): string | undefined {
  const tokens = text === undefined ? undefined : lex(text.replaceAll("\r\n", "\n"), mode);
  return tokens?.map(({ kind, value }) => `${kind} ${value}`).join("\n");
}
