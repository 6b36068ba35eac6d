import { expect } from "vitest";
import { foldLedger } from "../../src/core/rollout/ledger/fold.ts";
import { mysqlTargets } from "../../src/mysql/mysql-targets.ts";
import { sha256 } from "../../src/operations/sha256.ts";
import { targetOf } from "./one-target.ts";
import type { Server } from "./outside/server.ts";

/** One database of a server, by whoever looks at it from outside; the server may start later. */
export function databaseScene(server: () => Server, database: string) {
  const query = (sql: string) => server().query(sql, database);
  return {
    query,
    /** Anew, with what `sql` makes. */
    async begin(sql: string) {
      await server().query(`DROP DATABASE IF EXISTS ${database}; CREATE DATABASE ${database}`);
      await query(sql);
    },
    /** The rows of its ledger, which is whole. */
    async ledger() {
      const { rows } = await mysqlTargets({ URL: server().url }).look(targetOf(database));
      expect(foldLedger(rows, sha256).damage).toBeUndefined();
      return rows;
    },
  };
}
