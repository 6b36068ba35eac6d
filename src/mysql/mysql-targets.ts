import type { Targets } from "../operations/ports/database.ts";
import { connectPinned, type Variables } from "./connect.ts";
import { openSession } from "./open-session.ts";
import { readTargetState } from "./read-target-state.ts";
import { tellDenials } from "./tell-denials.ts";

/** The targets of a policy; `variables` hold the connections under the names that the policy gives them. */
export function mysqlTargets(variables: Variables): Targets {
  return {
    async look(target) {
      const { connection, server } = await connectPinned(target, variables);
      try {
        await connection.query("SET SESSION TRANSACTION READ ONLY");
        return await tellDenials(target, () => readTargetState(connection, target, server));
      } finally {
        connection.destroy();
      }
    },
    open: (target, options) => openSession({ ...options, target, variables }),
  };
}
