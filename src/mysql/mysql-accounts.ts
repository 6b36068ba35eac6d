import type { Accounts } from "../operations/ports/database.ts";
import { connect } from "./connect.ts";
import { serverNumber } from "./has-number.ts";
import { readAccess } from "./read-access.ts";
import { unreachable } from "./unreachable.ts";
import type { Variables } from "./variables.ts";

/** The accounts of a policy's connections, each on its own server. */
export function mysqlAccounts(variables: Variables): Accounts {
  return {
    async access(target) {
      const connection = await connect(target, variables);
      try {
        return await readAccess(connection);
      } catch (error) {
        // No answer of the server's: the connection was lost.
        if (serverNumber(error) !== undefined) throw error;
        throw unreachable(target, error);
      } finally {
        connection.destroy();
      }
    },
  };
}
