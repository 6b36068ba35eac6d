import type { Passage } from "../../sql/tree/passages.ts";
import type { Rewrite, RewriteContext } from "../factor.ts";
import { edited, ownTree, without } from "./cut.ts";

/** CREATE TABLE without IF NOT EXISTS. */
export function withoutCondition({ statement }: RewriteContext): Rewrite[] {
  return statement.type === "CREATE_TABLE" ? leaveOut(statement, "if-not-exists") : [];
}

/** CREATE without DEFINER: the account that runs the migration becomes it. */
export function withoutDefiner({ statement }: RewriteContext): Rewrite[] {
  const note = "It then belongs to the account that runs the migration.";
  return leaveOut(statement, "definer").map((rewrite) => ({ ...rewrite, note, differs: true }));
}

/** CREATE TABLE … ENGINE = InnoDB. */
export function inInnodb({ statement }: RewriteContext): Rewrite[] {
  const tree = ownTree(statement);
  const edits = tree?.passages
    .filter(({ part }) => part === "engine")
    .map((engine) => ({ ...engine, text: "InnoDB" }));
  if (!tree || !edits?.length) return [];
  return [{ now: [edited(statement, tree, edits)], note: "InnoDB keeps the table.", differs: true }];
}

function leaveOut(statement: RewriteContext["statement"], sought: Passage["part"]): Rewrite[] {
  const tree = ownTree(statement);
  const passage = tree?.passages.find(({ part }) => part === sought);
  return tree && passage ? [{ now: [edited(statement, tree, [without(statement, passage)])] }] : [];
}
