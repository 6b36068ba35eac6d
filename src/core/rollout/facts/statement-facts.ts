import type { Change, DescribedStatement } from "../../change/change.ts";
import { otherTable } from "../../sql/clause-parts.ts";
import type { EvidencePlan } from "../evidence.ts";
import { type ObjectName, objectName } from "../object-name.ts";
import { type ClientCharset, whyReadOtherwise } from "./client-charset.ts";
import { type ClauseEffect, effectOf } from "./effects.ts";
import { type ExpressionFacts, expressionFacts } from "./expressions-in.ts";
import { planEvidence } from "./plan-evidence.ts";
import { whyRefused } from "./refused.ts";
import { type SessionUse, sessionUse } from "./session-use.ts";

/**
 * What a statement does, as far as the way it has to be run depends on it.
 * opens, ends: a transaction of the file's own. rows: it changes rows, which roll back where the tables' engine can; it
 * writes `writes` and reads `reads`. definition: `evidence` tells whether it ran. session: its effect dies with the
 * session, if it has any, unless one of `reads` is a view that calls what writes. unclear: none of these for certain, and `why`.
 */
type Role =
  | { kind: "opens"; readOnly: boolean }
  | { kind: "ends"; by: "commit" | "rollback" }
  | { kind: "rows"; writes: readonly ObjectName[]; reads: readonly ObjectName[] }
  | { kind: "definition"; evidence: EvidencePlan }
  | { kind: "session"; reads: readonly ObjectName[] }
  | { kind: "unclear"; why: string };

/** Tables whose rows it changes, and those that it reads; what a definition names is in its evidence. */
export function tablesUsed(role: Role): { writes: readonly ObjectName[]; reads: readonly ObjectName[] } {
  switch (role.kind) {
    case "rows":
      return role;
    case "session":
      return { writes: [], reads: role.reads };
    case "opens":
    case "ends":
    case "definition":
    case "unclear":
      return { writes: [], reads: [] };
  }
}

export interface StatementFacts {
  role: Role;
  /** It may stand inside a transaction that commits as one: it neither ends it nor does what cannot be undone. */
  staysInside: boolean;
  /** The server commits what is open before it (manual 15.3.3). */
  commits: boolean;
  /** It sets autocommit, to this; undefined = it does not. */
  autocommit: boolean | undefined;
  locks: "takes" | "gives-up" | undefined;
  /** It names a table that the file made as a temporary one. */
  touchesTemporary: boolean;
  session: SessionUse;
  /** Databases that it makes and that it drops, by name. */
  databases: { made: readonly string[]; dropped: readonly string[] };
  /** Why a rollout never sends it. */
  refused: string | undefined;
}

export function statementFacts(
  described: DescribedStatement,
  home: string,
  charset: ClientCharset,
): StatementFacts {
  const statement = withoutHints(described);
  const expressions = expressionFacts(statement);
  const intended = roleOf(statement, expressions, home);
  const role = roleAsRead(intended, whyReadOtherwise(statement.text, charset));
  const { type } = statement;
  return {
    role,
    staysInside: insideTypes.has(type) && (role.kind === "session" || isNumber(role)),
    commits: role.kind === "definition" || statement.commits,
    autocommit: autocommitOf(statement),
    locks: type === "LOCK_TABLES" ? "takes" : type === "UNLOCK_TABLES" ? "gives-up" : undefined,
    touchesTemporary: statement.changes.some(
      ({ temporary, clause }) => temporary && clause.kind !== "create-table",
    ),
    session: sessionUse(statement, expressions, home),
    databases: {
      made: databasesOf(statement, "create-database"),
      dropped: databasesOf(statement, "drop-database"),
    },
    refused: whyRefused(described, described.uses.functions),
  };
}

/** What it names and writes is another text on the server than here. What dies with the session is none the worse. */
function roleAsRead(role: Role, why: string | undefined): Role {
  if (why === undefined || (role.kind !== "rows" && role.kind !== "definition")) return role;
  return { kind: "unclear", why };
}

const takesNumber = "It takes a number of a sequence, which nothing gives back.";

function isNumber(role: Role): boolean {
  return role.kind === "unclear" && role.why === takesNumber;
}

/** A hint sets what ends with its statement: nothing of it is left, and nothing after it needs it. */
function withoutHints(statement: DescribedStatement): DescribedStatement {
  const isHint = ({ clause }: Change) => clause.kind === "set-session" && clause.forStatement;
  if (!statement.changes.some(isHint)) return statement;
  return { ...statement, changes: statement.changes.filter((change) => !isHint(change)) };
}

function databasesOf({ changes }: DescribedStatement, kind: "create-database" | "drop-database"): string[] {
  return changes.flatMap(({ clause }) => (clause.kind === kind && !clause.deferred ? [clause.object] : []));
}

