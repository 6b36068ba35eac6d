import type { DescribedStatement } from "../../change/change.ts";
import { isText } from "../../schema/charset.ts";
import type { ColumnDefinition } from "../../sql/definition.ts";
import { foldName } from "../../sql/fold-name.ts";
import { treesOf } from "../../sql/grammar/trees-of.ts";
import { isTruth } from "../../sql/tree/every-row/truths.ts";
import type { Expression } from "../../sql/tree/expression.ts";
import { resolvedColumn } from "../../sql/tree/resolve/resolve.ts";
import type { Tree } from "../../sql/tree/statement.ts";
import { expressionsIn, expressionsInStatement } from "../../sql/tree/walk.ts";
import type { RiskFactor } from "../factor.ts";
import { dataStatements } from "../rows-written.ts";

export const pipesAsOr: RiskFactor = {
  id: "pipes-as-or",
  title: "Joins text with ||, which is OR",
  points: 25,
  why: "Without PIPES_AS_CONCAT in sql_mode `||` is OR: text beside it counts as a number, the result is 0 or 1, and strict mode refuses a change that meets text which is no number (error 1292).",
  instead: "Write CONCAT(a, b) to join text, OR for a condition.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/logical-operators.html#operator_or"],
  examples: {
    risky: [
      "UPDATE users SET name = name || 'x' WHERE id = 1",
      "INSERT INTO notes (id, body) SELECT id, email || name FROM users",
      "ALTER TABLE users ADD whole VARCHAR(200) AS (email || name)",
    ],
    safe: [
      "UPDATE users SET name = CONCAT(name, 'x') WHERE id = 1",
      "DELETE FROM users WHERE id = 1 || id = 2",
      "DELETE FROM users WHERE id = 1 || age",
      "SET sql_mode = 'PIPES_AS_CONCAT'; UPDATE users SET name = name || 'x' WHERE id = 1",
    ],
  },
  onlyWith: ["use"],
  findInStatement(statement) {
    // Most statements have none, and need no tree for it.
    if (!statement.uses.features.has("pipes")) return undefined;
    return treesOf(statement).some((tree) => [...allIn(tree)].some(joinsValues)) || joinsColumns(statement)
      ? "A || in it is OR, and what stands beside it is no condition."
      : undefined;
  },
};

/** Columns of text. */
function joinsColumns(statement: DescribedStatement): boolean {
  const inRows = dataStatements(statement).some(({ statement: one, resolution }) =>
    [...expressionsInStatement(one)].some((node) =>
      joinsSome(node, (operand) => {
        const meant = resolvedColumn(resolution, operand);
        return meant.kind === "column" && meant.column?.type !== undefined && isText(meant.column.type);
      }),
    ),
  );
  return inRows || joinsDefined(statement);
}

/** In what a table's definition computes, names mean columns of that table. */
function joinsDefined(statement: DescribedStatement): boolean {
  const computed = treesOf(statement).flatMap(({ definitions }) => definitions);
  if (computed.length === 0) return false;
  const texts = new Set<string>();
  for (const { name, type } of definedColumns(statement)) if (isText(type)) texts.add(foldName(name));
  return computed.some(({ expression }) =>
    [...expressionsIn(expression)].some((node) =>
      joinsSome(node, (operand) => operand.kind === "column" && texts.has(foldName(operand.name))),
    ),
  );
}

function definedColumns({ changes, known }: DescribedStatement): readonly ColumnDefinition[] {
  const added = changes.flatMap(({ clause }) => (clause.kind === "add-column" ? [clause.definition] : []));
  return [...added, ...known.flatMap((table) => table?.columns ?? [])];
}

function* allIn({ statements, definitions, others }: Tree): Generator<Expression> {
  for (const statement of statements) yield* expressionsInStatement(statement);
  for (const { expression } of definitions) yield* expressionsIn(expression);
  for (const expression of others) yield* expressionsIn(expression);
}

/** Beside OR stand conditions, or constants such as 1 and TRUE. */
function joinsValues(node: Expression): boolean {
  return joinsSome(node, isValue);
}

function joinsSome(node: Expression, isMeant: (operand: Expression) => boolean): boolean {
  return node.kind === "or" && node.pipes && node.operands.some(isMeant);
}

function isValue(node: Expression): boolean {
  return node.kind === "text" || node.kind === "concatenation" || (node.kind === "call" && !isTruth(node));
}
