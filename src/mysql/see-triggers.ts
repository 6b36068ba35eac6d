import type { Connection } from "mysql2/promise";
import type { ObjectName } from "../core/rollout/object-name.ts";
import { whereTriggersShow } from "./count-triggers.ts";

/** Whether this account is shown all triggers of a table: as one whose rows it may change, and whatever else it may do. */
interface SeenTriggers {
  toWriters: boolean;
  always: boolean;
}

/** Asked once for each database. MariaDB shows triggers to all who may change rows, though not their bodies. */
export function seeTriggers(connection: Connection, mariadb: boolean) {
  const known = new Map<string, (table: string) => boolean>();
  return async (tables: readonly ObjectName[]): Promise<(table: ObjectName) => SeenTriggers> => {
    for (const { database } of tables) {
      if (!known.has(database)) known.set(database, await whereTriggersShow(connection, database));
    }
    return ({ database, name }) => {
      const always = known.get(database)?.(name) ?? false;
      return { toWriters: mariadb || always, always };
    };
  };
}
