import type { OnlineRule } from "../../policy/online-rule.ts";
import type { Engine } from "../../sql/engine.ts";
import { parseStatement } from "../../sql/grammar/parse-statement.ts";
import { type ObjectName, objectName } from "../object-name.ts";
import type { PlannedStatement } from "../rollout.ts";
import { whyNotGiven } from "./clause-refusals.ts";
import { isPlainName, sayDrops } from "./copies.ts";
import { type AlterationNow, readAlteration } from "./read-alteration.ts";
import type { TableFacts } from "./table-facts.ts";

/**
 * How an ALTER runs. direct: the server makes it, and `why`, where the rule would have had it otherwise. tool: `clauses` are given
 * to it. refused: the tool cannot be trusted with it, for these reasons, and the policy lets nothing else.
 */
export type OnlineChoice =
  | { way: "direct"; why: string | undefined }
  | { way: "tool"; clauses: string; algorithm: string; bytes: number | undefined }
  | { way: "refused"; whys: readonly string[] };

/** The table that an ALTER TABLE alters; undefined = the statement is another one. */
export function tableAltered({
  type,
  text,
  mode,
  home,
}: Pick<PlannedStatement, "type" | "text" | "mode" | "home">): ObjectName | undefined {
  if (type !== "ALTER_TABLE") return undefined;
  const altered = parseStatement(text, mode).tables.find(({ use }) => use === "alter");
  return altered && objectName(altered, home);
}

interface Choosing {
  statement: PlannedStatement;
  /** Those before it in its file. */
  before: readonly PlannedStatement[];
  facts: TableFacts;
  rule: OnlineRule;
  engine: Engine | undefined;
}

/** By what the server says of the table now. */
export function chooseOnline(choosing: Choosing): OnlineChoice {
  const { statement, facts, rule, engine } = choosing;
  if (facts.definition === undefined || !isLarge(facts, rule)) return { way: "direct", why: undefined };
  const read = readAlteration(statement, facts, engine);
  if ("why" in read) return refuse(rule, [read.why]);
  const algorithm = algorithmOf(read);
  if (algorithm === "none" || !rule.algorithms.includes(algorithm)) return { way: "direct", why: undefined };
  const whys = [...new Set([...ofStatement(choosing), ...ofTable(facts, rule), ...ofClauses(read)])];
  if (whys.length > 0) return refuse(rule, whys);
  return { way: "tool", clauses: read.clauses, algorithm, bytes: facts.bytes };
}

function refuse({ otherwise }: OnlineRule, whys: readonly string[]): OnlineChoice {
  return otherwise === "direct" ? { way: "direct", why: whys.join(" ") } : { way: "refused", whys };
}

/** What is not known may be large. */
function isLarge({ bytes, rows }: TableFacts, { overBytes, overRows }: OnlineRule): boolean {
  if (bytes === undefined || bytes > overBytes) return true;
  return overRows !== undefined && (rows === undefined || rows > overRows);
}

/** What the server would do, by the table as it is; what cannot be told counts as the worst. */
function algorithmOf({ described: { algorithm, rebuilds } }: AlterationNow): "COPY" | "REBUILD" | "none" {
  if (algorithm === undefined || algorithm === "COPY") return "COPY";
  return algorithm === "INPLACE" && rebuilds !== false ? "REBUILD" : "none";
}

/** The tool has sessions of its own, and knows nothing of what the file did in ours. */
function ofStatement({ statement, before }: Choosing): string[] {
  const { facts, mode } = statement;
  const whys: string[] = [];
  if (facts.role.kind !== "definition") whys.push("Whether it ran could not be told afterwards.");
  if (mode.ansiQuotes || mode.noBackslashEscapes || mode.pipesAsConcat || mode.highNotPrecedence)
    whys.push("It is written for an sql_mode that the tool does not have.");
  const settings = before.find(
    ({ type, facts: { session, autocommit, locks, role } }) =>
      type !== "USE" &&
      (session.replays ||
        session.leaves.length > 0 ||
        autocommit !== undefined ||
        locks ||
        role.kind === "opens"),
  );
  if (settings) whys.push(`Line ${settings.line} sets up a session, and the tool has another one.`);
  return whys;
}

function ofTable(facts: TableFacts, { tool }: OnlineRule): string[] {
  const { name, database, definition = "", engine, triggers, children, leftovers } = facts;
  const whys: string[] = [];
  if (!isPlainName(facts)) whys.push(`The tool is given no such name as ${database}.${name}.`);
  if (engine.toLowerCase() !== "innodb") whys.push(`${name} is no InnoDB table.`);
  if (/\bWITH SYSTEM VERSIONING\b/i.test(definition))
    whys.push(`${name} keeps its history, which the copy would not have.`);
  if (leftovers.tables.length + leftovers.triggers.length > 0)
    whys.push(
      `A run of such a tool is not over, or has left something beside ${name}. If none runs: ${sayDrops(database, leftovers)}`,
    );
  const own = triggers?.filter((one) => !leftovers.triggers.some((left) => left.name === one.name));
  if (!own)
    whys.push(`Whether ${name} has triggers is not shown to this account: it lacks the TRIGGER privilege.`);
  else if (own.length > 0) whys.push(`${name} has triggers (${own.map((one) => one.name).join(", ")}).`);
  if (!children)
    whys.push(`Whether foreign keys point at ${name} is shown only to who has the PROCESS privilege.`);
  else if (children.length > 0) whys.push(`Foreign keys of ${children.join(", ")} point at ${name}.`);
  if (tool === "gh-ost" && facts.mariadb) whys.push("gh-ost promises nothing for MariaDB.");
  if (tool === "gh-ost" && !facts.logsRows)
    whys.push("gh-ost reads the binary log, and this server keeps none of whole rows.");
  return whys;
}

function ofClauses({ described, table }: AlterationNow): string[] {
  const whys: string[] = [];
  const primary = table.indexes.some(({ kind }) => kind === "primary");
  if (!primary) whys.push(`${table.name.table} has no primary key: the tool could not tell its rows apart.`);
  if (table.foreignKeys.length > 0)
    whys.push(`${table.name.table} has foreign keys, and they would get other names.`);
  if (table.checks.length > 0)
    whys.push(`${table.name.table} has CHECK constraints, and they would get other names.`);
  const clauses = described.changes.flatMap(({ clause, isPart }) => (isPart ? [] : [clause]));
  for (const { clause, dataLoss, isPart } of described.changes) {
    const why = isPart ? undefined : whyNotGiven(clause, { table, clauses, dataLoss });
    if (why !== undefined) whys.push(why);
  }
  return whys;
}
