import type { DescribedStatement } from "../../change/change.ts";
import type { ClauseOf } from "../../sql/clause.ts";
import { holdsSeveral } from "../../sql/grammar/several-statements.ts";

/** Session settings without which a rollout could not tell what ran, or would leave replicas after. */
const settings: Readonly<Record<string, string>> = {
  completion_type: "It makes COMMIT do something else than commit.",
  sql_log_bin: "Replicas and backups would not get what follows.",
  gtid_next: "It numbers a transaction by hand.",
};

const types: Readonly<Record<string, string>> = {
  XA: "A transaction in two phases outlives its session.",
  KILL: "It ends sessions of others, or the rollout's own.",
  LOCK_INSTANCE: "It keeps the ledger from being written.",
  FLUSH_TABLES_WITH_READ_LOCK: "It keeps the ledger from being written.",
  SHUTDOWN: "It stops the server that the ledger is on.",
  RESTART: "It stops the server that the ledger is on.",
};

/** Character sets of clients that the driver can write and read; with any other it fails at the next statement. */
const charsets = new Set(
  "armscii8 ascii big5 binary cp1250 cp1251 cp1256 cp1257 cp850 cp852 cp866 cp932 default euckr gb18030 gb2312 gbk greek hebrew koi8r koi8u latin1 latin2 latin5 latin7 macce macroman sjis tis620 ujis utf8 utf8mb3 utf8mb4".split(
    " ",
  ),
);

const charsetVariables = new Set([
  "names",
  "character_set_client",
  "character_set_results",
  "character_set_connection",
]);

/** Why a rollout never sends the statement, whoever approved it; undefined = it does. */
export function whyRefused(statement: DescribedStatement, calls: ReadonlySet<string>): string | undefined {
  const { text, type, transaction, changes } = statement;
  if (/tollgate_ledger/i.test(text)) return "It names the ledger, which says what ran here.";
  const byType = Object.hasOwn(types, type) ? types[type] : undefined;
  if (byType !== undefined) return byType;
  if (holdsSeveral(statement))
    return "It is several statements before one delimiter, and a rollout sends one at a time: end each with the delimiter.";
  if (type === "LOAD_DATA" && /\bLOCAL\s+INFILE\b/i.test(text)) return "It sends a file of the runner's.";
  if (transaction === "disconnects") return "RELEASE ends the session that the statements run in.";
  if (calls.has("RELEASE_ALL_LOCKS")) return "It gives up the lock that keeps other rollouts out.";
  for (const { clause } of changes) {
    const why = clause.kind === "set-session" && !clause.deferred ? whySetting(clause) : undefined;
    if (why !== undefined) return why;
  }
  return undefined;
}

/** Why a session setting would take from a rollout what it rests on. */
export function whySetting({ variable, value }: ClauseOf<"set-session">): string | undefined {
  if (Object.hasOwn(settings, variable)) return settings[variable];
  if (variable.startsWith("pseudo_")) return "It makes the session another one.";
  if (!charsetVariables.has(variable)) return undefined;
  const [first = ""] = value.trim().split(/\s+/);
  const charset = first.replace(/^['"`]|['"`]$/g, "").toLowerCase();
  if (!isWord(charset) || charsets.has(charset)) return undefined;
  return `The driver does not know the character set ${charset}.`;
}

/** A value that is computed, mostly `@OLD_CHARACTER_SET_CLIENT`, is what an earlier statement found. */
function isWord(value: string): boolean {
  return /^\w+$/.test(value);
}
