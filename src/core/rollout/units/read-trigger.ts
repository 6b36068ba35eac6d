import type { Clause } from "../../sql/clause.ts";
import type { Engine } from "../../sql/engine.ts";
import { parseStatement } from "../../sql/grammar/parse-statement.ts";
import type { LexMode } from "../../sql/mode.ts";
import { whySetting } from "../facts/refused.ts";
import { type ObjectName, objectName } from "../object-name.ts";
import type { StoredTrigger } from "./table-storage.ts";

/** What a trigger does: rows alone, of these tables; or what may be more than that. */
type TriggerReading =
  | { kind: "rows"; writes: readonly ObjectName[]; reads: readonly ObjectName[] }
  | { kind: "unclear"; why: string };

/** Reads the body of a trigger of a table of that database, as the server does. What it calls is not followed. */
export function readTrigger(
  { name, body, sqlMode }: StoredTrigger,
  database: string,
  engine: Engine | undefined,
): TriggerReading {
  const unclear = (why: string): TriggerReading => ({ kind: "unclear", why: `its trigger ${name} ${why}` });
  if (body === undefined) return unclear("is not shown to this account");
  const modes = new Set(sqlMode.toUpperCase().split(","));
  if (modes.has("ORACLE")) return unclear("is written in another language");
  const text = `CREATE TRIGGER t BEFORE INSERT ON t FOR EACH ROW ${body.replace(/[\s;]+$/, "")}`;
  const { parsed, clauses, tables, uses } = parseStatement(text, lexMode(modes, engine));
  if (!parsed) return unclear("is not understood whole");
  if (uses.features.has("writes-file")) return unclear("writes a file of the server's");
  const lock = [...uses.functions].find((called) => locks.has(called));
  if (lock !== undefined) return unclear(`calls ${lock}`);
  const [, ...inBody] = clauses;
  for (const clause of inBody) {
    const why = whyUnclear(clause);
    if (why !== undefined) return unclear(why);
  }
  const [, ...named] = tables;
  const other = named.find(({ use }) => use !== "read" && use !== "write");
  if (other) return unclear(`does more to ${other.table} than to change its rows`);
  const places = (written: boolean) =>
    named.filter(({ use }) => (use === "write") === written).map((one) => objectName(one, database));
  return { kind: "rows", writes: places(true), reads: places(false) };
}

/** What they do lasts beyond a ROLLBACK, or ends what the rollout holds. */
const locks = new Set(["GET_LOCK", "RELEASE_LOCK", "RELEASE_ALL_LOCKS"]);

function lexMode(modes: ReadonlySet<string>, engine: Engine | undefined): LexMode {
  return {
    ansiQuotes: modes.has("ANSI_QUOTES"),
    noBackslashEscapes: modes.has("NO_BACKSLASH_ESCAPES"),
    pipesAsConcat: modes.has("PIPES_AS_CONCAT"),
    highNotPrecedence: modes.has("HIGH_NOT_PRECEDENCE"),
    engine,
  };
}

/** undefined = it changes rows, reads them, or sets a variable of its own or of the session. */
function whyUnclear(clause: Clause): string | undefined {
  switch (clause.kind) {
    case "insert":
    case "replace":
    case "update":
    case "delete":
      return undefined;
    case "select":
      return clause.intoFile === undefined ? undefined : "writes a file of the server's";
    case "set-session":
      return clause.variable === "autocommit" || whySetting(clause) !== undefined
        ? `sets ${clause.variable}`
        : undefined;
    case "call":
      return `calls ${clause.object}, which may do anything`;
    default:
      return "does more than to change rows";
  }
}
