import { parseArgs } from "node:util";
import type { Finding } from "../../core/assessment.ts";
import { openClassifier } from "../../core/risk/classify-script.ts";
import type { RiskContext } from "../../core/risk/factor.ts";
import { parseEngine } from "../../core/sql/engine.ts";
import type { Engine } from "../../core/sql/lex/token.ts";
import { codeStart } from "../../core/sql/split/code-start.ts";
import { UserError } from "../../operations/user-error.ts";
import { filesOrUsage } from "../files-or-usage.ts";
import type { ExitCode, Io } from "../io.ts";
import { readSqlFile } from "../read-sql-file.ts";

const help = `tollgate classify FILE… [--engine mysql-8.4] [--schema FILE.sql] [--json]

What each statement is, what it touches, what it costs the server and what may be lost. - is standard input.
  --engine  the server it would run on: mysql-5.7, mysql-8.0, mysql-8.4, mysql-9.7, mariadb-10.11, …
  --schema  the schema before the first statement, as CREATE statements (a dump without data)
`;

export async function run(args: string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      engine: { type: "string", default: "mysql-8.4" },
      schema: { type: "string" },
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    io.out(help);
    return 0;
  }
  const engine = engineNamed(values.engine);
  const schema = values.schema === undefined ? [] : await readSqlFile(values.schema, { engine }, io);
  const classify = openClassifier({ engine, schema });
  const shown: string[] = [];
  for (const file of filesOrUsage(positionals, help)) {
    const lines = classify(await readSqlFile(file, { engine }, io), (context, findings) => {
      const one = classified(context, findings);
      return values.json ? JSON.stringify(one) : listing(file, one);
    });
    shown.push(values.json ? listItem(file, lines) : lines.join(""));
  }
  io.out(values.json ? `[${shown.join(",")}\n]\n` : shown.join(""));
  return 0;
}

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
    changes: changes.map(({ kind, table, column, index, cost, dataLoss: loss }) => ({
      kind,
      table,
      column,
      index,
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
