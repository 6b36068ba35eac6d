import type { Finding } from "../../core/assessment.ts";
import { openClassifier } from "../../core/risk/classify-script.ts";
import type { RiskContext } from "../../core/risk/factor.ts";
import { lookAhead } from "../../core/rollout/foresee-script.ts";
import { columnOf, keyNameOf } from "../../core/sql/clause-parts.ts";
import { type Engine, parseEngine } from "../../core/sql/engine.ts";
import { codeStart } from "../../core/sql/split/code-start.ts";
import { UserError } from "../../operations/user-error.ts";
import { defineCommand } from "../command.ts";
import { filesOrUsage } from "../files-or-usage.ts";
import { readSqlFile } from "../read-sql-file.ts";

export const classifyCommand = defineCommand({
  summary: "what each statement of a file is and does",
  usage: "classify FILE… [--engine mysql-8.4] [--schema FILE.sql] [--json]",
  help: "What each statement is, what it touches, what it costs the server and what may be lost.",
  positionals: { value: "FILE", says: "a file of SQL; - is standard input" },
  options: {
    engine: {
      type: "string",
      default: "mysql-8.4",
      value: "ENGINE",
      says: "the server it would run on: mysql-5.7, mysql-8.0, mysql-9.7, mariadb-10.11, …",
    },
    schema: {
      type: "string",
      value: "FILE.sql",
      says: "the schema before the first statement, as CREATE statements (a dump without data)",
    },
    json: { type: "boolean", says: "as JSON" },
  },
  async run({ values, positionals, help }, io) {
    const engine = engineNamed(values.engine);
    const schema = values.schema === undefined ? [] : await readSqlFile(values.schema, { engine }, io);
    const classify = openClassifier({ engine, schema, ahead: lookAhead });
    const shown: string[] = [];
    for (const file of filesOrUsage(positionals, help)) {
      // At once, so that nothing but text is kept of a statement that is done.
      const lines = classify(await readSqlFile(file, { engine }, io), (context, findings) => {
        const one = classified(context, findings);
        return values.json ? JSON.stringify(one) : listing(file, one);
      });
      shown.push(values.json ? listItem(file, lines) : lines.join(""));
    }
    io.out(values.json ? `[${shown.join(",")}\n]\n` : shown.join(""));
    return 0;
  },
});

/** A statement on each line, so that line tools find them too. */
function listItem(file: string, statements: readonly string[]): string {
  const list = statements.length > 0 ? `\n    ${statements.join(",\n    ")}` : "";
  return `\n  {"file": ${JSON.stringify(file)}, "statements": [${list}\n  ]}`;
}

function engineNamed(name: string): Engine {
  const engine = parseEngine(name);
  if (engine) return engine;
  throw new UserError(
    "unknown-engine",
    `There is no engine ${name}.`,
    "Write it as mysql-8.4 or mariadb-10.11.",
  );
}

type Classified = ReturnType<typeof classified>;

/** As JSON has it, which leaves out what is undefined: what does not apply or cannot be told. */
function classified({ statement }: RiskContext, findings: readonly Finding[]) {
  const { type, source, parsed, tables, algorithm, lock, rebuilds, dataLoss, changes } = statement;
  return {
    type,
    source,
    parsed,
    line: codeStart(statement).line,
    tables: tables.map(({ database, table }) => (database ? `${database}.${table}` : table)),
    algorithm,
    lock,
    rebuilds,
    dataLoss,
    changes: changes.map(({ clause, cost, dataLoss: loss }) => ({
      kind: clause.kind,
      table: clause.table,
      column: columnOf(clause),
      index: keyNameOf(clause),
      algorithm: cost.algorithm,
      lock: cost.lock,
      rebuilds: cost.rebuilds,
      dataLoss: loss,
    })),
    findings: findings.map(({ id, level, points, line }) => ({
      id,
      level,
      points,
      line,
    })),
  };
}

function listing(file: string, statement: Classified): string {
  const { line, type, source, parsed, tables, algorithm, lock, dataLoss, findings } = statement;
  const cost = algorithm ? `, ${algorithm}${lock ? ` LOCK=${lock}` : ""}` : "";
  const loss = dataLoss === "none" ? "" : `, data loss: ${dataLoss}`;
  const risks = findings.map(({ id, level, points }) => `\n    ${id} (${level}, ${points})`).join("");
  const on = tables.length > 0 ? ` ${tables.join(", ")}` : "";
  return `${file}:${line}  ${type}${on} (${source}${parsed ? "" : ", not understood"}${cost}${loss})${risks}\n`;
}
