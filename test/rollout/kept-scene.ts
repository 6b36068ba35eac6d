import { noRowRules } from "../../src/core/policy/row-rules.ts";
import { mysqlKeptRows } from "../../src/mysql/mysql-kept-rows.ts";
import type { Targets } from "../../src/operations/ports/database.ts";
import { findUndo } from "../../src/operations/rollout/find-undo.ts";
import { databaseScene } from "./database-scene.ts";
import { lookAtOneTarget, rollOutTo } from "./one-target.ts";
import type { Server } from "./outside/server.ts";

export const undoRules = { maxRows: 1000, maxBytes: 1_000_000, required: false };
export const path = "migrations/001.sql";

interface Options {
  rules?: typeof undoRules | undefined;
  around?: (targets: Targets) => Targets;
  /** A second migration, after the first. */
  second?: string;
}

/** A database of a server, where rollouts keep rows. */
export function keptScene(server: Server, database: string) {
  const { query, begin } = databaseScene(() => server, database);
  const filesOf = (migration: string, second?: string) => ({
    [path]: migration,
    ...(second !== undefined && { "migrations/002.sql": second }),
  });
  return {
    query,
    begin,
    rollOut(migration: string, { rules = undoRules, around, second }: Options = {}) {
      const rowRules = { ...noRowRules, undo: rules };
      return rollOutTo(
        { url: server.url, database, migrations: filesOf(migration, second), rowRules },
        around,
      );
    },
    async writeUndo(migration: string) {
      const plan = await lookAtOneTarget({ url: server.url, database, migrations: filesOf(migration) });
      return findUndo(mysqlKeptRows({ URL: server.url }), [plan], path);
    },
    async kept() {
      const rows = await query(
        "SELECT statement, kept_rows, kept_in, detail FROM tollgate_undo ORDER BY token, statement",
      );
      return rows.map(({ statement, kept_rows, kept_in, detail }) => ({
        ...{ statement, rows: kept_rows, table: kept_in, why: JSON.parse(String(detail)).why },
      }));
    },
  };
}
