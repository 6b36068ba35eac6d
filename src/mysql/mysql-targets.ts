import type { Targets } from "../operations/ports/database.ts";
import { UserError } from "../operations/user-error.ts";
import { connectPinned } from "./connect.ts";
import { serverNumber } from "./has-number.ts";
import { openSession } from "./open-session.ts";
import { readTargetState } from "./read-target-state.ts";
import { tellDenials } from "./tell-denials.ts";
import { unreachable } from "./unreachable.ts";
import type { Variables } from "./variables.ts";

/** The targets of a policy; `variables` hold the connections under the names that the policy gives them. */
export function mysqlTargets(variables: Variables): Targets {
  return {
    async look(target) {
      const { connection, server } = await connectPinned(target, variables, "reads");
      try {
        return await tellDenials(target, () => readTargetState(connection, target, server));
      } catch (error) {
        if (error instanceof UserError || serverNumber(error) !== undefined) throw error;
        throw unreachable(target, error);
      } finally {
        connection.destroy();
      }
    },
    open: (target, options) => openSession({ ...options, target, variables }),
  };
}
