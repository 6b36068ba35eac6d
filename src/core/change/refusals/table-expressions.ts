import type { Column, Table } from "../../schema/table.ts";
import type { Partitioning } from "../../sql/definition.ts";
import { columnsNamed, definedExpression, keptMode } from "../../sql/grammar/defined-expression.ts";
import type { LexMode } from "../../sql/mode.ts";
import type { Expression } from "../../sql/tree/expression.ts";

/** An expression that a table's definition holds. */
export interface HeldExpression {
  role: "key-part" | "generated" | "default" | "check" | "partition";
  /** Of the index, the column or the CHECK; "" of the partitioning. */
  name: string;
  /** SQL text, as the definition keeps it. */
  text: string;
  /** The part of the definition that holds it: another one as soon as a statement writes it anew. */
  holder: object;
  /** It lists columns, as KEY and COLUMNS do. */
  lists?: boolean;
}

/** All of them, in the order in which the server comes to them. */
export function* expressionsOf(table: Table): Generator<HeldExpression> {
  for (const index of table.indexes)
    for (const { expression } of index.parts)
      if (expression !== undefined)
        yield { role: "key-part", name: index.name, text: expression, holder: index };
  for (const column of table.columns) yield* columnExpressions(column);
  for (const check of table.checks)
    yield { role: "check", name: check.name, text: check.expression, holder: check };
  if (table.partitioning) yield* partitionExpressions(table.partitioning);
}

function* columnExpressions(column: Column): Generator<HeldExpression> {
  const { name, generated, default: value } = column;
  if (generated) yield { role: "generated", name, text: generated.expression, holder: column };
  if (column.defaultIsExpression && value !== undefined)
    yield { role: "default", name, text: value, holder: column };
}

function* partitionExpressions(partitioning: Partitioning): Generator<HeldExpression> {
  for (const by of [partitioning.by, partitioning.subpartitionedBy])
    if (by !== undefined)
      yield {
        role: "partition",
        name: "",
        text: inParentheses(by),
        holder: partitioning,
        lists: listsColumns(by),
      };
}

/** Before its parenthesis stand words of the grammar, and no name. */
function listsColumns(by: string): boolean {
  return /\b(KEY|COLUMNS|FIELDS)\b/i.test(by.slice(0, by.indexOf("(")));
}

/** The columns that the partitions hang on, those of subpartitions left aside; folded. */
export function partitionedBy(holder: Partitioning, engine: LexMode["engine"]): ReadonlySet<string> {
  return namedIn({ role: "partition", name: "", text: inParentheses(holder.by), holder }, engine);
}

/** The columns that the subpartitions hang on; folded. */
export function subpartitionedBy(holder: Partitioning, engine: LexMode["engine"]): ReadonlySet<string> {
  const { subpartitionedBy: by } = holder;
  if (by === undefined) return new Set();
  return namedIn({ role: "partition", name: "", text: inParentheses(by), holder }, engine);
}

/** `RANGE COLUMNS (a, b)` without its words. */
function inParentheses(by: string): string {
  return by.slice(by.indexOf("("));
}

/** As a tree; undefined = it cannot be read, as KEY () cannot. */
export function treeOfHeld({ text }: HeldExpression, engine: LexMode["engine"]): Expression | undefined {
  return definedExpression(text, keptMode(engine));
}

/** The columns that it names, folded; none where it cannot be read, since what nobody knows proves nothing. */
export function namedIn(expression: HeldExpression, engine: LexMode["engine"]): ReadonlySet<string> {
  const tree = treeOfHeld(expression, engine);
  return tree ? columnsNamed(tree) : new Set();
}
