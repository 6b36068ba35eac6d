import type { DescribedStatement } from "../../change/change.ts";
import type { TableName } from "../../sql/definition.ts";
import { treesOf } from "../../sql/grammar/trees-of.ts";
import type { Expression, ExpressionKind } from "../../sql/tree/expression.ts";
import type { Tree } from "../../sql/tree/statement.ts";
import { expressionsIn, expressionsInStatement } from "../../sql/tree/walk.ts";

/** What the expressions of a statement do when it runs; the bodies that it defines run later. */
export interface ExpressionFacts {
  /** The server's own functions, in upper case. */
  calls: ReadonlySet<string>;
  /** A stored or loaded function: what it does cannot be seen. */
  foreign: string | undefined;
  /** Without scope, in lower case. */
  systemVariables: ReadonlySet<string>;
  kinds: ReadonlySet<ExpressionKind>;
  /** Those that give a number (NEXTVAL is in `calls`, too), and those whose last number in the session is asked for. */
  sequences: { next: readonly TableName[]; last: readonly TableName[] };
  /** A SELECT keeps its answer, in variables or in a file of the server's. */
  keepsAnswer: boolean;
}

type Statement = Pick<DescribedStatement, "text" | "mode" | "type" | "parsed" | "uses" | "changes">;

/** Statements that have no answer to keep. */
const withoutAnswer: ReadonlySet<string> = new Set(
  "CREATE_TABLE ALTER_TABLE DROP_TABLE RENAME_TABLE TRUNCATE CREATE_INDEX DROP_INDEX INSERT REPLACE UPDATE DELETE".split(
    " ",
  ),
);

/** What some servers read as code. */
export const executableComment = /\/\*M?!/;

/**
 * What the grammar notes while it reads is enough for a statement without variables and without functions but the
 * server's; it is most of them, and a tree of each would take longer than reading it did.
 */
export function needsNoTree({ text, type, parsed, uses, changes }: Statement): boolean {
  if (!parsed || !withoutAnswer.has(type) || text.includes("@")) return false;
  if (text.includes("/*") && executableComment.test(text)) return false;
  if (uses.functions.has("NEXTVAL") || uses.functions.has("LASTVAL")) return false;
  return !changes.some(({ clause }) => clause.kind === "call");
}

const noExpressions: Omit<ExpressionFacts, "calls"> = {
  foreign: undefined,
  systemVariables: new Set(),
  kinds: new Set(),
  sequences: { next: [], last: [] },
  keepsAnswer: false,
};

/** undefined = the statement is not understood whole. */
export function expressionFacts(statement: Statement): ExpressionFacts | undefined {
  return needsNoTree(statement)
    ? { ...noExpressions, calls: statement.uses.functions }
    : fromTrees(statement);
}

function fromTrees(statement: Pick<Statement, "text" | "mode">): ExpressionFacts | undefined {
  const trees = treesOf(statement);
  if (trees.length === 0) return undefined;
  const [calls, systemVariables] = [new Set<string>(), new Set<string>()];
  const kinds = new Set<ExpressionKind>();
  let foreign: string | undefined;
  const nodes = trees.flatMap((tree) => [...expressionsOfTree(tree)]);
  for (const node of nodes) {
    kinds.add(node.kind);
    if (node.kind === "system-variable")
      systemVariables.add(node.name.replace(/^(global|session|local)\./, ""));
    if (node.kind === "call" && node.foreign) foreign ??= node.name;
    if (node.kind === "call" && !node.foreign) calls.add(node.name);
  }
  const sequences = sequencesOf(nodes);
  if (sequences.next.length > 0) calls.add("NEXTVAL");
  return { calls, foreign, systemVariables, kinds, sequences, keepsAnswer: trees.some(keepsAnswer) };
}

/** Two spellings of each: NEXT VALUE FOR s is NEXTVAL(s), PREVIOUS VALUE FOR s is LASTVAL(s). */
function sequencesOf(nodes: readonly Expression[]): ExpressionFacts["sequences"] {
  const [next, last] = [[] as TableName[], [] as TableName[]];
  for (const node of nodes) {
    if (node.kind === "sequence-value") (node.which === "next" ? next : last).push(node.sequence);
    if (node.kind !== "call" || node.foreign || !/^(NEXT|LAST)VAL$/.test(node.name)) continue;
    const [named] = node.operands;
    if (named?.kind !== "column") continue;
    (node.name === "NEXTVAL" ? next : last).push({ database: named.table, table: named.name });
  }
  return { next, last };
}

function* expressionsOfTree(tree: Tree): Generator<Expression> {
  for (const one of tree.statements) if (!one.deferred) yield* expressionsInStatement(one);
  for (const one of tree.others) yield* expressionsIn(one);
  for (const { expression } of tree.definitions) yield* expressionsIn(expression);
}

function keepsAnswer({ statements }: Tree): boolean {
  return statements.some((one) => {
    if (one.deferred || one.kind !== "select") return false;
    const { into, body } = one.query;
    return into || (body.kind === "select" && body.into);
  });
}

/** Answers about the statement before: https://dev.mysql.com/doc/refman/8.4/en/information-functions.html */
const diagnostics = new Set(["ROW_COUNT", "FOUND_ROWS"]);
const diagnosticVariables = new Set(["warning_count", "error_count"]);

export function readsDiagnostics({ calls, systemVariables }: ExpressionFacts): boolean {
  return (
    [...calls].some((name) => diagnostics.has(name)) ||
    [...systemVariables].some((name) => diagnosticVariables.has(name))
  );
}

const insertIds = new Set(["identity", "last_insert_id", "insert_id"]);

/** The number that an earlier INSERT of the session was given. */
export function readsInsertId({ calls, systemVariables }: ExpressionFacts): boolean {
  return calls.has("LAST_INSERT_ID") || [...systemVariables].some((name) => insertIds.has(name));
}
