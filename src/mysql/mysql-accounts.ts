import type { Accounts } from "../operations/ports/database.ts";
import { connect } from "./connect.ts";
import { readAccess } from "./read-access.ts";
import type { Variables } from "./variables.ts";

/** The accounts of a policy's connections, each on its own server. */
export function mysqlAccounts(variables: Variables): Accounts {
  return {
    async access(target) {
      const connection = await connect(target, variables);
      try {
        return await readAccess(connection);
      } finally {
        connection.destroy();
      }
    },
  };
}