/** How the reason begins where a statement is not read whole. */
export const notUnderstood = "Tollgate does not understand it whole";

const insideTypes = new Set(
  "SELECT VALUES TABLE SET SHOW EXPLAIN DO SAVEPOINT ROLLBACK RELEASE_SAVEPOINT USE HELP".split(" "),
);

function roleOf(statement: DescribedStatement, expressions: ExpressionFacts | undefined, home: string): Role {
  const { type, parsed, unparsed, transaction, source } = statement;
  if (!parsed || !expressions)
    return { kind: "unclear", why: `${notUnderstood}: it stopped at ${unparsed}.` };
  if (transaction === "opens" || transaction === "opens-read-only")
    return { kind: "opens", readOnly: transaction === "opens-read-only" };
  if (transaction === "ends") return { kind: "ends", by: type === "COMMIT" ? "commit" : "rollback" };
  if (transaction !== undefined) return { kind: "unclear", why: "It ends a transaction and opens the next." };
  const why = whyUnclear(type, expressions);
  if (why !== undefined) return { kind: "unclear", why };
  if (type === "EXPLAIN" && source !== "admin") return { kind: "unclear", why: "It runs what it explains." };
  if (sessionTypes.has(type)) return { kind: "session", reads: [] };
  const role = roleOfChanges(statement, home);
  const leavesNumber = role.kind === "session" && expressions.calls.has("NEXTVAL");
  return leavesNumber ? { kind: "unclear", why: takesNumber } : role;
}

function whyUnclear(type: string, { foreign }: ExpressionFacts): string | undefined {
  if (foreign !== undefined) return `It calls ${foreign}, a function that may do anything.`;
  return Object.hasOwn(unclearTypes, type) ? unclearTypes[type] : undefined;
}

const unclearTypes: Readonly<Record<string, string>> = {
  ANALYZE: "It runs what it explains.",
  SET_STATEMENT: "It runs another statement under settings of its own.",
  SET_RESOURCE_GROUP: "It is about the whole server.",
};

/** Whatever clauses they note: those of a statement that they prepare or explain do not run. */
const sessionTypes = new Set(
  "PREPARE DEALLOCATE_PREPARE EXPLAIN SHOW HELP USE HANDLER CHECKSUM_TABLE".split(" "),
);

function roleOfChanges({ type, changes, tables }: DescribedStatement, home: string): Role {
  const now = changes.filter(({ clause, isPart }) => !clause.deferred && !isPart);
  const effects = now.map(({ clause }) => effectOf(clause, type));
  const unclear = effects.find((effect) => effect.leaves === "unclear");
  if (unclear) return { kind: "unclear", why: unclear.why };
  const left = new Set(effects.map(({ leaves }) => leaves));
  left.delete("reads");
  if (now.some(({ temporary }) => temporary))
    return now.every(({ temporary, clause }) => temporary || clause.kind === "select")
      ? { kind: "session", reads: namedIn(tables, home, false) }
      : { kind: "unclear", why: "It is about a temporary table and about others." };
  const sessional = ["session", "transaction", "locks"] as const;
  if ([...left].every((one) => sessional.some((word) => word === one)))
    return { kind: "session", reads: namedIn(tables, home, false) };
  if (left.size === 1 && left.has("rows"))
    return { kind: "rows", writes: namedIn(tables, home, true), reads: namedIn(tables, home, false) };
  if (left.has("rows") || sessional.some((word) => left.has(word)))
    return { kind: "unclear", why: "It does more than one kind of thing." };
  return ofDefinition(now, effects, home);
}

function namedIn(tables: DescribedStatement["tables"], home: string, written: boolean): ObjectName[] {
  return tables.filter(({ use }) => (use === "write") === written).map((name) => objectName(name, home));
}

function ofDefinition(
  now: DescribedStatement["changes"],
  effects: readonly ClauseEffect[],
  home: string,
): Role {
  const clauses = now.flatMap(({ clause }, i) => {
    const effect = effects[i];
    const conditional = "condition" in clause && clause.condition !== undefined;
    return effect ? [{ effect, target: clause.target, other: otherTable(clause), conditional }] : [];
  });
  const evidence = planEvidence(clauses, home);
  if (evidence) return { kind: "definition", evidence };
  return { kind: "unclear", why: "Nothing that it leaves would tell that it ran." };
}

function autocommitOf({ changes }: DescribedStatement): boolean | undefined {
  const set = changes.findLast(
    ({ clause }) => clause.kind === "set-session" && clause.variable === "autocommit",
  );
  if (set?.clause.kind !== "set-session") return undefined;
  return !/^'?(0|off|false)'?$/i.test(set.clause.value);
}
