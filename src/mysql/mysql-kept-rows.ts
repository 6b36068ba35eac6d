import type { Connection } from "mysql2/promise";
import type { Target } from "../core/policy/policy.ts";
import type { KeptRows } from "../operations/ports/kept-rows.ts";
import { StatementError } from "../operations/rollout/statement-error.ts";
import { connect } from "./connect.ts";
import type { SessionPurpose } from "./pins.ts";
import { readRows } from "./read-rows.ts";
import { tellDenials } from "./tell-denials.ts";
import { dropUndoTable, listUndoTables, readUndoRows } from "./undo-tables.ts";
import type { Variables } from "./variables.ts";

/** `variables` hold the connections under the names that the policy gives them. */
export function mysqlKeptRows(variables: Variables): KeptRows {
  const on = async <Result>(
    target: Target,
    act: (connection: Connection) => Promise<Result>,
    purpose: SessionPurpose = "writes",
  ) => {
    const connection = await connect(target, variables, purpose);
    try {
      return await tellDenials(target, () => act(connection));
    } finally {
      connection.destroy();
    }
  };
  return {
    read: (target) =>
      on(target, async (connection) => ({
        rows: await readUndoRows(connection, target.database),
        tables: await listUndoTables(connection, target.database),
      })),
    ask: (target, sql) =>
      on(
        target,
        async (connection) => {
          try {
            return { rows: await readRows(connection, sql) };
          } catch (error) {
            if (error instanceof StatementError) return { refused: error.message };
            throw error;
          }
        },
        "reads",
      ),
    drop: (target, tables) =>
      on(target, async (connection) => {
        for (const name of tables) await dropUndoTable(connection, target.database, name);
      }),
  };
}
