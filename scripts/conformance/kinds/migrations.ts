import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Engine } from "../../../src/core/sql/engine.ts";
import { parseStatement } from "../../../src/core/sql/grammar/parse-statement.ts";
import { decode } from "../../../src/core/sql/split/decode.ts";
import { split } from "../../../src/core/sql/split/split.ts";
import type { Outcome } from "../kind.ts";
import { findFiles } from "../read-corpus.ts";

const mysql97: Engine = { flavour: "mysql", version: 90799 };
const mariadb1011: Engine = { flavour: "mariadb", version: 101199 };

/**
 * Statements of real histories are read whole, by MySQL's rules or MariaDB's. What remains are statements that no server
 * takes: words that an application replaces first, `--` without a space, commas and quotes that are missing.
 */
export function checkMigrations(directory: string): Outcome | undefined {
  const files = findFiles(join(directory, "migrations"), ".sql");
  if (files.length === 0) return undefined;
  let cases = 0;
  const failures = files.flatMap((path) => {
    const { statements } = split(decode(readFileSync(path)).text, { mode: { engine: mysql97 } });
    cases += statements.length;
    return statements.flatMap(({ text, start, mode }) => {
      const { parsed, unparsed } = parseStatement(text, mode);
      const ofMariadb = !parsed && parseStatement(text, { ...mode, engine: mariadb1011 }).parsed;
      return parsed || ofMariadb
        ? []
        : [`${relative(directory, path)}:${start.line}\n  not read from: ${unparsed ?? ""}\n  ${text}`];
    });
  });
  return { cases, failures, bar: 0.995 };
}
