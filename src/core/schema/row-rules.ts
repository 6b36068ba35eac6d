import { foldName } from "../sql/fold-name.ts";
import { definedExpression, keptMode } from "../sql/grammar/defined-expression.ts";
import { isIntegerType } from "../sql/integer-type.ts";
import type { LexMode } from "../sql/mode.ts";
import type { Expression } from "../sql/tree/expression.ts";
import type { RowConstraints } from "../sql/tree/resolve/scope.ts";
import { expressionsIn } from "../sql/tree/walk.ts";
import { quoteName, quoteText } from "../sql/write/quote.ts";
import { keyOfResolved } from "./names.ts";
import { type Column, findColumn, type Table } from "./table.ts";

const made = new WeakMap<Table, RowConstraints>();

/** What holds in every row of a table: its checks, its foreign keys, the members of its ENUMs, what it computes. */
export function rowRules(table: Table, { engine }: Pick<LexMode, "engine">): RowConstraints {
  const known = made.get(table);
  if (known) return known;
  const read = (text: string): readonly Expression[] => {
    const expression = definedExpression(text, keptMode(engine));
    return expression ? [expression] : [];
  };
  const rules = {
    conditions: [
      ...table.checks.filter(({ enforced }) => enforced).map(({ expression }) => expression),
      ...table.columns.flatMap(membersOf),
    ].flatMap(read),
    computed: new Map(
      table.columns
        .filter((column) => isComputedWhole(column, table, read))
        .flatMap(({ name, generated }) =>
          generated ? read(generated.expression).map((one) => [foldName(name), one] as const) : [],
        ),
    ),
    foreignKeys: table.foreignKeys.map(({ columns, references, referencedColumns }) => ({
      columns,
      parent: keyOfResolved(references),
      parentColumns: referencedColumns,
    })),
  };
  made.set(table, rules);
  return rules;
}

function membersOf({ name, type }: Column): string[] {
  const isOneOf = type.name === "enum" && type.members.length > 0;
  if (!isOneOf) return [];
  // What is no member counts as 0.
  const column = quoteName(name);
  return [`${column} IN (${type.members.map(quoteText).join(", ")})`, `${column} >= 1`];
}

/** Whole numbers of whole numbers: anything else may be rounded or cut where it is kept. */
function isComputedWhole(
  { type, generated }: Column,
  table: Table,
  read: (text: string) => readonly Expression[],
): boolean {
  if (!generated || !isIntegerType(type.name)) return false;
  const nodes = read(generated.expression).flatMap((expression) => [...expressionsIn(expression)]);
  return nodes.length > 0 && nodes.every((node) => staysWhole(node, table));
}

function staysWhole(node: Expression, table: Table): boolean {
  switch (node.kind) {
    case "number":
      return /^\d+$/.test(node.text);
    case "column":
      return isIntegerType(findColumn(table, node.name)?.type.name ?? "");
    case "arithmetic":
      return node.operators.every((operator) => operator === "+" || operator === "-" || operator === "*");
    default:
      return false;
  }
}
