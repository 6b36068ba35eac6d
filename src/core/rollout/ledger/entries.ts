import type { PlannedMigration } from "../rollout.ts";
import type { Unit } from "../units/unit.ts";
import { hashOf, type Sha256 } from "./chain.ts";
import type { EntryOf } from "./row.ts";

/** Detail of a row about a unit, without what is said of the file. */
type Own<E extends "sent" | "done" | "batch" | "failed" | "in-doubt"> = Omit<
  EntryOf<E>["detail"],
  "of" | "repeatable" | "version" | "protocol"
>;

/** Rows about the units of one file. */
export function entriesOf(migration: PlannedMigration, sha256: Sha256) {
  const { project, path, statements } = migration;
  const file = { project, path, sha256: migration.sha256 };
  const about = ({ first, last }: Pick<Unit, "first" | "last">) => ({
    ...file,
    ...{ statement: first + 1, through: last + 1 },
    statementSha256: hashOf(
      statements.slice(first, last + 1).map((one) => one.sha256),
      sha256,
    ),
  });
  const of = ofFile(migration);
  return {
    sent: (unit: Unit, own: Own<"sent">): EntryOf<"sent"> => ({
      ...{ event: "sent", ...about(unit) },
      detail: { ...of, protocol: unit.protocol, ...own },
    }),
    done: (unit: Unit, own: Own<"done"> = {}): EntryOf<"done"> => ({
      ...{ event: "done", ...about(unit) },
      detail: { ...of, protocol: unit.protocol, ...own },
    }),
    batch: (unit: Unit, own: Own<"batch">): EntryOf<"batch"> => ({
      ...{ event: "batch", ...about(unit) },
      detail: { ...of, protocol: unit.protocol, ...own },
    }),
    failed: (unit: Unit, own: Own<"failed">): EntryOf<"failed"> => ({
      ...{ event: "failed", ...about(unit) },
      detail: { ...of, protocol: unit.protocol, ...own },
    }),
    inDoubt: (unit: Pick<Unit, "first" | "last">, why: string, batch?: number): EntryOf<"in-doubt"> => ({
      ...{ event: "in-doubt", ...about(unit) },
      detail: { ...of, why, ...(batch !== undefined && { batch }) },
    }),
  };
}

/** The file as a whole. */
export function aboutFile({ project, path, sha256 }: Pick<PlannedMigration, "project" | "path" | "sha256">) {
  return { project, path, sha256, statement: 0, through: 0, statementSha256: sha256 };
}

/** What is about no file. */
export const noFile = { project: "", path: "", sha256: "", statement: 0, through: 0, statementSha256: "" };

export function ofFile({ statements, repeatable, version }: PlannedMigration) {
  return {
    of: statements.length,
    ...(repeatable && { repeatable: true as const }),
    ...(version !== undefined && { version }),
  };
}
