import { parseArgs } from "node:util";
import {
  openReplay,
  type ReplayOptions,
  replayScript,
  replayStatement,
} from "../../core/change/replay-script.ts";
import { defaultThresholds } from "../../core/policy/resolve-policy.ts";
import type { RiskContext } from "../../core/risk/factor.ts";
import { findRisks } from "../../core/risk/find-risks.ts";
import { contextsIn } from "../../core/risk/replay-history.ts";
import { draftOf, emptyCatalog } from "../../core/schema/catalog.ts";
import { columnOf, keyNameOf } from "../../core/sql/clause-parts.ts";
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
  const catalog = await readSchema(values.schema, engine, io);
  const surroundings = { catalog, databases: [], secondOpinion: undefined };
  const shown: string[] = [];
  for (const file of filesOrUsage(positionals, help)) {
    const replay = openReplay(draftOf(catalog), { engine });
    const contextOf = contextsIn(surroundings);
    // At once, so that nothing but text is kept of a statement that is done.
    const lines = (await readSqlFile(file, { engine }, io)).map((statement) => {
      const one = classified(contextOf(replayStatement(statement, replay)));
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

async function readSchema(
  path: string | undefined,
  engine: Engine,
  io: Io,
): Promise<ReplayOptions["catalog"]> {
  const catalog = emptyCatalog();
  if (path === undefined) return catalog;
  return replayScript(await readSqlFile(path, { engine }, io), { engine, catalog }).catalog;
}

type Classified = ReturnType<typeof classified>;

/** As JSON has it, which leaves out what is undefined: what does not apply or cannot be told. */
function classified(context: RiskContext) {
  const { statement } = context;
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
    findings: findRisks(context, defaultThresholds).map(({ id, level, points, line }) => ({
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
