import type { DescribedStatement } from "../change/change.ts";
import { charsetAfter, clientUtf8 } from "./facts/client-charset.ts";
import { type StatementFacts, statementFacts } from "./facts/statement-facts.ts";
import type { PlannedStatement } from "./rollout.ts";

interface Input {
  statements: readonly DescribedStatement[];
  /** The target's database: where unqualified names are, until a USE. */
  database: string;
  /** SHA-256 (hex) of a statement's text; hashing is not for core. */
  sha256: (text: string) => string;
}

/** Statements as they will run: each with its hash, and (read where it is asked for) how it has to be run. */
export function planStatements({ statements, database, sha256 }: Input): PlannedStatement[] {
  let home = database;
  let charset = clientUtf8;
  return statements.map((statement) => {
    const { text, start, type, mode, algorithm, enters } = statement;
    const here = home;
    home = enters ?? home;
    const read = charset;
    charset = charsetAfter(charset, statement);
    let facts: StatementFacts | undefined;
    return {
      ...{ text, line: start.line, sha256: sha256(text), type, mode, home: here, predicted: algorithm },
      get facts() {
        facts ??= statementFacts(statement, here, read);
        return facts;
      },
    };
  });
}
