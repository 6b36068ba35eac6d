import type { StatementAnswer } from "../core/rollout/ask-about.ts";
import type { DatabaseStatistics, TableStatistics } from "../core/schema/statistics.ts";
import type { Databases } from "../operations/ports/database.ts";
import { UserError } from "../operations/user-error.ts";

/** Databases that answer from memory, by `database @ instance`; one that is not there cannot be reached. */
export function memoryDatabases(
  known: ReadonlyMap<string, Readonly<Record<string, TableStatistics>>>,
  { now }: { now: string },
): Databases {
  const statistics: Databases["statistics"] = async ({ instance, database }) => {
    const tables = known.get(`${database} @ ${instance}`);
    if (tables)
      return {
        instance,
        database,
        takenAt: now,
        serverVersion: "9.7.4",
        tables,
      } satisfies DatabaseStatistics;
    throw new UserError("connection-refused", `Instance ${instance} cannot be reached.`, "Check it.");
  };
  return {
    statistics,
    ask: async (target, questions) => ({
      statistics: await statistics(target),
      oldestTransaction: undefined,
      statements: questions.map((): StatementAnswer => ({ syntax: { verdict: "valid" }, rows: undefined })),
    }),
  };
}
