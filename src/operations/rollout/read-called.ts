import type { ObjectName } from "../../core/rollout/object-name.ts";
import type { Running } from "./running.ts";

/** A procedure that a file calls. */
export interface CalledProcedure extends ObjectName {
  /** As the server has it; undefined = there is none of that name any more, or this account is not shown it. */
  body: string | undefined;
  /** Where the server does not say: the procedures that the file makes, of which it may be one. */
  ofFile: readonly string[];
}

export async function readCalled(
  { session, migration }: Pick<Running, "session" | "migration">,
  routines: readonly ObjectName[],
): Promise<CalledProcedure[]> {
  if (routines.length === 0) return [];
  const made = migration.statements.filter(({ type }) => type === "CREATE_PROCEDURE").map(({ text }) => text);
  const found = await session.routines(routines);
  return found.map((one) => ({ ...one, ofFile: one.body === undefined ? made : [] }));
}
