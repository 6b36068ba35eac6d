import type { Connection } from "mysql2/promise";
import type { ObjectName } from "../core/rollout/object-name.ts";
import { whereTriggersShow } from "./count-triggers.ts";

/** Whether this account is shown all triggers of a table; asked once for each database. MariaDB shows them to all who write. */
export function seeTriggers(connection: Connection, mariadb: boolean) {
  const known = new Map<string, (table: string) => boolean>();
  return async (tables: readonly ObjectName[]): Promise<(table: ObjectName) => boolean> => {
    if (mariadb) return () => true;
    for (const { database } of tables) {
      if (!known.has(database)) known.set(database, await whereTriggersShow(connection, database));
    }
    return ({ database, name }) => known.get(database)?.(name) ?? false;
  };
}
