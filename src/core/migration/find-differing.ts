import type { Project } from "../policy/policy.ts";
import { type Engine, enginesOf } from "../sql/engine.ts";
import { lex } from "../sql/lex/lex.ts";
import { positionIn } from "../sql/split/position.ts";
import type { SplitStatement } from "../sql/statement.ts";
import type { Problem } from "../words/problem.ts";

/** Only version comments and dollar quotes depend on the server's version. */
const dependsOnVersion = /\/\*M?!|\$/;

/** As mysqldump ends every CREATE DATABASE: what it says is so without it (manual 15.1.12). */
const defaultEncryption = /\/\*!80016 DEFAULT ENCRYPTION='N' \*\/\s*$/;

/** A statement that is not the same statement on every server that it may run on: nobody can approve it as one. */
export function findDiffering(
  { targets }: Pick<Project, "targets">,
  statements: readonly SplitStatement[],
): Problem[] {
  const engines = [...new Set(targets.map(({ engine }) => engine))].flatMap(enginesOf);
  if (engines.length < 2) return [];
  return statements
    .filter(({ text }) => dependsOnVersion.test(text))
    .flatMap((statement) => describe(statement, engines));
}

function describe(statement: SplitStatement, engines: readonly Engine[]): Problem[] {
  const readings = new Set(engines.map((engine) => readAs(statement, engine)));
  if (readings.size < 2) return [];
  const { line, column } = positionIn(statement, statement.text.search(dependsOnVersion));
  return [
    {
      code: "version-comment-differs",
      what: "The statement holds a version comment or dollar quote that not every server of its targets reads alike.",
      fix: "Write it without, or name the servers' patch versions in the policy, for example `mysql-8.0.36`.",
      line,
      column,
    },
  ];
}

function readAs({ text, mode }: SplitStatement, engine: Engine): string {
  const plain = text.replace(defaultEncryption, "");
  return JSON.stringify(lex(plain, { ...mode, engine }).map(({ kind, value }) => [kind, value]));
}
