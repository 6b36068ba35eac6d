import type { ColumnDefinition } from "../sql/definition.ts";
import { foldName } from "../sql/fold-name.ts";
import { definedExpression, keptMode } from "../sql/grammar/defined-expression.ts";
import type { ColumnReference } from "../sql/tree/nodes/atoms.ts";
import { quoteName } from "../sql/write/quote.ts";
import { writeExpression } from "../sql/write/write-expression.ts";

type Computed = Pick<ColumnDefinition, "generated">;

/** Whether two generated columns compute the same. */
export function isSameComputation({ generated: a }: Computed, { generated: b }: Computed): boolean {
  return bare(a?.expression) === bare(b?.expression);
}

/** Without what the server would not notice: white space, letter case and quotes of names, parentheses. */
function bare(expression: string | undefined): string | undefined {
  const tree =
    expression === undefined ? undefined : definedExpression(`(${expression})`, keptMode(undefined));
  return tree ? writeExpression(tree, { column, source: () => expression ?? "" }) : expression;
}

function column({ name }: ColumnReference): string {
  return quoteName(foldName(name));
}
