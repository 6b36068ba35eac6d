import { parseStatement, type Syntax } from "../core/sql/grammar/parse-statement.ts";
import { lex } from "../core/sql/lex/lex.ts";
import { split } from "../core/sql/split/split.ts";
import type { SplitStatement } from "../core/sql/statement.ts";

/** How one name in a script is written: alone, or with its database before it, quoted or not. */
export type NameSpelling = "alone" | "qualified" | "quoted";

/** A statement, and the places in it where a table or a program is named without a database. */
export interface NamedPlaces {
  statement: SplitStatement;
  places: readonly number[];
}

const database = "DB";

/** The statements of a script; a place is one where a database changes nothing but whose table or program is meant. */
export function namedPlaces(script: string): NamedPlaces[] {
  return split(script).statements.map((statement) => {
    const { text, mode } = statement;
    const before = parseStatement(text, mode);
    const places = lex(text, mode)
      .filter(({ kind, hidden }) => (kind === "word" || kind === "name") && !hidden)
      .map(({ start }) => start)
      .filter((at) => {
        const qualified = `${text.slice(0, at)}${database}.${text.slice(at)}`;
        return addsDatabase(before, parseStatement(qualified, mode));
      });
    return { statement, places: before.parsed ? places : [] };
  });
}

function addsDatabase(before: Syntax, after: Syntax): boolean {
  const [plain, named] = [before, after].map((syntax) => JSON.stringify([syntax.tables, syntax.object]));
  return plain !== named && after.parsed && JSON.stringify(bare(before)) === JSON.stringify(bare(after));
}

/** What a statement does, whatever the database. */
function bare({ type, source, tables, object, clauses }: Syntax): unknown {
  const text = JSON.stringify({ type, source, tables, object, clauses: clauses.map(describe) });
  return text.replaceAll(`"database":"${database}",`, "").replaceAll(`${database}.`, "");
}

function describe({ ...clause }: Syntax["clauses"][number]): unknown {
  return "options" in clause && clause.options ? { ...clause, options: [...clause.options] } : clause;
}

/** The statement with its names written as told, one spelling for each place. */
export function spell(
  { statement: { text }, places }: NamedPlaces,
  spellings: readonly NameSpelling[],
  home: string,
) {
  let [spelt, from] = ["", 0];
  for (const [i, at] of places.entries()) {
    const spelling = spellings[i % Math.max(1, spellings.length)] ?? "alone";
    spelt += text.slice(from, at) + prefixes[spelling](home);
    from = at;
  }
  return spelt + text.slice(from);
}

const prefixes: Record<NameSpelling, (home: string) => string> = {
  alone: () => "",
  qualified: (home) => `${home}.`,
  quoted: (home) => `\`${home}\` . `,
};
