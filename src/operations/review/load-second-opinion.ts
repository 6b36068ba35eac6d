import type { ChangedFile } from "../../core/migration/migration.ts";
import type { SecondOpinion } from "../../core/sql/second-opinion.ts";

/** Somebody else's reading of the UPDATEs and DELETEs; loaded only where a changed file may hold one: it takes longer than all the rest. */
export async function loadSecondOpinion(changed: readonly ChangedFile[]): Promise<SecondOpinion | undefined> {
  const mayAsk = changed.some(({ content }) =>
    /update|delete/i.test(Buffer.from(content).toString("latin1")),
  );
  return mayAsk ? (await import("../../core/sql/second-opinion.ts")).askNodeSqlParser : undefined;
}
