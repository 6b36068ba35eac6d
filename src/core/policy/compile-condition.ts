import { type ASTNode, Environment, EvaluationError } from "@marcbachmann/cel-js";
import { ConditionError } from "./condition-error.ts";
import type { Condition, ConditionFacts } from "./policy.ts";
import { writeCondition } from "./write-condition.ts";

/** Name and CEL type of each variable: the keys of ConditionFacts. */
export const conditionVariables = {
  environment: { type: "string", about: "The environment's name." },
  project: { type: "string", about: "The project's name." },
  database: { type: "string", about: "The database's name." },
  engine: { type: "string", about: "What the server runs, for example `mysql-8.4`." },
  instance: { type: "string", about: "The instance's name." },
  labels: {
    type: "map<string, string>",
    about:
      'The database\'s labels; write `has(labels.tier) && labels.tier == "core"` where not every database has it.',
  },
  source: { type: "string", about: "`ddl`, `dml`, `create-database`, `dcl`, `admin` or `unknown`." },
  statement_type: { type: "string", about: "The statement's type in upper case: `ALTER_TABLE`, `UPDATE`, …" },
  change_kinds: {
    type: "list<string>",
    about: 'What the statement changes: `"drop-column" in change_kinds`.',
  },
  table: {
    type: "string",
    about:
      "The table; a statement with several tables is asked once for each, and with the empty text for none. Unknown where `GRANT` or `REVOKE` names none.",
  },
  tables: { type: "list<string>", about: "All tables of the statement. Unknown likewise." },
  affected_rows: {
    type: "int",
    about:
      "The most rows that the statement changes: as its text bounds them, or all of the table. Often unknown.",
  },
  table_rows: { type: "int", about: "Rows of the table, by the statistics branch. Unknown without it." },
  table_bytes: { type: "int", about: "Bytes of the table and its indexes, likewise." },
  algorithm: {
    type: "string",
    about: "`INSTANT`, `INPLACE` or `COPY`; empty where the server changes no table's shape. May be unknown.",
  },
  score: { type: "int", about: "The score of the statement, 0 to 100." },
  pr_labels: { type: "list<string>", about: "The pull request's labels. Unknown outside a pull request." },
  author: { type: "string", about: "The pull request's author. Unknown outside a pull request." },
} as const satisfies Record<keyof ConditionFacts, { type: string; about: string }>;

const variableNames = Object.keys(conditionVariables) as (keyof ConditionFacts)[];

/** Structural limits keep a condition readable, and its cost bounded. */
const cel = new Environment({ limits: { maxAstNodes: 1000, maxDepth: 50 } });
for (const name of variableNames) cel.registerVariable(name, conditionVariables[name].type);

export type Compiled =
  | { condition: Condition }
  | { error: { what: string; index: number; variable?: string } };

/** Parses and type-checks; a condition that compiles can fail at run time only over data (a missing label, a division by 0). */
export function compileCondition(text: string): Compiled {
  const checked = cel.check(text);
  if (!checked.valid) {
    const { summary, range, code } = checked.error as {
      summary?: string;
      range?: { start: number; end: number };
      code: string;
    };
    const index = range?.start ?? 0;
    return {
      error: {
        // What nests too deep for the parser has no summary.
        what: summary ?? "it nests too deep",
        index,
        ...(code === "unknown_variable" ? { variable: text.slice(index, range?.end) } : {}),
      },
    };
  }
  if (checked.type !== "bool") {
    return { error: { what: `the condition yields ${checked.type}, not true or false`, index: 0 } };
  }
  const root = branch(cel.parse(text).ast);
  return {
    condition: {
      text,
      matches: (facts) => mayHold(root, celFacts(facts)),
    },
  };
}

function mayHold(root: Branch, facts: Record<string, unknown>): boolean {
  try {
    return outcomes(root, facts).has(true);
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    throw new ConditionError(error.summary, { cause: error });
  }
}

/** A condition cut at its logical operators; a leaf is anything else that yields true or false. */
type Branch =
  | { kind: "and" | "or"; left: Branch; right: Branch }
  | { kind: "not"; inner: Branch }
  | { kind: "choice"; test: Branch; yes: Branch; no: Branch }
  | { kind: "leaf"; reads: readonly string[]; evaluate: (facts: Record<string, unknown>) => unknown };

function branch(node: ASTNode): Branch {
  switch (node.op) {
    case "&&":
      return { kind: "and", left: branch(node.args[0]), right: branch(node.args[1]) };
    case "||":
      return { kind: "or", left: branch(node.args[0]), right: branch(node.args[1]) };
    case "!_":
      return { kind: "not", inner: branch(node.args) };
    case "?:":
      return {
        kind: "choice",
        test: branch(node.args[0]),
        yes: branch(node.args[1]),
        no: branch(node.args[2]),
      };
    default:
      return {
        kind: "leaf",
        reads: variableNames.filter((name) => mentions(node, name)),
        evaluate: cel.parse(writeCondition(node)),
      };
  }
}

/** A name bound by a macro may hide the variable; then this says too much, which is the safe side. */
function mentions(part: unknown, name: string): boolean {
  if (Array.isArray(part)) return part.some((inner) => mentions(inner, name));
  if (typeof part !== "object" || part === null || !("op" in part)) return false;
  const node = part as ASTNode;
  return node.op === "id" ? node.args === name : mentions(node.args, name);
}

const both: ReadonlySet<boolean> = new Set([true, false]);
const yes: ReadonlySet<boolean> = new Set([true]);
const no: ReadonlySet<boolean> = new Set([false]);

/**
 * What the condition may yield over every value of the facts that are unknown: never less than what it can yield.
 * A leaf that reads an unknown fact may yield either; so an unknown number fires a rule that compares it in any way.
 */
function outcomes(node: Branch, facts: Record<string, unknown>): ReadonlySet<boolean> {
  switch (node.kind) {
    case "leaf":
      if (node.reads.some((name) => facts[name] === undefined)) return both;
      return node.evaluate(facts) === true ? yes : no;
    case "not": {
      const inner = outcomes(node.inner, facts);
      return new Set([...inner].map((value) => !value));
    }
    case "and":
      return join(outcomes(node.left, facts), true, () => outcomes(node.right, facts));
    case "or":
      return join(outcomes(node.left, facts), false, () => outcomes(node.right, facts));
    case "choice": {
      const test = outcomes(node.test, facts);
      return new Set([
        ...(test.has(true) ? outcomes(node.yes, facts) : []),
        ...(test.has(false) ? outcomes(node.no, facts) : []),
      ]);
    }
  }
}

/** The right side is asked only where the left leaves it open, as CEL does. */
function join(
  left: ReadonlySet<boolean>,
  open: boolean,
  right: () => ReadonlySet<boolean>,
): ReadonlySet<boolean> {
  if (!left.has(open)) return left;
  return new Set([...(left.has(!open) ? [!open] : []), ...right()]);
}

/** CEL's integers are BigInts; its maps must not show JavaScript's prototypes. */
function celFacts(facts: ConditionFacts): Record<string, unknown> {
  const entries = Object.entries(facts).map(([name, value]) => [
    name,
    typeof value === "number" ? BigInt(Math.trunc(value)) : value,
  ]);
  return { ...Object.fromEntries(entries), labels: new Map(Object.entries(facts.labels)) };
}
